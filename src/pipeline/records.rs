//! Records of declared tables for the result document.

use std::collections::BTreeMap;

use super::BranchScores;
use crate::model::{Held, Record, RecordField, RecordValue, Whose, masked};
use crate::reports::RecordResult;
use crate::rules::{Column, RuleSet, Table};

/// Under this key stands the sign of a cell.
const SIGN: &str = "sign";

/// The records of all branches, in the order of branches, files, sheets, rows and columns.
pub fn results(rules: &RuleSet, branches: &[BranchScores]) -> Vec<RecordResult> {
    let records = branches.iter().flat_map(|branch| branch.records.iter().map(move |record| (branch, record)));
    records.filter_map(|(branch, record)| result(rules, branch, record)).collect()
}

fn result(rules: &RuleSet, branch: &BranchScores, record: &Record) -> Option<RecordResult> {
    let table = rules.tables.get(record.table)?;
    let source = record.source();
    let member = record.member().and_then(|member| branch.roster.get(member));
    let written = match &record.of {
        Whose::Member(_, name) => Some(name.to_string()),
        Whose::Table => None,
    };
    let values: BTreeMap<String, String> =
        record.values.iter().filter_map(|value| Some((key(table, value.of)?, text(rules, table, value)?))).collect();
    Some(RecordResult {
        table: table.id.clone(),
        file: source.file.to_string(),
        sheet: source.sheet.to_string(),
        cell: source.cells.to_string(),
        branch: branch.name.to_string(),
        member: member.map(|member| member.name.clone()).or(written),
        id: member.map(|member| member.id.clone()),
        values,
    })
}

fn column(table: &Table, of: RecordField) -> Option<&Column> {
    match of {
        RecordField::Head(index) => table.heads.get(index),
        RecordField::Column(index) => table.columns.get(index),
        RecordField::Label(index) => table.labels.get(index),
        RecordField::Sign => None,
    }
}

fn key(table: &Table, of: RecordField) -> Option<String> {
    match of {
        RecordField::Sign => Some(SIGN.to_owned()),
        _ => column(table, of).map(|column| column.id.clone()),
    }
}

fn text(rules: &RuleSet, table: &Table, value: &RecordValue) -> Option<String> {
    let column = column(table, value.of);
    Some(match &value.held {
        Held::Text(text) => masked(text).into_owned(),
        Held::Day(day) => day.to_string(),
        Held::Span(period) => period.to_string(),
        Held::Figure(points) => points.to_string(),
        Held::Instead(word) => column?.instead.get(*word)?.clone(),
        Held::Choice(word) => column?.one_of.get(*word)?.title.clone(),
        Held::Sign(sign) => table.sign(*sign)?.word.title.clone(),
        Held::Item(item) => rules.item(*item)?.id.clone(),
        Held::Blank => return None,
    })
}
