//! What each column of a table was read as.

use chrono::NaiveDate;

use super::columns::{Meaning, key_of};
use super::heading::{Heading, Sense};
use super::judged::{About, Judged};
use super::tables::Table;
use crate::model::{Field, Period};
use crate::rules::RuleSet;

/// A column that is headed by something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// The column, counted from 0.
    pub col: u32,
    /// Its heading, groups first: 组织生活／次数.
    pub heading: String,
    /// What it was read as.
    pub role: Role,
}

/// What a column was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field.
    Field(Field),
    /// An item, in a period where the heading names one.
    Item(usize, Option<Period>),
    /// A period.
    Period(Period),
    /// A day: a meeting.
    Day(NaiveDate),
    /// A member.
    Member(String),
    /// A column of a table that the rule set declares: what it asks of a row, or signs.
    Declared,
    /// Sums of other columns, which nothing is made of.
    Sum,
    /// A field that forms of this kind need not have.
    Unused(Option<Field>),
    /// What an earlier column is already.
    Repeated(Field),
    /// Nobody knows.
    Unknown,
}

impl Role {
    /// The word for it in results: the key of `data/columns.toml`, the item's number, the period's label. `None` where it
    /// is unknown.
    #[must_use]
    pub fn id(&self, rules: &RuleSet) -> Option<String> {
        let item = |item: usize| rules.item(item).map_or_else(String::new, |item| item.id.clone());
        Some(match self {
            Self::Field(field) => key_of(rules, *field),
            Self::Item(index, None) => item(*index),
            Self::Item(index, Some(period)) => format!("{}@{period}", item(*index)),
            Self::Period(period) => period.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Member(name) => format!("member:{name}"),
            Self::Declared => "record".to_owned(),
            Self::Sum => "sum".to_owned(),
            Self::Unused(Some(field)) => key_of(rules, *field),
            Self::Unused(None) => "unused".to_owned(),
            Self::Repeated(_) => "repeated".to_owned(),
            Self::Unknown => return None,
        })
    }

    /// Whether its cells hold points or counts.
    #[must_use]
    pub fn holds_figures(&self) -> bool {
        match self {
            Self::Field(field) | Self::Unused(Some(field)) | Self::Repeated(field) => matches!(
                field,
                Field::Stated
                    | Field::Price
                    | Field::Added
                    | Field::Taken
                    | Field::Quantity
                    | Field::Total
                    | Field::CategoryTotal(_)
            ),
            Self::Unused(None) | Self::Day(_) | Self::Declared => false,
            Self::Item(..) | Self::Period(_) | Self::Member(_) | Self::Sum | Self::Unknown => true,
        }
    }
}

/// The columns of a table, from the left.
#[must_use]
pub fn columns_read(table: &Table) -> Vec<ColumnRead> {
    let columns = table.band.columns.iter().map(|(heading, sense)| ColumnRead {
        col: heading.at.col,
        heading: heading.path.join("／"),
        role: role(&table.judged, heading, sense),
    });
    columns.collect()
}

fn role(judged: &Judged, heading: &Heading, sense: &Sense) -> Role {
    let col = heading.at.col;
    let about = judged.grid.iter().find(|column| column.col == col).map(|column| &column.about);
    match about {
        Some(About::Item(item, period)) => return Role::Item(*item, *period),
        Some(About::Period(period)) => return Role::Period(*period),
        Some(About::Day(day)) => return Role::Day(*day),
        Some(About::Member(name)) => return Role::Member(name.clone()),
        Some(About::Row) if judged.declared.is_some() => return Role::Declared,
        Some(About::Row | About::Sum) | None => {}
    }
    if let Some((field, _)) = judged.fields.iter().find(|(_, of)| **of == col) {
        return Role::Field(*field);
    }
    if let Some((field, _)) = judged.repeated.iter().find(|(_, of)| *of == col) {
        return Role::Repeated(*field);
    }
    if about.is_some() {
        return Role::Sum;
    }
    if judged.unknown.contains(&col) {
        return Role::Unknown;
    }
    match sense.meaning(judged.kind.dictionary()) {
        Some(Meaning::Field(field)) => Role::Unused(Some(field)),
        _ => Role::Unused(None),
    }
}
