//! How long a million entries take from typed entries to scorecards: checks apart, everything of the scoring room.
//!
//!     cargo bench --bench scoring [-- RULE_SET]
//!
//! Entries are made up: as many as a year may have of every item that lines are entered for, spread over members and days.
//! One thread; medians of several rounds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and stops at what it did not expect")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use jifen::model::{
    CellRange, CellRef, Entry, FormPlace, ItemMention, Member, Period, Points, Source, StepTaken, Tells, When,
};
use jifen::rules::{Pricing, RuleSet, builtin, default_id};
use jifen::scoring::{BranchIndex, Judgement, Scene, reckon_branch, scorecard};

const BRANCHES: usize = 50;
const MEMBERS: usize = 40;
const ENTRIES: usize = 1_000_000;
const ROUNDS: usize = 5;

fn form() -> Arc<FormPlace> {
    Arc::new(FormPlace {
        file: "表.xlsx".into(),
        sheet: "积分登记".into(),
        header: 0,
        columns: std::collections::BTreeMap::new(),
        extent: (0, 9),
    })
}

fn roster() -> Vec<Member> {
    let at = CellRef::new(0, 1);
    let source = || Source { file: "表.xlsx".into(), sheet: "花名册".into(), cells: CellRange::from(at) };
    (0..MEMBERS).map(|place| Member::named(format!("党员{place}"), place.to_string(), source())).collect()
}

/// The entries of one branch: members, items and days in turn.
fn ledger(rules: &RuleSet, entries: usize) -> Vec<Entry> {
    let form = form();
    let entered: Vec<usize> = (0..rules.items.len())
        .filter(|item| !matches!(rules.items[*item].pricing, Pricing::Computed | Pricing::Veto))
        .collect();
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let made = |at: usize| {
        let item = entered[(at / MEMBERS) % entered.len()];
        let (level, stated) = match &rules.items[item].pricing {
            Pricing::Levels(levels) => (levels.of[at % levels.of.len()].level.clone(), None),
            Pricing::Assessed(range) => (String::new(), Some(range.from)),
            _ => (String::new(), None),
        };
        let day = first.checked_add_days(Days::new(u64::try_from(at * 7 % 365).unwrap())).unwrap();
        Entry {
            form: Arc::clone(&form),
            row: u32::try_from(at).unwrap(),
            col: None,
            tells: Tells::Event,
            when: Some(When::Day(day)),
            registered: None,
            member: Some(at % MEMBERS),
            written_name: "".into(),
            item: ItemMention::Known(item),
            quantity: 1,
            has_quantity: false,
            level: level.into(),
            stated,
            has_stated: stated.is_some(),
            matter: format!("事{}", at % 97).into(),
            steps: vec![StepTaken::Yes(Some(day)); rules.steps.len()],
            evidence: Some(true),
            own: vec![None; rules.entry_columns.len()],
            problems: Vec::new(),
        }
    };
    (0..entries).map(made).collect()
}

fn main() {
    let id = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_else(default_id);
    let rules = builtin(&id).unwrap().unwrap();
    let roster = roster();
    let entries = ledger(&rules, ENTRIES / BRANCHES);
    let judgements = vec![Judgement::default(); entries.len()];
    let closed = vec![false; rules.figures.len()];
    let mut times: Vec<Duration> = Vec::new();
    let mut check = Points::ZERO;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..BRANCHES {
            let index = BranchIndex::of(&roster, &entries, &[], std::collections::BTreeMap::new());
            let scene = Scene {
                rules: &rules,
                period: Period::parse("2025").unwrap(),
                programme_year: 1,
                is_first_year: true,
                knows_last_year: false,
                roster: &roster,
                entries: &entries,
                judgements: &judgements,
                records: &[],
                last_year: &[],
                closed: &closed,
                index: &index,
            };
            for own in &reckon_branch(&scene) {
                check += scorecard(&rules, own).score.unwrap_or_default();
            }
        }
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times[times.len() / 2];
    println!(
        "{id}: {ENTRIES} entries, {BRANCHES} × {MEMBERS} members, one thread: median {median:.0?} of {times:.0?} ({check})"
    );
}
