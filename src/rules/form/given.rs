//! What a person's workbook holds, and what is wrong with it.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Keys;
use crate::model::CellRef;

/// A sheet of a workbook that is read back.
#[derive(Clone, Debug)]
pub struct GivenSheet {
    /// The name on its tab.
    pub name: String,
    /// Its cells that hold something, in order of row and column.
    pub cells: Vec<(CellRef, Given)>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Yes(bool),
    /// A formula of the spreadsheet's.
    Formula,
    /// Something broken, such as `#REF!`.
    Broken(String),
}

/// What is wrong, and at which cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellProblem {
    order: (usize, Option<CellRef>),
    /// The sheet's name.
    pub sheet: String,
    /// What is wrong there, and what to do.
    pub message: String,
}

impl CellProblem {
    /// A problem at a cell of a known sheet.
    pub(super) fn at(keys: &Keys, sheet: usize, cell: Option<CellRef>, message: impl Into<String>) -> Self {
        let name = keys.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
        Self { order: (sheet, cell), sheet: name, message: message.into() }
    }

    /// A problem of a sheet that is not known, or missing.
    pub(super) fn of_sheet(name: &str, cell: Option<CellRef>, message: impl Into<String>) -> Self {
        Self { order: (usize::MAX, cell), sheet: name.to_owned(), message: message.into() }
    }

    /// The cell.
    #[must_use]
    pub const fn cell(&self) -> Option<CellRef> {
        self.order.1
    }
}

impl fmt::Display for CellProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cell() {
            Some(cell) => write!(f, "「{}」!{cell}：{}", self.sheet, self.message),
            None => write!(f, "工作表「{}」：{}", self.sheet, self.message),
        }
    }
}
