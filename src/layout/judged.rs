//! What a table was judged to be: its kind, and what its columns mean in it.

use std::collections::BTreeMap;

use super::heading::Measure;
use super::kind::Kind;
use crate::model::{Field, Period};

/// A table's kind, and what its columns mean in it.
#[derive(Debug)]
pub struct Judged {
    /// The kind.
    pub kind: Kind,
    /// The table that the rule set declares, by its index.
    pub declared: Option<usize>,
    /// Columns that are fields.
    pub fields: BTreeMap<Field, u32>,
    /// Columns that hold a figure or a mark for each row.
    pub grid: Vec<GridColumn>,
    /// Columns whose heading means nothing.
    pub unknown: Vec<u32>,
    /// Columns that were taken for a field because their heading or their cells resemble it.
    pub near: Vec<(Field, u32)>,
    /// Columns of a meaning that an earlier column has.
    pub repeated: Vec<(Field, u32)>,
    /// How many columns are headed by something.
    pub headed: usize,
    /// The item that all cells are about, where the title names it.
    pub item: Option<usize>,
}

/// A column of a grid: what its cells are about besides the row.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// The column.
    pub col: u32,
    /// What the heading says of its figures.
    pub measure: Option<Measure>,
    /// What the heading names.
    pub about: About,
}

/// What heads a column of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// An item, and a period where it names one.
    Item(usize, Option<Period>),
    /// A period.
    Period(Period),
    /// A day: a meeting.
    Day(chrono::NaiveDate),
    /// A member.
    Member(String),
    /// Nothing that the row does not say: the points of a card's item.
    Row,
    /// Sums of other columns.
    Sum,
}

impl Judged {
    /// How much of the header is understood, in percent.
    #[must_use]
    pub fn confidence(&self) -> usize {
        let lost = self.unknown.len() + self.repeated.len();
        (self.headed.saturating_sub(lost) * 100).checked_div(self.headed).unwrap_or(0)
    }

    /// Columns of the grid that are no sums.
    pub fn figures(&self) -> impl Iterator<Item = &GridColumn> {
        self.grid.iter().filter(|column| column.about != About::Sum)
    }
}

/// 分值 beside 得分 is what one is worth, or the most; alone it is what the line is worth. A form that only asks when
/// something was written down asks for the day of the event by that.
pub fn settle_columns(judged: &mut Judged) {
    let has_points = [Field::Stated, Field::Added, Field::Taken].iter().any(|field| judged.fields.contains_key(field));
    if let Some(col) = judged.fields.remove(&Field::Price).filter(|_| !has_points) {
        judged.fields.insert(Field::Stated, col);
        for (field, _) in judged.repeated.iter_mut().chain(&mut judged.near).filter(|(field, _)| *field == Field::Price)
        {
            *field = Field::Stated;
        }
    }
    if judged.kind == Kind::Ledger
        && !judged.fields.contains_key(&Field::Date)
        && let Some(col) = judged.fields.remove(&Field::Registered)
    {
        judged.fields.insert(Field::Date, col);
    }
}
