//! Sheets as a workbook by rust_xlsxwriter.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::{Cell, Kind, Sheet, serial};
use crate::package;

/// Stands for a value that is taken out afterwards: the writer stores one with every formula.
const NO_VALUE: &str = "8125.03125";

/// The workbook; an error where the format cannot hold the sheets.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let bytes = book(sheets).and_then(|mut book| book.save_to_buffer()).map_err(|error| error.to_string())?;
    let mut cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    if !cells.any(Cell::is_formula_without_value) {
        return Ok(bytes);
    }
    let mut parts = package::parts(&bytes);
    for (_, content) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        let text = String::from_utf8(content.clone()).unwrap();
        *content = text.replace(&format!("<v>{NO_VALUE}</v>"), "").into_bytes();
    }
    Ok(package::pack(&parts))
}

/// The workbook before it is saved; saved, it has the same bytes in each run. Formulas have some stored value in any case.
pub fn book(sheets: &[Sheet]) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The same content is the same bytes, also a second later.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 1, 1).unwrap();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let first = sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0);
    for (index, sheet) in sheets.iter().enumerate() {
        let target = book.add_worksheet();
        target.set_name(&sheet.name)?;
        if index == first {
            target.set_active(true).set_first_tab(true);
        } else if sheet.hidden {
            target.set_hidden(true);
        }
        fill(target, sheet)?;
    }
    Ok(book)
}

fn fill(target: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let row_of = |row: usize| u32::try_from(row).unwrap();
    let column_of = |column: usize| u16::try_from(column).unwrap();
    for merge in &sheet.merges {
        let (top, bottom) = (row_of(merge.top), row_of(merge.bottom));
        target.merge_range(top, column_of(merge.left), bottom, column_of(merge.right), "", &Format::new())?;
    }
    for column in &sheet.hidden_columns {
        target.set_column_hidden(column_of(*column))?;
    }
    for (index, row) in sheet.rows.iter().enumerate() {
        if row.hidden {
            target.set_row_hidden(row_of(index))?;
        }
        for (column, cell) in row.cells.iter().enumerate() {
            put(target, (row_of(index), column_of(column)), cell)?;
        }
    }
    Ok(())
}

fn put(target: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    let format = cell.number_format().map_or_else(Format::new, |format| Format::new().set_num_format(format));
    match &cell.kind {
        Kind::Left | Kind::Above => return Ok(()),
        Kind::Empty if cell.format.is_none() => return Ok(()),
        Kind::Empty => target.write_blank(row, column, &format)?,
        Kind::Text(text) => target.write_string_with_format(row, column, text, &format)?,
        Kind::Number(number) => {
            target.write_number_with_format(row, column, number.parse::<f64>().unwrap(), &format)?
        }
        #[expect(clippy::cast_precision_loss, reason = "days stay far below 2^53")]
        Kind::Date(day) => target.write_number_with_format(row, column, serial(*day) as f64, &format)?,
        Kind::Bool(said) => target.write_boolean_with_format(row, column, *said, &format)?,
        Kind::Error(error) => {
            let formula = Formula::new(formula_of(error)).set_result(error);
            target.write_formula_with_format(row, column, formula, &format)?
        }
        Kind::Formula(formula, stored) => {
            let result = stored.as_ref().map_or_else(|| NO_VALUE.to_owned(), |stored| stored_text(stored));
            let formula = Formula::new(format!("={formula}")).set_result(result);
            target.write_formula_with_format(row, column, formula, &format)?
        }
    };
    Ok(())
}

/// A formula whose result is the error.
fn formula_of(error: &str) -> &'static str {
    match error {
        "#REF!" => "=#REF!",
        "#N/A" => "=NA()",
        "#DIV/0!" => "=1/0",
        "#VALUE!" => "=1+\"一\"",
        "#NUM!" => "=SQRT(-1)",
        "#NULL!" => "=SUM(#NULL!)",
        _ => "=没有的名称",
    }
}

/// A value as it is stored beside a formula.
pub fn stored_text(cell: &Cell) -> String {
    match &cell.kind {
        Kind::Text(text) | Kind::Number(text) | Kind::Error(text) => text.clone(),
        Kind::Date(day) => serial(*day).to_string(),
        Kind::Bool(said) => if *said { "TRUE" } else { "FALSE" }.to_owned(),
        Kind::Empty | Kind::Left | Kind::Above | Kind::Formula(..) => String::new(),
    }
}
