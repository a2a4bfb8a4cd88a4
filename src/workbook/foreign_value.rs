//! What calamine says of a cell, in our terms.

use calamine::{CellErrorType, Data, Dimensions};
use rust_decimal::Decimal;

use super::Value;
use super::number::{date, decimal, stored};
use crate::model::{CellRange, CellRef};

/// The value of a cell; `None` where it is empty. Days are counted from 1904 where the workbook says so.
pub(super) fn value(read: &Data, from_1904: bool) -> Option<Value> {
    Some(match read {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) if text.is_empty() => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Text(text.as_str().into()),
        Data::Int(number) => Value::Number(Decimal::from(*number)),
        Data::Float(number) => typed(&stored(*number)),
        Data::Bool(said) => Value::Bool(*said),
        Data::Error(error) => Value::Error(shown(error).into()),
        Data::DateTime(day) => {
            let stored = stored(day.as_f64());
            let date = if day.is_datetime() { date(stored.as_bytes(), from_1904) } else { None };
            date.map_or_else(|| typed(&stored), Value::Date)
        }
    })
}

fn typed(stored: &str) -> Value {
    decimal(stored.as_bytes()).map_or_else(|_| Value::Error(stored.into()), Value::Number)
}

/// As Excel shows it.
pub(super) fn shown(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// A merged rectangle.
pub(super) fn merged(dimensions: &Dimensions) -> CellRange {
    let corner = |(row, col): (u32, u32)| CellRef::new(row, col);
    CellRange { first: corner(dimensions.start), last: corner(dimensions.end) }
}
