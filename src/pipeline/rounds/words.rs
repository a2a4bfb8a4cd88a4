//! Problems and entries of two rounds as the result names them, and what changed in an entry in words.

use super::noted::{NotedEntry, NotedProblem};
use crate::reports::{EntryChange, RoundEntry, RoundProblem};

/// A problem.
#[must_use]
pub fn problem(noted: &NotedProblem) -> RoundProblem {
    RoundProblem {
        code: noted.code.clone(),
        severity: noted.severity,
        sheet: noted.sheet.clone(),
        cell: noted.cells.map(|cells| cells.to_string()),
        member: noted.member.clone(),
        message: noted.message.clone(),
    }
}

/// An entry that was not there.
#[must_use]
pub fn new(entry: &NotedEntry) -> RoundEntry {
    RoundEntry { after: Some(said(entry).join("，")), ..named(EntryChange::Added, entry) }
}

/// An entry that is no longer there.
#[must_use]
pub fn gone(entry: &NotedEntry) -> RoundEntry {
    RoundEntry { before: Some(said(entry).join("，")), ..named(EntryChange::Removed, entry) }
}

/// An entry that says something else; `None` where it does not.
#[must_use]
pub fn changed(before: &NotedEntry, now: &NotedEntry) -> Option<RoundEntry> {
    if before.key() == now.key() && before.rest() == now.rest() {
        return None;
    }
    let (mut was, mut is) = (Vec::new(), Vec::new());
    for (title, [old, new]) in
        ["姓名", "项目", "日期"].into_iter().zip(before.key().into_iter().zip(now.key()).map(pair))
    {
        if old != new {
            was.push(format!("{title}{}", or_empty(old)));
            is.push(format!("{title}{}", or_empty(new)));
        }
    }
    if before.which != now.which {
        was.push(format!("编号 {}", or_empty(&before.which)));
        is.push(format!("编号 {}", or_empty(&now.which)));
    }
    was.extend(said(before));
    is.extend(said(now));
    let unseen = [
        ("事由", before.matter != now.matter),
        ("手续", before.steps != now.steps),
        ("其他栏", before.others != now.others),
    ];
    let unseen: Vec<&str> = unseen.into_iter().filter_map(|(title, differs)| differs.then_some(title)).collect();
    if !unseen.is_empty() {
        is.push(format!("{}有改动", unseen.join("、")));
    }
    let (before, after) = (Some(was.join("，")), Some(is.join("，")));
    Some(RoundEntry { before, after, ..named(EntryChange::Changed, now) })
}

fn pair<'a>((a, b): (&'a str, &'a str)) -> [&'a str; 2] {
    [a, b]
}

fn or_empty(text: &str) -> &str {
    if text.is_empty() { "空着" } else { text }
}

/// What an entry says in words, beside member, item and date.
fn said(entry: &NotedEntry) -> Vec<String> {
    let mut parts = vec![format!("{} 次", entry.quantity)];
    if !entry.level.is_empty() {
        parts.push(format!("级别{}", entry.level));
    }
    if !entry.stated.is_empty() {
        parts.push(format!("{} 分", entry.stated));
    }
    parts
}

fn named(change: EntryChange, entry: &NotedEntry) -> RoundEntry {
    RoundEntry {
        change,
        member: entry.member.clone(),
        item: entry.item.clone(),
        date: entry.date.clone(),
        before: None,
        after: None,
        sheet: entry.sheet.clone(),
        cell: entry.cells.to_string(),
    }
}
