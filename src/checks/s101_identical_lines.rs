//! S101: two lines say the same.

use std::collections::HashMap;

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
    let mut seen: HashMap<_, &Entry> = HashMap::new();
    let mut found = Vec::new();
    for (index, entry) in book.entries.iter().enumerate() {
        let (Some(date), Some(member), ItemMention::Known(item)) = (entry.day(), entry.member, &entry.item) else {
            continue;
        };
        // Two columns of one day are two meetings.
        if entry.col.is_some() || !book.period.contains(date) {
            continue;
        }
        // Two honours of one day are told apart by a column of the rule set's own.
        let own = format!("{:?}", entry.own);
        let key = (member, date, *item, entry.quantity, &entry.level, entry.stated, &entry.matter, own);
        match seen.get(&key) {
            Some(first) => {
                let message = format!("这一行与{}完全相同，两行都按登记处理。", place_seen_from(first, entry));
                found.push((index, CODE.says(message).at(entry.cell(Field::Date))));
            }
            None => {
                seen.insert(key, entry);
            }
        }
    }
    found
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
