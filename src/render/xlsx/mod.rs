//! Tables become a workbook, in the look of an official table.
//!
//! The bytes depend on the tables alone: no clock, a fixed date of creation. Text is written as text, whatever it
//! begins with; each formula carries the value that a calculation gives.
//!
//! This is the one place in which exact points become the binary numbers of spreadsheets.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod asks;
mod cells;
mod chart;
mod formats;
mod light;
mod page;
mod sheet;

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::model::{Book, Table};

/// Why tables could not become a workbook.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Something does not fit into a workbook: too many rows, a sheet's name taken twice.
    #[error("不能写成工作簿：{0}")]
    Workbook(#[from] XlsxError),
    /// A table has more columns or rows than a sheet.
    #[error("「{0}」超出了工作表的行数或列数")]
    TooLarge(String),
}

/// Level 4 gives the size of the default level in three quarters of its time.
const COMPRESSION: u8 = 4;

/// Writes a book as the bytes of an xlsx workbook, one sheet for each table.
///
/// # Errors
/// [`RenderError`] where a table does not fit into a sheet, or two bear one name.
///
/// ```
/// use jifen::model::{Book, Column, RowKind, Table, TableCell};
/// let mut table = Table::new("人数", "各支部人数".into(), "单位：人".into(), vec![Column::center("支部", 20)]);
/// table.push(RowKind::Body, vec![TableCell::words("=1+1")]);
/// let bytes = jifen::render::xlsx::write_book(&Book { title: "例".into(), tables: vec![table] })?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), jifen::render::xlsx::RenderError>(())
/// ```
pub fn write_book(book: &Book) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    workbook.set_default_format(&formats::plain(), formats::ROW_HEIGHT, formats::COLUMN_WIDTH)?;
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&book.title).set_author("jifen").set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for _ in &book.tables {
        workbook.add_worksheet();
    }
    write_sheets(workbook.worksheets_mut(), &book.tables)?;
    Ok(workbook.save_to_buffer()?)
}

/// Writes the sheets side by side, each processor taking the next: a thread for each sheet would fetch fresh memory for each.
fn write_sheets(sheets: &mut [Worksheet], tables: &[Table]) -> Result<(), RenderError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(tables.len());
    let work = Mutex::new(sheets.iter_mut().zip(tables));
    let next = || work.lock().unwrap_or_else(PoisonError::into_inner).next();
    let write_on = || std::iter::from_fn(next).try_for_each(|(sheet, table)| sheet::write(sheet, table));
    if threads <= 1 {
        return write_on();
    }
    let written: Vec<Result<(), RenderError>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(write_on)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    written.into_iter().collect()
}

#[cfg(test)]
mod tests;
