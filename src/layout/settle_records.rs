//! Records of declared tables, against the roster and the period: whose they are, which signs are entries, which of them
//! are of the period.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::blank_signs::{empty_cells, fill_blank, is_blank, is_written, set_sign};
use super::carried::{Carried, carried};
use super::codes::V307;
use super::kind::Kind;
use super::lacking::{Listed, span_of};
use super::ledger::Line;
use super::listed_twice::listed_twice;
use super::people::{Home, settle_lines};
use super::records::RecordLine;
use crate::model::{
    CellRef, Diagnostic, Entry, Held, ItemMention, Member, Period, Record, Source, StepTaken, Tells, When, Whose,
};
use crate::rules::{RuleSet, Table};

/// What the records of a branch come to once its roster is known.
#[derive(Debug, Default)]
pub struct SettledRecords {
    /// The records whose member is known, and those of tables as a whole.
    pub records: Vec<Record>,
    /// The entries that signs are.
    pub entries: Vec<Entry>,
    /// Which tables have a row for which members.
    pub listed: Listed,
    /// What is wrong with rows.
    pub problems: Vec<Diagnostic>,
}

/// Finds the members of the rows, what an empty cell means for them, and the entries that signs are.
#[must_use]
pub fn settle_records(roster: &[Member], lines: Vec<RecordLine>, rules: &RuleSet, home: Home<'_>) -> SettledRecords {
    let mut settled = SettledRecords::default();
    let whose = members_of(roster, &lines, home);
    let members: Vec<Option<usize>> = whose.iter().map(|(member, _)| *member).collect();
    let twice = listed_twice(&lines, &members, rules);
    for ((mut line, (member, unknown)), twice) in lines.into_iter().zip(whose).zip(twice) {
        let name = Some(line.named.name.clone()).filter(|name| !name.is_empty());
        let named = |problem: Diagnostic| match &name {
            Some(name) => problem.of_member(name),
            None => problem,
        };
        let is_nobody = !unknown.is_empty();
        settled.problems.extend(unknown.into_iter().chain(line.problems).map(named));
        let Some(first) = line.records.first().filter(|_| !is_nobody) else { continue };
        let Some(table) = rules.tables.get(first.table) else { continue };
        if let Some(member) = member {
            settled.listed.entry((first.table, member)).or_default().push(span_of(first, table));
        }
        if let Some(problem) = twice {
            settled.problems.push(named(problem));
            continue;
        }
        for record in &mut line.records {
            if let Whose::Member(who, _) = &mut record.of {
                *who = member;
            }
            fill_blank(record, member.and_then(|member| roster.get(member)), table);
            settled.entries.extend(entry_of(record, table, &line.steps));
        }
        let carried: Vec<Carried> = line.records.iter().filter_map(|record| carried(record, table, rules)).collect();
        settled.records.append(&mut line.records);
        for one in carried {
            match one {
                Carried::Sign(sign) => {
                    if let Some(member) = member {
                        settled.listed.entry((sign.table, member)).or_default().push(None);
                    }
                    settled.records.push(sign);
                }
                Carried::Line(line) => settled.entries.push(line),
            }
        }
    }
    settled
}

/// The members of the rows, found as those of a ledger's lines are, with what is wrong where one is not.
fn members_of(roster: &[Member], lines: &[RecordLine], home: Home<'_>) -> Vec<(Option<usize>, Vec<Diagnostic>)> {
    let named = lines.iter().map(|line| {
        line.records.first().filter(|_| !line.named.name.is_empty()).map(|first| {
            let entry = Entry { col: None, ..blank_entry(first, &line.named.name) };
            Line { entry, named: line.named.clone(), branch: None, kind: Kind::Attendance, formula: false }
        })
    });
    let named: Vec<Option<Line>> = named.collect();
    let is_named: Vec<bool> = named.iter().map(Option::is_some).collect();
    let mut settled = settle_lines(roster, named.into_iter().flatten().collect(), home).into_iter();
    let whose = |is_named: bool| match is_named.then(|| settled.next()).flatten() {
        Some(entry) => (entry.member, if entry.member.is_some() { Vec::new() } else { entry.problems }),
        None => (None, Vec::new()),
    };
    is_named.into_iter().map(whose).collect()
}

/// A line that says nothing yet, where a record stands.
pub fn blank_entry(record: &Record, name: &str) -> Entry {
    Entry {
        form: Arc::clone(&record.form),
        row: record.row,
        col: record.col,
        tells: Tells::Event,
        when: record.when,
        registered: None,
        member: None,
        written_name: name.into(),
        item: ItemMention::Missing,
        quantity: 1,
        has_quantity: false,
        level: "".into(),
        stated: None,
        has_stated: false,
        matter: "".into(),
        steps: Vec::new(),
        evidence: None,
        own: Vec::new(),
        problems: Vec::new(),
    }
}

/// The entry that a sign is.
fn entry_of(record: &Record, table: &Table, steps: &[StepTaken]) -> Option<Entry> {
    let value = record.values.iter().find(|value| matches!(value.held, Held::Sign(_)))?;
    let Held::Sign(sign) = value.held else { return None };
    let enters = table.sign(sign)?.enters.as_ref()?;
    let Whose::Member(member, name) = &record.of else { return None };
    let day = || {
        record.values.iter().find_map(|value| match value.held {
            Held::Day(day) => Some(When::Day(day)),
            Held::Span(period) => Some(When::Span(period)),
            _ => None,
        })
    };
    Some(Entry {
        row: value.at.row,
        col: Some(value.at.col),
        member: *member,
        when: record.when.or_else(day),
        item: ItemMention::Known(enters.item),
        level: enters.level.as_str().into(),
        steps: steps.to_vec(),
        ..blank_entry(record, name)
    })
}

/// Sets aside what is of another period, and tells which cells are empty in the rest. `blank` says what an empty cell means
/// beside what the table says for all of them: the index of a sign.
#[must_use]
pub fn records_of_period(
    records: Vec<Record>,
    entries: &mut Vec<Entry>,
    rules: &RuleSet,
    period: &Period,
    blank: &dyn Fn(&Record) -> Option<usize>,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut told: BTreeSet<Source> = BTreeSet::new();
    let mut others: BTreeSet<(Source, CellRef)> = BTreeSet::new();
    let (mut kept, outside): (Vec<Record>, Vec<Record>) =
        records.into_iter().partition(|record| record.when.is_none_or(|when| when.is_within(period)));
    for record in &outside {
        let place = place_of_time(record);
        for value in &record.values {
            others.insert((record.form.at(value.at), value.at));
        }
        // Months that are still to come stand empty in a form that was printed for the whole year.
        if record.col.is_some() && !is_written(record, rules) {
            continue;
        }
        if let Some(when) = record.when.filter(|_| told.insert(place.clone())) {
            let message = format!("{when} 不在本期（{} 至 {}）之内，没有使用。", period.from(), period.to());
            problems.push(V307.says(message).at(place).found(&when.to_string()));
        }
    }
    entries.retain(|entry| {
        let at = CellRef::new(entry.row, entry.col.unwrap_or_default());
        entry.col.is_none() || !others.contains(&(entry.form.at(at), at))
    });
    for record in kept.iter_mut().filter(|record| is_blank(record)) {
        if let Some(sign) = blank(record) {
            set_sign(record, sign);
        }
    }
    problems.extend(empty_cells(&kept, rules));
    problems.extend(kept.iter().flat_map(|record| {
        record.problems.iter().cloned().map(|problem| match &record.of {
            Whose::Member(_, name) => problem.of_member(name),
            Whose::Table => problem,
        })
    }));
    (kept, problems)
}

/// The cell that says when a record was.
#[must_use]
pub fn place_of_time(record: &Record) -> Source {
    let is_time = |held: &Held| matches!(held, Held::Day(_) | Held::Span(_));
    let of_time = record.values.iter().find(|value| is_time(&value.held) && record.when.is_some());
    of_time.map_or_else(|| record.source(), |value| record.form.at(value.at))
}
