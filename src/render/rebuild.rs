//! A workbook of another format as xlsx: its values, merged and hidden cells, widths, heights and number formats, for
//! marks to be put on.
//!
//! What the format holds besides (colours, borders, pictures, formulas) is not handed out by its reader and stays in the
//! original, which nobody touches.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::model::{CellRange, CellRef};
use crate::workbook::{Cell, Sheet, Value};

/// The least and the most width of a column whose file does not tell it, in characters.
const WIDTHS: (usize, usize) = (8, 40);
/// What Excel adds to the width that a user sets, in characters.
const PADDING: f64 = 0.71;

/// Writes sheets as a new xlsx.
///
/// # Errors
/// [`XlsxError`] where a sheet cannot be held by one: its name, its extent.
pub fn rebuild(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let format = |code: &str| Format::new().set_num_format(code);
    let formats = Formats { date: format("yyyy-mm-dd"), time: format("yyyy-mm-dd hh:mm"), percent: format("0.00%") };
    for sheet in sheets {
        let out = book.add_worksheet();
        out.set_name(&*sheet.name)?;
        let merges: Vec<CellRange> = sheet.merges().iter().copied().filter(is_apart(sheet.merges())).collect();
        for merge in merges {
            out.merge_range(
                merge.first.row,
                col(merge.first.col),
                merge.last.row,
                col(merge.last.col),
                "",
                &Format::new(),
            )?;
        }
        let shown: HashMap<CellRef, &str> = sheet.look().formats().collect();
        for cell in sheet.cells() {
            write(out, cell, shown.get(&cell.at).map(|code| Format::new().set_num_format(*code)), &formats)?;
        }
        let last_row = sheet.cells().last().map_or(0, |cell| cell.at.row);
        for (rows, height) in sheet.look().heights() {
            for row in *rows.start()..=(*rows.end()).min(last_row) {
                out.set_row_height(row, f64::from(*height) / 20.0)?;
            }
        }
        for row in sheet.rows().filter(|row| row.hidden) {
            out.set_row_hidden(row.number)?;
        }
        for (at, width) in widths(sheet) {
            if sheet.is_hidden_col(at) {
                out.set_column_hidden(col(at))?
            } else {
                out.set_column_width(col(at), width)?
            };
        }
        out.set_hidden(sheet.hidden && sheets.iter().any(|other| !other.hidden));
    }
    book.save_to_buffer()
}

fn col(at: u32) -> ColNum {
    ColNum::try_from(at).unwrap_or(ColNum::MAX)
}

/// Rectangles of one cell, and those that reach into another, cannot be merged.
fn is_apart(all: &[CellRange]) -> impl Fn(&CellRange) -> bool + '_ {
    let meet = |a: &CellRange, b: &CellRange| {
        a.first.row <= b.last.row && b.first.row <= a.last.row && a.first.col <= b.last.col && b.first.col <= a.last.col
    };
    move |range| range.first != range.last && all.iter().filter(|other| meet(range, other)).count() == 1
}

/// How numbers are shown.
struct Formats {
    date: Format,
    time: Format,
    percent: Format,
}

/// The columns as far as the cells reach, with their widths in characters: as the file says, else as the cells need.
fn widths(sheet: &Sheet) -> Vec<(u32, f64)> {
    let mut needed: BTreeMap<u32, usize> = BTreeMap::new();
    let spanning: HashSet<CellRef> =
        sheet.merges().iter().filter(|merge| merge.first.col != merge.last.col).map(|merge| merge.first).collect();
    for cell in sheet.cells() {
        let width = if spanning.contains(&cell.at) { 0 } else { width_of(&cell.value) };
        let widest = needed.entry(cell.at.col).or_default();
        *widest = width.max(*widest);
    }
    let told = |at: u32| sheet.look().widths().iter().find(|(columns, _)| columns.contains(&at));
    let last = needed.last_key_value().map_or(0, |(col, _)| *col);
    let width = |at: u32| match told(at) {
        Some((_, width)) => (f64::from(*width) / 256.0 - PADDING).clamp(0.0, 255.0),
        None => {
            let width = needed.get(&at).copied().unwrap_or(0).saturating_add(2).clamp(WIDTHS.0, WIDTHS.1);
            f64::from(u32::try_from(width).unwrap_or(u32::MAX))
        }
    };
    (0..=last).map(|at| (at, width(at))).collect()
}

/// The columns of a screen that a value takes.
fn width_of(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0),
        Value::Number(number) => number.to_string().len(),
        Value::Date(_) => 12,
        _ => 6,
    }
}

fn write(out: &mut Worksheet, cell: &Cell, shown: Option<Format>, formats: &Formats) -> Result<(), XlsxError> {
    let (row, col) = (cell.at.row, col(cell.at.col));
    match &cell.value {
        Value::Text(text) => out.write_string(row, col, &**text)?,
        Value::Bool(yes) => out.write_boolean(row, col, *yes)?,
        Value::Date(moment) => {
            let has_time = moment.date().and_hms_opt(0, 0, 0) != Some(*moment);
            let stamp = ExcelDateTime::parse_from_str(&moment.format("%Y-%m-%dT%H:%M:%S").to_string())?;
            out.write_datetime_with_format(
                row,
                col,
                &stamp,
                shown.as_ref().unwrap_or(if has_time { &formats.time } else { &formats.date }),
            )?
        }
        // A spreadsheet holds floats: the nearest one reads back as the same decimal.
        Value::Number(number) => match number.normalize().to_string().parse::<f64>() {
            Ok(number) if shown.is_some() => {
                out.write_number_with_format(row, col, number, &shown.unwrap_or_default())?
            }
            Ok(number) if cell.percent == Some(true) => {
                out.write_number_with_format(row, col, number, &formats.percent)?
            }
            Ok(number) => out.write_number(row, col, number)?,
            Err(_) => out.write_string(row, col, number.to_string())?,
        },
        Value::Error(text) => out.write_formula(row, col, Formula::new("NA()").set_result(&**text))?,
        Value::NotCalculated => out.write_formula(row, col, Formula::new("NA()").set_result("#N/A"))?,
    };
    Ok(())
}
