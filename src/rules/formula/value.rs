//! What a formula comes to.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::Points;

/// What a formula comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing is known. Whatever is computed from it is missing too.
    Missing,
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Points),
    /// A day.
    Day(NaiveDate),
    /// A text without an order.
    Text(Arc<str>),
    /// A text of a list that has an order.
    Word {
        /// The text.
        text: Arc<str>,
        /// Its place in the list, the least first.
        rank: u32,
    },
}

impl Value {
    /// Whether it is yes: what is missing does not hold.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Truth(true))
    }

    /// Whether it is missing.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The number; `None` where it is none.
    #[must_use]
    pub const fn number(&self) -> Option<Points> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no; `None` where it is neither.
    #[must_use]
    pub const fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The day; `None` where it is none.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The text, with an order or without; `None` where it is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Word { text, .. } => Some(text),
            _ => None,
        }
    }
}

impl From<Option<Points>> for Value {
    fn from(number: Option<Points>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl From<Option<bool>> for Value {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Self::Missing, Self::Truth)
    }
}

impl From<Option<NaiveDate>> for Value {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Missing, Self::Day)
    }
}
