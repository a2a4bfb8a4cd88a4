//! What is asked of people who fill in a table.

use chrono::NaiveDate;

use super::Points;

/// What people are asked to put into some cells of one column.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The first of the rows, counted from 0.
    pub first: u32,
    /// The last of them.
    pub last: u32,
    /// The column, counted from 0.
    pub col: u16,
    /// The title of the note that shows where such a cell is chosen; at most 32 characters.
    pub title: String,
    /// The note; at most 255 characters.
    pub note: String,
    /// What there is to choose from.
    pub choices: Choices,
}

/// What there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// Anything may be written.
    Free,
    /// One of these words, and nothing else.
    Words(Vec<String>),
    /// What stands in a column of a table of the book, from its first row on; another word is warned of.
    Column {
        /// The name of the table.
        table: String,
        /// The column, counted from 0.
        col: u16,
        /// The last row, counted from 0.
        last: u32,
    },
    /// What a formula refers to, without the equals sign, as it reads in the first of the rows; another word is warned
    /// of. A range that depends on the row is told with `OFFSET`, which every spreadsheet program knows.
    Cells(String),
    /// A day, from the first to the last where they are known.
    Days {
        /// The first.
        from: Option<NaiveDate>,
        /// The last.
        to: Option<NaiveDate>,
    },
    /// A whole number, both ends included.
    Whole {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A number, both ends included.
    Figure {
        /// The least.
        least: Points,
        /// The most.
        most: Points,
    },
    /// What a formula is true for, as it reads in the first of the rows.
    Where {
        /// The formula, without the equals sign.
        formula: String,
        /// What is said where it is not true.
        otherwise: String,
    },
}

/// What of a table is not shown until somebody wants it.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// The whole sheet.
    pub sheet: bool,
    /// Columns, counted from 0.
    pub columns: Vec<u16>,
    /// Rows, counted from 0.
    pub rows: Vec<u32>,
}
