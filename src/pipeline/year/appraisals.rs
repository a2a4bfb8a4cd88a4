//! What was read of the tables in which others judge a member, by table and branch.

use std::collections::BTreeSet;

use super::Reckoned;
use crate::model::{Held, Points, Record, RecordField};
use crate::pipeline::BranchScores;
use crate::reports::{AppraisalResult, ChosenResult, FiguresResult};
use crate::rules::{Column, Table, TableLayout};

/// The tables in the order of the rule set, the branches in theirs. A table that nobody sent and that is not due in this
/// period is left out.
pub fn appraisals(run: &Reckoned<'_>) -> Vec<AppraisalResult> {
    let judged =
        |table: &Table| matches!(table.layout, TableLayout::Evaluation | TableLayout::Ballot | TableLayout::Assessment);
    let mut results = Vec::new();
    for (index, table) in run.ground.rules.tables.iter().enumerate().filter(|(_, table)| judged(table)) {
        let of_branches: Vec<AppraisalResult> =
            (0..run.branches.len()).filter_map(|branch| of_branch(run, branch, index, table)).collect();
        let is_due = table.is_required(run.ground.period.window());
        if is_due || of_branches.iter().any(|one| one.rows > 0) {
            results.extend(of_branches);
        }
    }
    results
}

fn of_branch(run: &Reckoned<'_>, place: usize, index: usize, table: &Table) -> Option<AppraisalResult> {
    let branch = run.branches.get(place)?;
    let records: Vec<&Record> =
        branch.records.iter().filter(|record| record.table == index && record.member().is_some()).collect();
    let is_counted = |member: usize| run.standing.member(place, member).is_some_and(|standing| standing.counted);
    let counted: Vec<usize> = (0..branch.roster.len()).filter(|member| is_counted(*member)).collect();
    let rated: BTreeSet<usize> =
        records.iter().filter_map(|record| record.member()).filter(|member| is_counted(*member)).collect();
    let named = |member: &usize| branch.roster.get(*member).map(crate::model::Member::listed_name);
    let without = counted.iter().filter(|member| !rated.contains(member)).filter_map(named).collect();
    Some(AppraisalResult {
        table: table.id.clone(),
        title: table.title.clone(),
        branch: branch.name.to_string(),
        rows: rows(branch, index),
        rated: rated.len(),
        members: counted.len(),
        without: if records.is_empty() { Vec::new() } else { without },
        figures: columns(table).filter_map(|(at, column)| figures(&records, at, column)).collect(),
        words: columns(table).flat_map(|(at, column)| words(&records, at, column)).collect(),
    })
}

fn columns(table: &Table) -> impl Iterator<Item = (RecordField, &Column)> {
    table.columns.iter().enumerate().map(|(index, column)| (RecordField::Column(index), column))
}

/// The rows about members; of a table of several cells in a row each row once.
fn rows(branch: &BranchScores, table: usize) -> usize {
    let records = branch.records.iter().filter(|record| record.table == table && record.member().is_some());
    let rows: BTreeSet<_> = records.map(|record| (&record.form.file, &record.form.sheet, record.row)).collect();
    rows.len()
}

fn figures(records: &[&Record], at: RecordField, column: &Column) -> Option<FiguresResult> {
    let figure = |record: &&Record| match record.value(at) {
        Some(Held::Figure(points)) => Some(*points),
        _ => None,
    };
    let figures: Vec<Points> = records.iter().filter_map(figure).collect();
    let sum: Points = figures.iter().copied().sum();
    Some(FiguresResult {
        column: column.id.clone(),
        title: column.title.clone(),
        count: figures.len(),
        mean: (sum / Points::count(figures.len().max(1))).round(2),
        least: *figures.iter().min()?,
        most: *figures.iter().max()?,
    })
}

fn words(records: &[&Record], at: RecordField, column: &Column) -> Vec<ChosenResult> {
    let chosen = |word: usize| records.iter().filter(|record| record.value(at) == Some(&Held::Choice(word))).count();
    let counted = column.one_of.iter().enumerate().map(|(index, word)| (word, chosen(index)));
    let result = |(word, count): (&crate::rules::Word, usize)| ChosenResult {
        column: column.id.clone(),
        title: column.title.clone(),
        word: word.title.clone(),
        count,
    };
    counted.filter(|(_, count)| *count > 0).map(result).collect()
}
