//! Why a score is what it is, as the member is told of it: what was added, what was lost, what did not count.

use std::collections::HashMap;

use crate::model::Points;
use crate::reports::feedback::shortened;
use crate::reports::{EntryResult, MemberResult, ResultDocument};
use crate::rules::RuleSet;

/// The most characters of one reason.
const REASON: usize = 44;

/// What is said of lines that wait for a step, by code, file, sheet and row.
pub struct Pending<'a>(HashMap<[&'a str; 4], &'a str>);

impl<'a> Pending<'a> {
    /// All that is said in a result about single rows.
    pub fn of(result: &'a ResultDocument) -> Self {
        let said = result.diagnostics.iter().filter_map(|it| {
            let place = [it.code.as_str(), it.file.as_deref()?, it.sheet.as_deref()?, row_of(it.cell.as_deref()?)];
            Some((place, it.message.as_str()))
        });
        Self(said.collect())
    }

    /// What is lacking, in the words of the diagnostic; `None` where the line is not pending, or nothing more is known.
    fn lacking(&self, label: &str, entry: &EntryResult, code: &str) -> Option<&'a str> {
        let source = &entry.source;
        let place = [code, source.file.as_str(), source.sheet.as_str(), row_of(&source.cell)];
        let message = self.0.get(&place).filter(|_| entry.state == "pending")?.trim_end_matches('。');
        let message = message.strip_prefix(label).unwrap_or(message);
        Some(message.strip_suffix("，暂不计分").unwrap_or(message))
    }
}

/// 3 of K3, and of A3:K3.
fn row_of(cell: &str) -> &str {
    let first = cell.split(':').next().unwrap_or(cell);
    first.trim_start_matches(|c: char| c.is_ascii_alphabetic())
}

/// Why the score is what it is: the largest first.
pub struct Reasons {
    /// What the member was given.
    pub added: Vec<String>,
    /// What was taken from full marks, or from what the item begins with.
    pub lost: Vec<String>,
    /// Lines that do not count, or not yet.
    pub not_counted: Vec<String>,
}

/// The steps of an item, summed up.
#[derive(Clone, Copy, Default)]
struct Sum {
    counted: Points,
    of: Option<Points>,
    steps: i64,
}

impl Reasons {
    /// Those of a member.
    pub fn of(rules: &RuleSet, pending: &Pending<'_>, member: &MemberResult) -> Self {
        let mut items: Vec<(&str, Sum)> = Vec::new();
        for step in &member.steps {
            let Some(item) = step.item.as_deref() else { continue };
            match items.iter_mut().find(|(known, _)| *known == item) {
                Some((_, sum)) => {
                    sum.counted += step.counted;
                    sum.of = sum.of.zip(step.of).map(|(of, more)| of + more);
                    sum.steps += 1;
                }
                None => items.push((item, Sum { counted: step.counted, of: step.of, steps: 1 })),
            }
        }
        let (mut added, mut lost) = (Vec::new(), Vec::new());
        for (item, sum) in items {
            let title = title_of(rules, item);
            let change = sum.counted - begins(rules, item, sum);
            let full = sum.of.map_or_else(String::new, |of| format!("（满分 {of}）"));
            match sum.of {
                Some(of) if change < Points::ZERO => {
                    lost.push((-change, format!("{title}满分 {of} 得 {}", sum.counted)));
                }
                None if change < Points::ZERO => lost.push((-change, format!("{title}{change}"))),
                _ if change > Points::ZERO => added.push((change, format!("{title}+{change}{full}"))),
                _ => {}
            }
        }
        Self { added: sorted(added), lost: sorted(lost), not_counted: not_counted(rules, pending, member) }
    }
}

/// What an item begins with: where that is nothing, all of it was earned, and what lacks of its full marks was not taken.
fn begins(rules: &RuleSet, item: &str, sum: Sum) -> Points {
    match rules.items.iter().find(|known| known.id == item) {
        Some(item) if item.starts_full || item.opening.is_some() => sum.of.unwrap_or(item.start),
        Some(item) => (0..sum.steps).map(|_| item.start).sum(),
        None => Points::ZERO,
    }
}

fn sorted(mut reasons: Vec<(Points, String)>) -> Vec<String> {
    reasons.sort_by(|(one, _), (other, _)| other.cmp(one));
    reasons.into_iter().map(|(_, words)| words).collect()
}

fn not_counted(rules: &RuleSet, pending: &Pending<'_>, member: &MemberResult) -> Vec<String> {
    let entries = member.steps.iter().flat_map(|step| step.entries.iter().map(move |entry| (step, entry)));
    let told = entries.filter(|(_, entry)| matches!(entry.state.as_str(), "pending" | "excluded"));
    let words = |item: Option<&str>, entry: &EntryResult| {
        let title = item.map_or(String::new(), |item| title_of(rules, item));
        let label = item.and_then(|item| rules.items.iter().find(|known| known.id == item));
        let label = label.map_or_else(String::new, crate::rules::Item::label);
        let why = entry.why.as_deref().map_or(String::new(), |why| {
            // The program's codes are for the secretary.
            let (plain, code) = without_code(why);
            format!("：{}", pending.lacking(&label, entry, code).unwrap_or(plain))
        });
        shortened(&format!("{}{title}{why}", entry.date), REASON)
    };
    told.map(|(step, entry)| words(step.item.as_deref(), entry)).collect()
}

/// 待审议，暂不计分 and P101 of 待审议，暂不计分（P101）.
fn without_code(why: &str) -> (&str, &str) {
    let split = why.strip_suffix('）').and_then(|why| why.rsplit_once('（'));
    split.filter(|(_, code)| code.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or((why, ""))
}

/// The item in quotes, not too long; its code where it has no title.
pub fn title_of(rules: &RuleSet, item: &str) -> String {
    let known = rules.items.iter().find(|known| known.id == item);
    known.map_or_else(|| item.to_owned(), |known| format!("「{}」", shortened(&known.title, 14)))
}
