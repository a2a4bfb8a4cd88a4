//! One branch: its records put to its entries, checked, reckoned, checked again.

use std::sync::Arc;

use super::BranchScores;
use super::branch::BranchBook;
use super::ground::Ground;
use super::waivers::{Lifted, Waivers};
use crate::checks::{Book, check_entries, check_results};
use crate::layout::{lacking_members, records_of_period};
use crate::model::{Held, Member, PastMatch, PastYear, When};
use crate::scoring::{BranchIndex, Scorecard, blank_sign, reckon_branch, scorecard};

/// Checks and scores a branch; what meetings accepted is set apart.
pub fn score(
    book: BranchBook,
    ground: &Ground<'_>,
    past: Option<&PastYear>,
    report_date: chrono::NaiveDate,
    waivers: &Waivers,
) -> (BranchScores, Lifted) {
    let (rules, period) = (ground.rules, ground.period);
    let BranchBook { name, path, roster, mut entries, records, listed, declared, mut diagnostics } = book;
    // A figure without a period of its own is one of the period that is computed.
    for entry in entries.iter_mut().filter(|entry| entry.col.is_some() && entry.when.is_none()) {
        entry.when = Some(When::Span(period));
    }
    diagnostics.extend(lacking_members(&roster, &listed, &declared, rules, &period));
    let last_year = roster.iter().map(|member| last_year_of(past, &name, member)).collect();
    let mut branch = BranchScores {
        name,
        path,
        roster,
        entries: Vec::new(),
        records: Vec::new(),
        index: BranchIndex::default(),
        judgements: Vec::new(),
        last_year,
        reckonings: Vec::new(),
        cards: Vec::new(),
    };
    // What an empty cell means may depend on the member's class, and that on rows of another table.
    if rules.tables.iter().any(|table| !table.blank.is_empty()) {
        branch.records = records.iter().filter(|record| record.col.is_none()).cloned().collect();
        branch.index = BranchIndex::of(&branch.roster, &[], &branch.records, Default::default());
    }
    let (records, found) = {
        let scene = ground.scene(&branch);
        records_of_period(records, &mut entries, rules, &period, &|record| blank_sign(&scene, record))
    };
    diagnostics.extend(found);
    branch.index = BranchIndex::of(&branch.roster, &entries, &records, listed);
    (branch.entries, branch.records) = (entries, records);
    let scene = ground.scene(&branch);
    let view = Book::new(scene, report_date);
    let (found, mut judgements) = check_entries(&view);
    let mut lifted = waivers.lift(&branch, found, &mut judgements);
    diagnostics.append(&mut lifted.standing);
    branch.judgements = judgements;
    let scene = ground.scene(&branch);
    let reckonings = reckon_branch(&scene);
    let cards: Vec<Scorecard> = reckonings.iter().map(|own| scorecard(rules, own)).collect();
    diagnostics.extend(check_results(&Book::new(scene, report_date), &reckonings, &cards));
    branch.reckonings = reckonings;
    branch.cards = cards;
    lifted.standing = diagnostics.into_iter().map(|diagnostic| diagnostic.of_branch(&branch.name)).collect();
    for waived in &mut lifted.waived {
        waived.diagnostic.branch = Some(Arc::clone(&branch.name));
    }
    (branch, lifted)
}

/// What last year's archive says of a member, where it tells.
fn last_year_of(past: Option<&PastYear>, branch: &str, member: &Member) -> Option<Vec<Option<Held>>> {
    match past?.find(branch, member) {
        PastMatch::One(found, _) => Some(found.values.clone()),
        PastMatch::None | PastMatch::Several => None,
    }
}
