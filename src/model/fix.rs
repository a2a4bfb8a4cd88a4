//! What could stand in a cell instead of what was found there.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CellRef, privacy};

/// Whether a fix changes the form only, or the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FixKind {
    /// The form changes, the meaning does not.
    Safe,
    /// The meaning changes.
    Unsafe,
}

/// The content that a cell should have, with its type: a text that looks like a number is not one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proper {
    /// A number.
    Number(Decimal),
    /// A day, to be stored as Excel stores days.
    Day(NaiveDate),
    /// A text.
    Text(Box<str>),
    /// Nothing: the cell is emptied.
    Nothing,
}

impl fmt::Display for Proper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.normalize().fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Nothing => Ok(()),
        }
    }
}

/// What could be written instead of the value found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Safe or not.
    pub kind: FixKind,
    /// The new content of the cell as text, masked where it looks like an ID, phone or bank-card number; empty where the
    /// cell is to be emptied.
    pub to: String,
    /// The new content itself. It is for the branch's own workbook alone and stands in no result: a fix that was read
    /// from one has none, and cannot be written.
    #[serde(skip)]
    pub proper: Option<Proper>,
    /// Cells of the same sheet, beside that of the diagnostic, that get the same content.
    #[serde(skip)]
    pub also: Vec<CellRef>,
}

impl Fix {
    /// A fix to this content.
    #[must_use]
    pub fn new(kind: FixKind, proper: Proper) -> Self {
        Self { kind, to: privacy::masked(&proper.to_string()).into_owned(), proper: Some(proper), also: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_holds_the_kind_and_the_masked_text_alone() {
        let fix = Fix::new(FixKind::Safe, Proper::Text("13800000000".into()));
        assert_eq!(serde_json::to_string(&fix).unwrap(), r#"{"kind":"safe","to":"138******00"}"#);
        assert_eq!(fix.proper, Some(Proper::Text("13800000000".into())));
        let day = NaiveDate::from_ymd_opt(2025, 3, 5).unwrap();
        assert_eq!(Fix::new(FixKind::Safe, Proper::Day(day)).to, "2025-03-05");
        assert_eq!(Fix::new(FixKind::Safe, Proper::Number(Decimal::new(150, 2))).to, "1.5");
        assert_eq!(Fix::new(FixKind::Unsafe, Proper::Nothing).to, "");
    }
}
