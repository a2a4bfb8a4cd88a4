//! S101: two lines say the same.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;

use chrono::NaiveDate;

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, ItemMention, Severity, Verdict};

/// What `jifen explain S101` says.
pub static CODE: Code = Code {
    id: "S101",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "两行完全相同",
    why: "同一人、同一天、同一项目、同样内容登记了两行，可能是重复登记。两行都计了分。",
    mend: "重复登记的，请删去一行；确是两件事的，请在事由里写清楚。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | 
2 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | 
2 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 看望老人 | | ",
    ),
};

/// Lines that repeat an earlier one of the same period in everything but their number.
pub fn run(book: &Book<'_>) -> Vec<(usize, Diagnostic)> {
    let telling = || {
        let entries = book.entries.iter().enumerate();
        entries.filter_map(|(index, entry)| Some((index, entry, about(book, entry)?)))
    };
    // Most lines share member, day and item with no other: only where several do, the rest of what they say is looked at.
    let mut times: HashMap<About, usize> = HashMap::new();
    for (_, _, about) in telling() {
        *times.entry(about).or_default() += 1;
    }
    let mut seen: HashMap<_, &Entry> = HashMap::new();
    let mut found = Vec::new();
    for (index, entry, about) in telling().filter(|(_, _, about)| times.get(about).is_some_and(|times| *times > 1)) {
        // Two honours of one day are told apart by a column of the rule set's own.
        let own = format!("{:?}", entry.own);
        match seen.entry((about, entry.quantity, &entry.level, entry.stated, &entry.matter, own)) {
            MapEntry::Occupied(first) => {
                let place = place_seen_from(first.get(), entry);
                let message = format!("这一行与{place}完全相同，两行都按登记处理。");
                found.push((index, CODE.says(message).at(entry.cell(Field::Date))));
            }
            MapEntry::Vacant(free) => {
                free.insert(entry);
            }
        }
    }
    found
}

/// Member, day and item.
type About = (usize, NaiveDate, usize);

/// Whom and what a line of the period is about; `None` for a figure of a matrix: two columns of one day are two meetings.
fn about(book: &Book<'_>, entry: &Entry) -> Option<About> {
    let (date, member, ItemMention::Known(item)) = (entry.day()?, entry.member?, &entry.item) else { return None };
    (entry.col.is_none() && book.period.contains(date)).then_some((member, date, *item))
}

/// Where a line stands, as briefly as it can be said to who looks at another.
fn place_seen_from(first: &Entry, entry: &Entry) -> String {
    let row = format!("第 {} 行", first.row + 1);
    let (there, here) = (&first.form, &entry.form);
    match (there.file == here.file, there.sheet == here.sheet) {
        (true, true) => row,
        (true, false) => format!("「{}」{row}", there.sheet),
        (false, _) => format!("{}「{}」{row}", there.file, there.sheet),
    }
}
