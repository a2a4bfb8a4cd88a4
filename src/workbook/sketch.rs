//! A workbook drawn in plain text, for the examples of diagnostics and for tests.

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Cell, Sheet, Value};
use crate::model::CellRef;

/// Reads sheets from a plain drawing.
///
/// A line `# 花名册` starts a sheet; every further line that is not blank is a row, the first one Excel's row 1. Cells
/// are split by `|`, and blanks around them dropped; an empty one is no cell. A row of only `|` or `-` is empty.
/// `2025-03-15` is a date, a plain decimal a number, `TRUE` and `FALSE` are yes and no, `#REF!` is an error, `=…` a
/// formula that was never calculated, all else text; `'3` is the text `3`.
///
/// ```
/// use jifen::workbook::{Value, sketch};
///
/// let sheets = sketch("# 花名册\n序号 | 姓名\n1 | 王伟\n");
/// assert_eq!(&*sheets[0].name, "花名册");
/// assert_eq!(sheets[0].cells()[3].value, Value::Text("王伟".into()));
/// ```
#[must_use]
pub fn sketch(text: &str) -> Vec<Sheet> {
    drawings(text).into_iter().map(|drawing| Sheet::from_cells(drawing.name, cells(&drawing.rows))).collect()
}

/// A sheet as drawn: what stands between the bars, in rows; an empty row has no cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// Its rows.
    pub rows: Vec<Vec<&'a str>>,
}

/// The sheets of a drawing, for those who show it as it was drawn.
#[must_use]
pub fn drawings(text: &str) -> Vec<Drawing<'_>> {
    let mut drawn: Vec<Drawing<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.trim_start_matches(' ').strip_prefix("# ") {
            drawn.push(Drawing { name: trimmed(name), rows: Vec::new() });
        } else if let Some(drawing) = drawn.last_mut()
            && !trimmed(line).is_empty()
        {
            let is_empty = line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b' ' | b'\t' | b'\r'));
            drawing.rows.push(if is_empty { Vec::new() } else { line.split('|').map(trimmed).collect() });
        }
    }
    drawn
}

fn cells(rows: &[Vec<&str>]) -> Vec<Cell> {
    let cells = (0..).zip(rows).flat_map(|(row, cells)| (0..).zip(cells).map(move |(col, drawn)| (row, col, *drawn)));
    let filled = cells.filter(|(.., drawn)| !drawn.is_empty());
    filled
        .map(|(row, col, drawn)| {
            let value = value_of(drawn);
            Cell { at: CellRef::new(row, col), formula: value == Value::NotCalculated, percent: None, value }
        })
        .collect()
}

/// Without the blanks of the drawing; a full-width blank (U+3000) belongs to the cell.
fn trimmed(drawn: &str) -> &str {
    drawn.trim_matches([' ', '\t', '\r'])
}

fn value_of(drawn: &str) -> Value {
    if let Some(text) = drawn.strip_prefix('\'') {
        return Value::Text(text.into());
    }
    if let Ok(date) = NaiveDate::parse_from_str(drawn, "%Y-%m-%d")
        && drawn.len() == "2025-03-15".len()
    {
        return Value::Date(date.into());
    }
    let digits = drawn.strip_prefix(['+', '-']).unwrap_or(drawn);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain = [whole, places].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if is_plain && let Ok(number) = Decimal::from_str(drawn) {
        return Value::Number(number.normalize());
    }
    match drawn {
        "TRUE" => Value::Bool(true),
        "FALSE" => Value::Bool(false),
        _ if drawn.starts_with('=') => Value::NotCalculated,
        _ if drawn.len() > 1 && drawn.starts_with('#') && drawn.is_ascii() => Value::Error(drawn.into()),
        _ => Value::Text(drawn.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str) -> Vec<Value> {
        let sheets = sketch(&format!("# 表\n{line}\n"));
        sheets[0].cells().iter().map(|cell| cell.value.clone()).collect()
    }

    #[test]
    fn every_kind_of_cell_can_be_drawn() {
        assert_eq!(
            values("王伟 | 2025-03-15 | -1.50 | '3 | #REF! | =A1 | TRUE | 2025-3-5 | 1_0"),
            [
                Value::Text("王伟".into()),
                Value::Date(NaiveDate::from_ymd_opt(2025, 3, 15).unwrap().into()),
                Value::Number(Decimal::new(-15, 1)),
                Value::Text("3".into()),
                Value::Error("#REF!".into()),
                Value::NotCalculated,
                Value::Bool(true),
                Value::Text("2025-3-5".into()),
                Value::Text("1_0".into()),
            ]
        );
        assert_eq!(values("\u{3000}王 伟 "), [Value::Text("\u{3000}王 伟".into())]);
    }

    #[test]
    fn rows_and_columns_count_as_in_excel() {
        let sheets = sketch("before\n# 甲\n\na | | b\n|||\n---\nc\n# 乙\n");
        let places: Vec<String> = sheets[0].cells().iter().map(|cell| cell.at.to_string()).collect();
        assert_eq!(places, ["A1", "C1", "A4"]);
        assert_eq!(&*sheets[1].name, "乙");
        assert!(sheets[1].cells().is_empty());
    }
}
