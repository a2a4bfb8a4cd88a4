//! What no program could do without: reading every cell with calamine, writing the same sheets with rust_xlsxwriter.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, Xlsx};
use jifen::model::{Book, Cached, Table, TableCell};
use rayon::prelude::*;
use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};

/// Reads every cell of every sheet, by calamine's stream of cells; returns how many hold something.
pub fn read(files: &[PathBuf]) -> usize {
    files.par_iter().map(|file| read_one(file)).sum()
}

/// The same for one file.
pub fn read_one(file: &Path) -> usize {
    let bytes = fs::read(file).expect("the file can be read");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut filled = 0;
    for name in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&name).expect("a sheet");
        while let Some(cell) = cells.next_cell().expect("a cell") {
            filled += usize::from(!matches!(cell.get_value(), DataRef::Empty));
        }
    }
    filled
}

/// The summary as values alone: the same sheets, rows and columns, without formats, widths and page set-up.
pub struct PlainBook(Vec<PlainSheet>);

struct PlainSheet {
    name: String,
    rows: Vec<Vec<Plain>>,
}

enum Plain {
    Empty,
    Text(String),
    Number(f64),
    Formula(String, String),
}

impl PlainBook {
    pub fn of(book: &Book) -> Self {
        Self(book.tables.iter().map(PlainSheet::of).collect())
    }

    /// How many cells hold something.
    pub fn cells(&self) -> usize {
        let cells = self.0.iter().flat_map(|sheet| &sheet.rows).flatten();
        cells.filter(|cell| !matches!(cell, Plain::Empty)).count()
    }

    /// Writes the sheets side by side where there are threads, packs them as tightly as ours; returns the bytes' number.
    pub fn write(&self) -> usize {
        let mut workbook = Workbook::new();
        workbook.set_zip_compression_level(4);
        for _ in &self.0 {
            workbook.add_worksheet();
        }
        workbook
            .worksheets_mut()
            .par_iter_mut()
            .zip(&self.0)
            .try_for_each(|(worksheet, sheet)| sheet.write(worksheet))
            .expect("the sheets fit");
        workbook.save_to_buffer().expect("a workbook").len()
    }
}

impl PlainSheet {
    fn of(table: &Table) -> Self {
        let text = |text: &String| vec![Plain::Text(text.clone())];
        let header = table.columns.iter().map(|column| Plain::Text(column.header.clone())).collect();
        let mut rows = vec![text(&table.title), text(&table.unit), header];
        rows.extend(table.rows.iter().map(|row| row.cells.iter().map(Plain::of).collect()));
        rows.extend(table.notes.iter().chain(&table.signatures).map(text));
        Self { name: table.name.clone(), rows }
    }

    fn write(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(&self.name)?;
        for (at, row) in (0..).zip(&self.rows) {
            for (col, cell) in (0..).zip(row) {
                match cell {
                    Plain::Empty => &mut *worksheet,
                    Plain::Text(text) => worksheet.write_string(at, col, text)?,
                    Plain::Number(number) => worksheet.write_number(at, col, *number)?,
                    Plain::Formula(formula, result) => {
                        worksheet.write_formula(at, col, Formula::new(formula).set_result(result))?
                    }
                };
            }
        }
        Ok(())
    }
}

impl Plain {
    fn of(cell: &TableCell) -> Self {
        let number = |text: String| Self::Number(text.parse().expect("a number"));
        match cell {
            TableCell::Empty => Self::Empty,
            TableCell::Text(text) | TableCell::Link { text, .. } | TableCell::File { text, .. } => {
                Self::Text(text.clone())
            }
            TableCell::Whole(whole) => number(whole.to_string()),
            TableCell::Points(points) => number(points.to_string()),
            TableCell::Day(day) => Self::Text(day.to_string()),
            TableCell::Formula { formula, cached } => Self::Formula(
                formula.clone(),
                match cached {
                    Cached::Whole(whole) => whole.to_string(),
                    Cached::Points(points) => points.to_string(),
                },
            ),
        }
    }
}
