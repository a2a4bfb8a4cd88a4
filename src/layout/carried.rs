//! Records that count as if they stood elsewhere: what a member brought along from another branch.

use chrono::Datelike;

use super::codes::V302;
use super::held::Values;
use super::settle_records::blank_entry;
use crate::model::{CellRef, Entry, Held, ItemMention, Period, Record, RecordField, RecordValue, When, Whose};
use crate::rules::{CarriedItem, Carries, Column, Holds, Item, RuleSet, Table};

/// What a record counts as.
pub enum Carried {
    /// A sign of another table.
    Sign(Record),
    /// A line of the ledger.
    Line(Entry),
}

/// What a record counts as elsewhere; nothing, where its table is not one of such, or the row does not say when and what.
#[must_use]
pub fn carried(record: &Record, table: &Table, rules: &RuleSet) -> Option<Carried> {
    let carries = table.carries.as_ref()?;
    let Held::Day(day) = held(record, carries.day)? else { return None };
    let item = match carries.item {
        CarriedItem::Always(item) => item,
        CarriedItem::In(column) => match held(record, column)? {
            Held::Item(item) => *item,
            _ => return None,
        },
    };
    let target = carries.to.iter().find(|(own, _)| *own == item);
    Some(match target.and_then(|(_, target)| Some((*target, rules.tables.get(*target)?))) {
        Some((index, target)) => {
            Carried::Sign(sign_of(record, carries, (index, target), (rules, rules.item(item)?), *day)?)
        }
        None => Carried::Line(line_of(record, table, rules, carries, (item, *day))),
    })
}

fn held(record: &Record, column: usize) -> Option<&Held> {
    record.value(RecordField::Column(column))
}

fn place(record: &Record, column: usize) -> Option<CellRef> {
    record.values.iter().find(|value| value.of == RecordField::Column(column)).map(|value| value.at)
}

/// The sign in a column of its own, under the heads that its day and item give it.
fn sign_of(
    record: &Record,
    carries: &Carries,
    (index, target): (usize, &Table),
    (rules, item): (&RuleSet, &Item),
    day: chrono::NaiveDate,
) -> Option<Record> {
    let at_day = place(record, carries.day)?;
    let at_item = match carries.item {
        CarriedItem::In(column) => place(record, column)?,
        CarriedItem::Always(_) => at_day,
    };
    let sign = carries.sign?;
    let mut values = Vec::new();
    let mut when = None;
    for (head, column) in target.heads.iter().enumerate() {
        let of = RecordField::Head(head);
        if let Some(time) = time_head(column, day) {
            when = Some(time);
            let held = match time {
                When::Day(day) => Held::Day(day),
                When::Span(span) => Held::Span(span),
            };
            values.push(RecordValue { of, at: at_day, held });
        } else if let Some(word) = column.choice(&item.id).or_else(|| column.choice(&item.title)) {
            values.push(RecordValue { of, at: at_item, held: Held::Choice(word) });
        }
    }
    let mut problems = Vec::new();
    let at = place(record, sign).unwrap_or(at_item);
    match held(record, sign) {
        Some(Held::Text(written)) => {
            let reader = Values { rules, table: Some(target), year: None };
            match reader.sign(written) {
                Ok((held, _)) => values.push(RecordValue { of: RecordField::Sign, at, held }),
                Err(problem) => problems.push(problem.at(record.form.at(at))),
            }
        }
        _ => {
            let message = format!("{}没有写记号，这一行没有计。", item.label());
            problems.push(V302.says(message).at(record.source()));
        }
    }
    Some(Record { table: index, col: Some(at.col), when, values, problems, ..record.clone() })
}

/// What a head that says when says of a day.
fn time_head(column: &Column, day: chrono::NaiveDate) -> Option<When> {
    match (column.holds, column.holds.window()) {
        (Holds::Date, _) => Some(When::Day(day)),
        (_, Some(window)) => {
            let year = Period::year_of(day.year())?;
            year.parts(window).into_iter().find(|part| part.contains(day)).map(When::Span)
        }
        _ => None,
    }
}

/// A line; what the table asks for under the id of a column of the ledger comes along.
fn line_of(
    record: &Record,
    table: &Table,
    rules: &RuleSet,
    carries: &Carries,
    (item, day): (usize, chrono::NaiveDate),
) -> Entry {
    let own = rules.entry_columns.iter().map(|wanted| {
        let alike = |column: &Column| {
            let words = |column: &Column| column.one_of.iter().map(|word| word.title.clone()).collect::<Vec<_>>();
            column.id == wanted.id && column.holds == wanted.holds && words(column) == words(wanted)
        };
        held(record, table.columns.iter().position(alike)?).cloned()
    });
    let (member, name) = match &record.of {
        Whose::Member(member, name) => (*member, &**name),
        Whose::Table => (None, ""),
    };
    let quantity = carries.quantity.and_then(|column| match held(record, column)? {
        Held::Figure(quantity) => quantity.as_count(),
        _ => None,
    });
    Entry {
        col: None,
        member,
        when: Some(When::Day(day)),
        item: ItemMention::Known(item),
        quantity: quantity.unwrap_or(1),
        has_quantity: quantity.is_some(),
        own: own.collect(),
        ..blank_entry(record, name)
    }
}
