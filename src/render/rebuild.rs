//! A workbook of another format as xlsx: its values, merged and hidden cells, for marks to be put on.
//!
//! What the format holds besides (colours, widths, pictures, formulas) is not handed out by its reader and stays in the
//! original, which nobody touches.

use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use crate::model::CellRange;
use crate::workbook::{Cell, Sheet, Value};

/// The width of a column that the format does not tell, in characters.
const WIDTH: f64 = 12.0;

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
        for cell in sheet.cells() {
            write(out, cell, &formats)?;
        }
        for row in sheet.rows().filter(|row| row.hidden) {
            out.set_row_hidden(row.number)?;
        }
        let last = sheet.cells().iter().map(|cell| cell.at.col).max().unwrap_or(0);
        for at in 0..=last {
            if sheet.is_hidden_col(at) {
                out.set_column_hidden(col(at))?
            } else {
                out.set_column_width(col(at), WIDTH)?
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

fn write(out: &mut Worksheet, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    let (row, col) = (cell.at.row, col(cell.at.col));
    match &cell.value {
        Value::Text(text) => out.write_string(row, col, &**text)?,
        Value::Bool(yes) => out.write_boolean(row, col, *yes)?,
        Value::Date(moment) => {
            let has_time = moment.date().and_hms_opt(0, 0, 0) != Some(*moment);
            let stamp = ExcelDateTime::parse_from_str(&moment.format("%Y-%m-%dT%H:%M:%S").to_string())?;
            out.write_datetime_with_format(row, col, &stamp, if has_time { &formats.time } else { &formats.date })?
        }
        // A spreadsheet holds floats: the nearest one reads back as the same decimal.
        Value::Number(number) => match number.normalize().to_string().parse::<f64>() {
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
