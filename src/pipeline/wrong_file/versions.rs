//! Several files of one branch whose titles name none: 东河村.xlsx, 东河村（修改）.xlsx, 东河村（下半年）.xlsx.
//!
//! What they are to each other is told by what is in them, never by the order of their names.

use std::collections::{BTreeMap, BTreeSet};

use super::Wrong;
use super::sent::{Sent, alike};
use crate::layout::codes::L107;
use crate::model::Severity;
use crate::pipeline::branch::months;
use crate::pipeline::branch::which_counts;
use crate::pipeline::gather::Gathered;
use crate::pipeline::options::Settings;
use crate::workbook::codes::PASSED_OVER;

/// Whether two files without titles are one branch's by their names: both name the same place, or one is the other with
/// something added.
pub fn are_of_one_branch(one: &Sent<'_>, other: &Sent<'_>) -> bool {
    let name_one = one.named.is_some() && one.named == other.named;
    !one.titled && !other.titled && (name_one || is_version(&one.called, &other.called))
}

/// Files of one branch, with the same people, that cannot all count: beside the one that the profile names; the same
/// once more; with entries of the same months, where nobody knows which hold.
pub fn not_all_counted(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    let sent = Sent::untitled(gathered, settings);
    let pairs = versions(&sent);
    let mut wrong: BTreeMap<usize, Wrong> = BTreeMap::new();
    for (one, other) in &pairs {
        let (chosen, other) = if one.is_chosen { (one, other) } else { (other, one) };
        if chosen.is_chosen && !other.is_chosen {
            wrong.insert(other.at, not_chosen(other, chosen));
        }
    }
    for (one, other) in &pairs {
        if one.content.is_some() && one.content == other.content && !wrong.contains_key(&one.at) {
            wrong.entry(other.at).or_insert_with(|| repeated(other, one));
        }
    }
    let settled: BTreeSet<usize> = wrong.keys().copied().collect();
    for (one, other) in pairs.iter().filter(|(one, other)| !settled.contains(&one.at) && !settled.contains(&other.at)) {
        let Some(both) = in_both(one, other) else { continue };
        for (one, other) in [(one, other), (other, one)] {
            wrong.entry(one.at).or_insert_with(|| undecided(one, other, &both));
        }
    }
    wrong.into_values().collect()
}

/// Gives files of one branch that are its parts one name, as a title would.
pub fn put_under_one_name(gathered: &mut Gathered, settings: &Settings) {
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let sent = Sent::untitled(gathered, settings);
    for (one, other) in versions(&sent) {
        let shorter = if other.called.len() < one.called.len() { other } else { one };
        let place = one.named.as_ref().filter(|_| one.named == other.named);
        let name = place.unwrap_or(&shorter.name);
        for at in [one.at, other.at] {
            let known = names.entry(at).or_insert_with(|| name.clone());
            if name.len() < known.len() {
                known.clone_from(name);
            }
        }
    }
    for (at, name) in names {
        let parts = gathered.files.get_mut(at).map(|file| &mut file.recognised.parts);
        if let Some(part) = parts.and_then(|parts| parts.first_mut()) {
            part.branch = Some(name);
        }
    }
}

/// Pairs of files that are one branch's by their names and their people, and are not taken for it yet.
fn versions<'a>(sent: &'a [Sent<'a>]) -> Vec<(&'a Sent<'a>, &'a Sent<'a>)> {
    let pairs = alike(sent).into_iter().filter_map(|(one, other)| sent.get(one).zip(sent.get(other)));
    pairs.filter(|(one, other)| one.name != other.name && are_of_one_branch(one, other)).collect()
}

/// Whether one file's name is the other's with something added: 东河村, 东河村（修改）.
fn is_version(one: &str, other: &str) -> bool {
    let rest = other.strip_prefix(one).or_else(|| one.strip_prefix(other));
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphabetic()) || rest.starts_with(['改', '新', '副']))
}

/// What stands in both, in words, where they are no parts of one: entries of one month, entries without dates, or a
/// roster and nothing else.
fn in_both(one: &Sent<'_>, other: &Sent<'_>) -> Option<String> {
    let months = [one, other].map(|sent| months(sent.part));
    let [first, second] = &months;
    if let Some((year, month)) = first.intersection(second).next() {
        return Some(format!("两份里都有 {year} 年 {month} 月的登记，内容却不一样"));
    }
    let both = |has: fn(&Sent<'_>) -> bool| has(one) && has(other);
    match months.iter().all(BTreeSet::is_empty) {
        true if both(|sent| !sent.part.lines.is_empty()) => Some("登记都没有日期，分不出各管哪几个月".to_owned()),
        true if both(|sent| !sent.part.members.is_empty()) => Some("两份里都只有花名册".to_owned()),
        _ => None,
    }
}

fn not_chosen(other: &Sent<'_>, chosen: &Sent<'_>) -> Wrong {
    let message = format!("配置文件或组织表写明这个支部用「{}」，这个文件没有使用。", chosen.shown());
    Wrong { at: other.at, says: PASSED_OVER.says(message).in_file(&other.file.original.shown) }
}

fn repeated(later: &Sent<'_>, first: &Sent<'_>) -> Wrong {
    let (shown, first) = (later.shown(), first.shown());
    let message = format!("「{shown}」和「{first}」的内容一样（花名册和登记都相同），只算一次，按「{first}」计算。");
    let says = L107.says(message).in_file(&later.file.original.shown).advise("请删去多余的一份，只留一份。");
    Wrong { at: later.at, says: says.as_severity(Severity::Warning) }
}

fn undecided(one: &Sent<'_>, other: &Sent<'_>, both: &str) -> Wrong {
    let message = format!(
        "「{}」和「{}」看来是同一个支部的两份：{both}。看不出以哪一份为准，两份都没有使用。",
        one.shown(),
        other.shown()
    );
    let shortest = if one.name.len() < other.name.len() { &one.name } else { &other.name };
    let help = which_counts(shortest, one.shown());
    Wrong { at: one.at, says: L107.says(message).in_file(&one.file.original.shown).advise(help) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_may_be_a_version_of_another() {
        assert!(
            is_version("东河村", "东河村(修改)") && is_version("东河村2", "东河村") && is_version("东河村", "东河村改")
        );
        assert!(!is_version("东河村", "西河村") && !is_version("东河", "东河村"));
    }
}
