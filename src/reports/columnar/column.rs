//! A column: its name, its type, what it means, and how it is read off a row.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::model::{Points, masked};

/// What stands in a list of figures for one that there is not: lower than any other, so that it comes last in an order.
/// Twelve digits before the point are all that fits.
pub const LOWEST: Points = Points::whole(-999_999_999_999);

/// A column of rows of a kind.
#[derive(Debug)]
pub struct Column<R> {
    /// Its name: that of 结果.json, unless that is a word of SQL.
    pub name: &'static str,
    /// What it says, in Chinese.
    pub meaning: &'static str,
    /// Whether every row has a value.
    pub always: bool,
    /// How it is read.
    pub read: Read<R>,
}

/// How a column is read off a row; nothing where the row has no value.
#[derive(Debug)]
pub enum Read<R> {
    /// Words; they may come from a file.
    Text(fn(&R) -> Option<Cow<'_, str>>),
    /// A digest, in which nothing is to be masked.
    Digest(fn(&R) -> Option<Cow<'_, str>>),
    /// A count.
    Count(fn(&R) -> Option<usize>),
    /// Points.
    Points(fn(&R) -> Option<Points>),
    /// A day.
    Day(fn(&R) -> Option<NaiveDate>),
    /// Yes or no.
    Flag(fn(&R) -> Option<bool>),
    /// A list of points.
    Figures(fn(&R) -> Option<Vec<Points>>),
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number of 32 bits.
    Count,
    /// A decimal of eighteen digits, six of them behind the point.
    Points,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// A list of such decimals.
    Figures,
}

impl Kind {
    /// The type's name in SQL.
    #[must_use]
    pub const fn in_sql(self) -> &'static str {
        match self {
            Self::Text => "VARCHAR",
            Self::Count => "INTEGER",
            Self::Points => "DECIMAL(18,6)",
            Self::Day => "DATE",
            Self::Flag => "BOOLEAN",
            Self::Figures => "DECIMAL(18,6)[]",
        }
    }
}

impl<R> Column<R> {
    const fn new(name: &'static str, meaning: &'static str, read: Read<R>) -> Self {
        Self { name, meaning, always: false, read }
    }

    /// The type.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.read {
            Read::Text(_) | Read::Digest(_) => Kind::Text,
            Read::Count(_) => Kind::Count,
            Read::Points(_) => Kind::Points,
            Read::Day(_) => Kind::Day,
            Read::Flag(_) => Kind::Flag,
            Read::Figures(_) => Kind::Figures,
        }
    }

    /// The same column, of which every row has a value.
    #[must_use]
    pub fn always(self) -> Self {
        Self { always: true, ..self }
    }
}

/// Words; numbers of ID cards, phones and bank cards in them are masked by [`said`] and [`listed`].
pub(super) const fn text<R>(
    name: &'static str,
    meaning: &'static str,
    read: fn(&R) -> Option<Cow<'_, str>>,
) -> Column<R> {
    Column::new(name, meaning, Read::Text(read))
}

/// A digest.
pub(super) const fn digest<R>(
    name: &'static str,
    meaning: &'static str,
    read: fn(&R) -> Option<Cow<'_, str>>,
) -> Column<R> {
    Column::new(name, meaning, Read::Digest(read))
}

/// A count.
pub(super) const fn count<R>(name: &'static str, meaning: &'static str, read: fn(&R) -> Option<usize>) -> Column<R> {
    Column::new(name, meaning, Read::Count(read))
}

/// Points.
pub(super) const fn points<R>(name: &'static str, meaning: &'static str, read: fn(&R) -> Option<Points>) -> Column<R> {
    Column::new(name, meaning, Read::Points(read))
}

/// A day.
pub(super) const fn day<R>(name: &'static str, meaning: &'static str, read: fn(&R) -> Option<NaiveDate>) -> Column<R> {
    Column::new(name, meaning, Read::Day(read))
}

/// Yes or no.
pub(super) const fn flag<R>(name: &'static str, meaning: &'static str, read: fn(&R) -> Option<bool>) -> Column<R> {
    Column::new(name, meaning, Read::Flag(read))
}

/// A list of points.
pub(super) const fn figures<R>(
    name: &'static str,
    meaning: &'static str,
    read: fn(&R) -> Option<Vec<Points>>,
) -> Column<R> {
    Column::new(name, meaning, Read::Figures(read))
}

/// Words as they came from a file; none where nothing is said.
#[expect(clippy::unnecessary_wraps, reason = "a column's value")]
pub(super) fn said(words: &str) -> Option<Cow<'_, str>> {
    if words.is_empty() { None } else { Some(masked(words)) }
}

/// The same where there may be none.
pub(super) fn maybe(words: Option<&String>) -> Option<Cow<'_, str>> {
    said(words?)
}

/// Several words as one, with 、 between them; none where there are none.
pub(super) fn listed(words: &[String]) -> Option<Cow<'_, str>> {
    if words.is_empty() { None } else { Some(masked(&words.join("、")).into_owned().into()) }
}

/// A word of the program's own.
#[expect(clippy::unnecessary_wraps, reason = "a column's value")]
pub(super) const fn word(word: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(word))
}

/// A day as 结果.json writes it.
pub(super) fn on_day(written: &str) -> Option<NaiveDate> {
    written.parse().ok()
}
