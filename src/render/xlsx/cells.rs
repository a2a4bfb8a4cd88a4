//! One cell: typed, and text never a formula.

use std::borrow::Cow;

use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Worksheet, XlsxError};

use crate::model::{Cached, Points, TableCell};

/// The most characters of a text: a cell holds 32,767 of UTF-16.
const TEXT_LIMIT: usize = 8_000;

/// The longest way to another file, in bytes; Excel's own limit is 2,079 characters.
const LONGEST_WAY: usize = 2_000;

/// A character of a way to a file: those that mean something else there are escaped, and no others. Chinese stays readable.
fn escaped(c: char) -> Vec<char> {
    match c {
        '%' | '#' | '?' | ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
            format!("%{:02x}", u32::from(c)).chars().collect()
        }
        _ => vec![c],
    }
}

/// Writes a cell.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    cell: &TableCell,
    format: &Format,
    link: &Format,
) -> Result<(), XlsxError> {
    match cell {
        TableCell::Empty => sheet.write_blank(row, col, format)?,
        TableCell::Text(text) => sheet.write_string_with_format(row, col, shortened(text), format)?,
        TableCell::Whole(number) => sheet.write_number_with_format(row, col, whole(*number), format)?,
        TableCell::Points(points) => sheet.write_number_with_format(row, col, binary(*points), format)?,
        TableCell::Day(day) => {
            let (year, month, date) = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
            match (year, month, date) {
                (Ok(year @ 1900..), Ok(month), Ok(date)) => {
                    sheet.write_datetime_with_format(row, col, ExcelDateTime::from_ymd(year, month, date)?, format)?
                }
                _ => sheet.write_string_with_format(row, col, day.to_string(), format)?,
            }
        }
        TableCell::Formula { formula, cached } => {
            let formula = Formula::new(formula).set_result(result(cached));
            sheet.write_formula_with_format(row, col, formula, format)?
        }
        TableCell::Link { text, table, cell } => {
            let url = Url::new(format!("internal:'{}'!{cell}", table.replace('\'', "''"))).set_text(shortened(text));
            sheet.write_url_with_format(row, col, url, link)?
        }
        TableCell::File { text, path } => {
            let way: String = path.chars().flat_map(escaped).collect();
            // A way that Excel would not take stands as words.
            if way.len() > LONGEST_WAY {
                return sheet.write_string_with_format(row, col, shortened(text), format).map(drop);
            }
            let url = Url::new(format!("file://{way}")).set_text(shortened(text));
            sheet.write_url_with_format(row, col, url, link)?
        }
    };
    Ok(())
}

/// A text that fits into a cell, and into XML: controls other than tab and line break have no place there.
pub fn shortened(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.len() <= TEXT_LIMIT && !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let clean = text.chars().filter(|c| !is_control(*c));
    let mut kept: String = clean.clone().take(TEXT_LIMIT).collect();
    if clean.count() > TEXT_LIMIT {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// Whether a cell looks as its column does; else it needs a format of its own.
pub fn is_plain(cell: &TableCell) -> bool {
    !matches!(cell, TableCell::Day(_) | TableCell::Link { .. } | TableCell::File { .. })
}

/// Writes the value of a cell that is plain, and no format; of others nothing.
pub fn write_plain(sheet: &mut Worksheet, row: u32, col: u16, cell: &TableCell) -> Result<(), XlsxError> {
    match cell {
        TableCell::Empty | TableCell::Day(_) | TableCell::Link { .. } | TableCell::File { .. } => {}
        TableCell::Text(text) => {
            sheet.write_string(row, col, shortened(text))?;
        }
        TableCell::Whole(number) => {
            sheet.write_number(row, col, whole(*number))?;
        }
        TableCell::Points(points) => {
            sheet.write_number(row, col, binary(*points))?;
        }
        TableCell::Formula { formula, cached } => {
            sheet.write_formula(row, col, Formula::new(formula).set_result(result(cached)))?;
        }
    }
    Ok(())
}

fn result(cached: &Cached) -> String {
    match cached {
        Cached::Whole(number) => number.to_string(),
        Cached::Points(points) => points.to_string(),
    }
}

/// The double nearest to the decimal that shows the points: what a user's own typing would give.
fn binary(points: Points) -> f64 {
    points.to_string().parse().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn whole(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_become_the_double_that_typing_them_would_give() {
        for (text, double) in [("0.1", 0.1), ("-2.675", -2.675), ("73.5", 73.5), ("0", 0.0)] {
            assert_eq!(binary(Points::parse(text).unwrap()).to_bits(), f64::to_bits(double));
        }
    }

    #[test]
    fn long_texts_are_cut_and_controls_dropped() {
        assert_eq!(shortened("甲\u{1}乙\n丙"), "甲乙\n丙");
        assert_eq!(shortened(&"甲".repeat(9_000)).chars().count(), TEXT_LIMIT + 1);
    }
}
