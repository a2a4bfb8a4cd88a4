//! Rows of declared tables that state the same twice: nobody knows which of them is meant, so none of them is used.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes::V306;
use super::records::RecordLine;
use crate::model::{Diagnostic, Field, Held, Record, RecordField, Source};
use crate::rules::{Rows, RuleSet, Table, TableLayout};

/// What is wrong with each of the rows, in their order: what stands in several of them may stand in one. `members` are those
/// that the rows are about. Of a row that a second workbook repeats word for word, the first is used.
#[must_use]
pub fn listed_twice(lines: &[RecordLine], members: &[Option<usize>], rules: &RuleSet) -> Vec<Option<Diagnostic>> {
    let mut alike: HashMap<Key, Vec<(usize, &RecordLine)>> = HashMap::new();
    for (place, (line, member)) in lines.iter().zip(members).enumerate() {
        let first = line.records.first().and_then(|first| Some((first, rules.tables.get(first.table)?)));
        if let Some(key) = first.and_then(|(first, table)| key_of(first, *member, table)) {
            alike.entry(key).or_default().push((place, line));
        }
    }
    let mut problems = vec![None; lines.len()];
    for rows in alike.values().filter(|rows| rows.len() > 1) {
        let Some(((_, first), again)) = rows.split_first() else { continue };
        let only_repeats = again.iter().all(|(_, line)| repeats(line, first));
        for (place, line) in rows.iter().skip(usize::from(only_repeats)) {
            let others: Vec<&RecordLine> = match only_repeats {
                true => vec![first],
                false => rows.iter().filter(|(other, _)| other != place).map(|(_, other)| *other).collect(),
            };
            let problem = told(line, &others, only_repeats, rules);
            if let Some(slot) = problems.get_mut(*place) {
                *slot = problem;
            }
        }
    }
    problems
}

/// What tells the rows of a table apart.
type Key = (usize, Option<(Arc<str>, Arc<str>, u32)>, Option<usize>, Vec<String>);

/// What may be there once: a member in a form of attendance, else a member with the keys of the row in the whole branch.
fn key_of(record: &Record, member: Option<usize>, table: &Table) -> Option<Key> {
    let keys: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.key)
        .map(|(index, _)| record.value(RecordField::Column(index)).map(|held| format!("{held:?}")))
        .collect::<Option<_>>()?;
    match (table.rows, table.layout) {
        (Rows::OneEach | Rows::ManyEach, _) if member.is_none() => None,
        (Rows::OneEach, TableLayout::Attendance) => {
            let form = &record.form;
            Some((record.table, Some((Arc::clone(&form.file), Arc::clone(&form.sheet), form.header)), member, keys))
        }
        (Rows::OneEach, _) => Some((record.table, None, member, keys)),
        _ => (!keys.is_empty()).then_some((record.table, None, member, keys)),
    }
}

/// Whether a row says in another workbook what an earlier one says.
fn repeats(line: &RecordLine, earlier: &RecordLine) -> bool {
    fn said(line: &RecordLine) -> impl Iterator<Item = (RecordField, &Held)> {
        line.records.iter().flat_map(|record| &record.values).map(|value| (value.of, &value.held))
    }
    let file = |line: &RecordLine| line.records.first().map(|record| Arc::clone(&record.form.file));
    file(line) != file(earlier) && said(line).eq(said(earlier))
}

fn told(line: &RecordLine, others: &[&RecordLine], one_is_used: bool, rules: &RuleSet) -> Option<Diagnostic> {
    let record = line.records.first()?;
    let table = rules.tables.get(record.table)?;
    let place = place_of(record);
    let shown = |other: &Source| {
        let is_near = (&other.file, &other.sheet) == (&place.file, &place.sheet);
        if is_near { other.cells.to_string() } else { other.to_string() }
    };
    let elsewhere: Vec<String> =
        others.iter().filter_map(|other| other.records.first()).map(|other| shown(&place_of(other))).collect();
    let keys: Vec<&str> = table.keys().map(|column| column.title.as_str()).collect();
    let what = match (line.named.name.as_str(), keys.as_slice()) {
        ("", keys) => format!("同样的{}", keys.join("、")),
        (name, []) => name.to_owned(),
        (name, keys) => format!("{name}同样的{}", keys.join("、")),
    };
    let elsewhere = elsewhere.join("、");
    let (rows, others, outcome) = match others.len() {
        _ if one_is_used => ("两行".to_owned(), "另一行在", "只用了前一行"),
        1 => ("两行".to_owned(), "另一行在", "两行都没有使用"),
        more => (format!(" {} 行", more + 1), "其余在", "都没有使用"),
    };
    let message = format!("{what}在「{}」里写了{rows}（{others} {elsewhere}），{outcome}。", table.title);
    Some(V306.says(message).at(place))
}

/// The name in a row, else the row.
fn place_of(record: &Record) -> Source {
    record.form.cell(record.row, Field::Name)
}
