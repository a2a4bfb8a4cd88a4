//! Cells in which a sign should stand and nothing does: what that means, and where nobody knows.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::codes::V302;
use super::settle_records::place_of_time;
use crate::model::{Diagnostic, Held, Member, Record, RecordField, Source, When, Whose};
use crate::rules::{RuleSet, Table};

/// An empty cell means what the table says; another thing where the member was not there.
pub fn fill_blank(record: &mut Record, member: Option<&Member>, table: &Table) {
    let is_away = match (member, record.when) {
        (Some(member), Some(when)) => !was_there(member, when),
        _ => false,
    };
    if let Some(sign) = table.away.filter(|_| is_away).or(table.empty) {
        set_sign(record, sign);
    }
}

/// Gives a record without a sign this one.
pub fn set_sign(record: &mut Record, sign: usize) {
    for value in record.values.iter_mut().filter(|value| value.held == Held::Blank) {
        value.held = Held::Sign(sign);
    }
}

/// Whether a member was on the roster on any of the days.
fn was_there(member: &Member, when: When) -> bool {
    let days = when.from().iter_days().take_while(|day: &NaiveDate| *day <= when.to());
    days.into_iter().any(|day| member.is_present_on(day) || member.died == Some(day))
}

/// Whether the cell of a sign is empty.
#[must_use]
pub fn is_blank(record: &Record) -> bool {
    record.value(RecordField::Sign) == Some(&Held::Blank)
}

/// Whether somebody wrote a sign into the record's cell, or what should be one: what stands for not having been there may
/// be an empty cell that was filled.
#[must_use]
pub fn is_written(record: &Record, rules: &RuleSet) -> bool {
    let away = rules.tables.get(record.table).and_then(|table| table.away);
    match record.value(RecordField::Sign) {
        Some(Held::Blank) => false,
        Some(Held::Sign(sign)) => away != Some(*sign),
        _ => true,
    }
}

/// The cells without a sign: each, or the whole column where nobody has one.
#[must_use]
pub fn empty_cells(records: &[Record], rules: &RuleSet) -> Vec<Diagnostic> {
    let mut columns: BTreeMap<Source, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.col.is_some()) {
        columns.entry(place_of_time(record)).or_default().push(record);
    }
    let mut problems = Vec::new();
    for (place, column) in columns {
        if column.len() > 1 && column.iter().all(|record| is_blank(record)) {
            let title =
                column.first().and_then(|record| rules.tables.get(record.table)).map_or("", |table| &table.title);
            let message = format!("「{title}」的这一栏，每个人都空着。");
            let advice = "还没有开的会、没有到的月份，请删去这一栏；已经有的，请逐人补填记号。";
            problems.push(V302.says(message).advise(advice).at(place));
            continue;
        }
        for record in column.into_iter().filter(|record| is_blank(record)) {
            let Whose::Member(_, name) = &record.of else { continue };
            let when = record.when.map(|when| when.to_string()).unwrap_or_default();
            let message = format!("{name} {when} 的一格空着，不知道是什么情况，这一格没有计。");
            problems.push(V302.says(message).at(record.source()).of_member(name));
        }
    }
    problems
}
