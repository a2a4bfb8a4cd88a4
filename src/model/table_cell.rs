//! The typed cells of neutral tables.

use chrono::NaiveDate;

use super::{CellRef, Points, masked};

/// The content of a cell.
#[derive(Clone, Debug)]
pub enum TableCell {
    /// Nothing.
    Empty,
    /// Text, never a formula, whatever it begins with.
    Text(String),
    /// A count.
    Whole(i64),
    /// Points.
    Points(Points),
    /// A day.
    Day(NaiveDate),
    /// A formula, without the equals sign, and what it gives.
    Formula {
        /// In the notation of spreadsheets, with English names of functions.
        formula: String,
        /// What a calculation of it gives.
        cached: Cached,
    },
    /// A link to a place in another table of the book.
    Link {
        /// What is shown.
        text: String,
        /// The name of the other table.
        table: String,
        /// The cell.
        cell: CellRef,
    },
    /// A link to another file, which lies where the book's own file lies or below.
    File {
        /// What is shown.
        text: String,
        /// The way there from the book's folder, with `/`.
        path: String,
    },
}

/// What a formula gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cached {
    /// A count.
    Whole(i64),
    /// Points.
    Points(Points),
}

impl TableCell {
    /// Words as they came from a file, with ID-card, phone and bank-card numbers masked; empty words are no cell.
    #[must_use]
    pub fn words(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(masked(text).into_owned()) }
    }

    /// A count of things.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A formula that gives a count.
    #[must_use]
    pub fn counting(formula: String, number: usize) -> Self {
        Self::Formula { formula, cached: Cached::Whole(i64::try_from(number).unwrap_or(i64::MAX)) }
    }

    /// A formula that gives points.
    #[must_use]
    pub fn reckoning(formula: String, points: Points) -> Self {
        Self::Formula { formula, cached: Cached::Points(points) }
    }
}
