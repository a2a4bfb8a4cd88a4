//! S110: a sign of a declared table and a line of the ledger tell of the same.

use std::collections::HashMap;

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, ItemMention, Severity, Tells, Verdict};

/// What `jifen explain S110` says.
pub static CODE: Code = Code {
    id: "S110",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "记号和登记说的可能是同一件事",
    why: "这一条和表里的一个记号是同一人、同一项目、同一天（同一月）的，可能记了两次。两处都计了分。",
    mend: "说的是同一件事的，请删去积分登记里的这一行；确是两件事的，请在事由里写清楚。",
    bad: Example::Told("出勤表里 6 月 20 日记了缺席，积分登记里同一天又登记了一次缺席。"),
    good: Example::Told("缺席只记在出勤表里，积分登记里不再登记。"),
};

/// Lines of a ledger beside a sign of the same member and item, on the same day or in its month.
pub fn run(book: &Book<'_>) -> Vec<(usize, Diagnostic)> {
    let known = |entry: &Entry| match (entry.member, &entry.item) {
        (Some(member), ItemMention::Known(item)) if entry.tells == Tells::Event => Some((member, *item)),
        _ => None,
    };
    let mut signs: HashMap<_, Vec<&Entry>> = HashMap::new();
    for entry in book.entries.iter().filter(|entry| entry.col.is_some()) {
        if let Some(key) = known(entry) {
            signs.entry(key).or_default().push(entry);
        }
    }
    if signs.is_empty() {
        return Vec::new();
    }
    let lines = book.entries.iter().enumerate().filter(|(_, entry)| entry.col.is_none());
    lines
        .filter_map(|(index, entry)| {
            let day = entry.day()?;
            let same = |sign: &&&Entry| sign.when.is_some_and(|when| when.from() <= day && day <= when.to());
            let sign = signs.get(&known(entry)?)?.iter().find(same)?;
            let message =
                format!("和{}的记号是同一人、同一项目、同一时间的，两处都计了分。", place_seen_from(sign, entry));
            Some((index, CODE.says(message).at(entry.cell(Field::Date))))
        })
        .collect()
}

/// Where a sign stands, as briefly as it can be said to who looks at a line.
fn place_seen_from(sign: &Entry, line: &Entry) -> String {
    let source = sign.source();
    if source.file == line.form.file { format!("「{}」{} ", source.sheet, source.cells) } else { source.to_string() }
}
