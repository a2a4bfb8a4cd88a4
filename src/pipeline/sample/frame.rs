//! Among which entries of a branch is drawn, and how many tickets each of them has.

use std::collections::BTreeMap;

use super::draw::{draw_least, least_ticket};
use super::facts::facts;
use crate::model::{Diagnostic, Digest, Points, Severity, masked};
use crate::pipeline::{BranchScores, Outcome};
use crate::reports::SampledEntry;
use crate::rules::RuleSet;

/// What an entry of much weight has more of, in tickets.
const MORE: usize = 2;
/// Of high value are at most one of so many.
const ONE_OF: usize = 4;

/// The entries of the period, in the order of the branch's workbooks, with those that are drawn marked.
pub fn entries(
    branch: &BranchScores,
    rules: &RuleSet,
    outcome: &Outcome,
    seed: &str,
    count: usize,
) -> Vec<SampledEntry> {
    let period = &outcome.kept.period;
    let of_period =
        branch.entries.iter().enumerate().filter(|(_, entry)| entry.when.is_none_or(|when| when.is_within(period)));
    let mut doubts: BTreeMap<(&str, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for one in outcome.diagnostics.iter().filter(|one| one.severity >= Severity::Warning) {
        if let (Some(file), Some(sheet)) = (&one.file, &one.sheet) {
            doubts.entry((file, sheet)).or_default().push(one);
        }
    }
    let mut all: Vec<SampledEntry> = of_period
        .map(|(index, entry)| {
            let source = entry.source();
            let facts = facts(entry, branch, rules);
            let on_sheet = doubts.get(&(&*source.file, &*source.sheet)).into_iter().flatten();
            let on_it = on_sheet.filter(|one| one.cells.is_some_and(|cells| source.cells.contains(cells.first)));
            let mut codes: Vec<&str> = on_it.map(|one| one.code.id).collect();
            codes.sort_unstable();
            codes.dedup();
            SampledEntry {
                member: facts.member,
                item: facts.item,
                date: facts.date,
                content: facts.content,
                points: entry.stated.or_else(|| effect(branch, index)),
                file: masked(&source.file).into_owned(),
                sheet: masked(&source.sheet).into_owned(),
                cell: source.cells.to_string(),
                codes: codes.join("、"),
                is_high: false,
                tickets: 1,
                digest: Digest::of(b""),
                drawn: false,
            }
        })
        .collect();
    let bar = high_from(&all);
    for one in &mut all {
        one.is_high = bar.is_some_and(|bar| one.points.is_some_and(|points| points.abs() >= bar));
        one.tickets = 1 + if one.is_high { MORE } else { 0 } + if one.codes.is_empty() { 0 } else { MORE };
        one.digest = least_ticket(seed, [&one.file, &one.sheet, &one.cell], one.tickets);
    }
    let digests: Vec<_> = all.iter().map(|one| one.digest).collect();
    for (one, drawn) in all.iter_mut().zip(draw_least(&digests, count)) {
        one.drawn = drawn;
    }
    all
}

/// What an entry changes in the score of its member, where it was reckoned.
fn effect(branch: &BranchScores, entry: usize) -> Option<Points> {
    let card = branch.cards.get(branch.entries.get(entry)?.member?)?;
    let lines = card.steps.iter().flat_map(|step| &step.lines).filter(|line| line.entry == entry);
    lines.map(|line| line.effect).max_by_key(|effect| effect.abs())
}

/// From how many points on, added or taken, an entry is of high value: at most a quarter of those that have points, equal
/// ones together. None where the highest are more than that: most ledgers have many lines of the same few points.
fn high_from(all: &[SampledEntry]) -> Option<Points> {
    let mut sizes: Vec<Points> = all.iter().filter_map(|one| one.points).map(Points::abs).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let most = sizes.len() / ONE_OF;
    let mut bar = None;
    let mut counted = 0;
    for alike in sizes.chunk_by(|a, b| a == b) {
        counted += alike.len();
        if counted > most {
            break;
        }
        bar = alike.first().copied();
    }
    bar
}
