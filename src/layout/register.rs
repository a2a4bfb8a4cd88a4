//! Registers (登记表) of the township: a workbook that holds a row per matter under known headers, and nothing else.
//!
//! 豁免, 异议, 组织 and the like each say which columns they have; how a header and a cell are read is the same for all.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{broken, shown};
use super::rows::{is_example, is_signature};
use crate::model::text::{header, plain};
use crate::model::{CellRange, CellRef, Source};
use crate::workbook::{Row, Sheet, Workbook, marks};

/// How many rows from the top are looked at for the header.
const ROWS_LOOKED_AT: usize = 20;

/// The columns of a register.
#[derive(Clone, Copy, Debug)]
pub struct Register {
    /// Each column's id, and the headers that mean it; the first of them is the proper one.
    pub columns: &'static [(&'static str, &'static [&'static str])],
    /// A header row has at least these columns; what else is lacking is told row by row.
    pub needed: &'static [&'static str],
}

/// A row of a register.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    /// Which row of the register it is, from 1.
    pub number: usize,
    /// Where it stands: from its first known column to its last.
    pub source: Source,
    cells: BTreeMap<&'static str, (CellRef, String)>,
}

impl Register {
    /// The rows of a workbook, in the order of sheets and rows; `None` where no sheet has the header of such a table.
    /// Rows in which nothing stands, or a serial number alone (column `serial`), are none; nor is the example (例) of a
    /// blank workbook, nor a line of signatures.
    #[must_use]
    pub fn rows(&self, workbook: &Workbook) -> Option<Vec<RegisterRow>> {
        let mut rows = Vec::new();
        let mut found = false;
        for sheet in workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name)) {
            let Some((header, columns)) = self.header_of(sheet) else { continue };
            found = true;
            let below = sheet.rows().filter(|row| row.number > header);
            for row in below.filter(|row| !is_example(row) && !is_signature(row)) {
                let cells = cells_of(row, &columns);
                if cells.iter().any(|(column, (_, text))| *column != "serial" && !text.is_empty()) {
                    let source = source_of(&workbook.original.shown, sheet, row.number, &columns);
                    rows.push(RegisterRow { number: rows.len() + 1, source, cells });
                }
            }
        }
        found.then_some(rows)
    }

    /// The header of a column in a blank workbook: the first by which it is known.
    #[must_use]
    pub fn header(&self, column: &str) -> &'static str {
        let known = self.columns.iter().find(|(id, _)| *id == column);
        known.and_then(|(_, names)| names.first()).copied().unwrap_or_default()
    }

    /// The row of the header, and where the columns are.
    fn header_of(&self, sheet: &Sheet) -> Option<(u32, BTreeMap<&'static str, u32>)> {
        sheet.rows().take(ROWS_LOOKED_AT).find_map(|row| {
            let mut columns = BTreeMap::new();
            for cell in row.cells {
                if let Some(column) = self.column_called(&shown(cell)) {
                    columns.entry(column).or_insert(cell.at.col);
                }
            }
            self.needed.iter().all(|column| columns.contains_key(column)).then_some((row.number, columns))
        })
    }

    fn column_called(&self, written: &str) -> Option<&'static str> {
        let title = header(written);
        let bare = title.split(['(', '（']).next().unwrap_or_default();
        let is_called = |name: &str| name == title || name == bare;
        self.columns.iter().find(|(_, names)| names.iter().any(|name| is_called(name))).map(|(column, _)| *column)
    }
}

impl RegisterRow {
    /// What stands in a column, in plain widths; nothing where the column is lacking or the cell holds an error value.
    #[must_use]
    pub fn text(&self, column: &str) -> String {
        plain(self.as_written(column)).trim().to_owned()
    }

    /// The same as people wrote it, for sentences that are read again.
    #[must_use]
    pub fn as_written(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |(_, text)| text.as_str())
    }

    /// The cell of a column, for what is wrong in it; the whole row where the column is lacking.
    #[must_use]
    pub fn place(&self, column: &str) -> Source {
        match self.cells.get(column) {
            Some((at, _)) => Source { cells: (*at).into(), ..self.source.clone() },
            None => self.source.clone(),
        }
    }
}

fn cells_of(row: Row<'_>, columns: &BTreeMap<&'static str, u32>) -> BTreeMap<&'static str, (CellRef, String)> {
    let text = |col: u32| {
        let cell = row.get_merged(col).filter(|cell| broken(cell).is_none());
        cell.map(|cell| shown(cell).trim().to_owned()).unwrap_or_default()
    };
    columns.iter().map(|(column, col)| (*column, (CellRef::new(row.number, *col), text(*col)))).collect()
}

fn source_of(file: &Arc<str>, sheet: &Sheet, row: u32, columns: &BTreeMap<&'static str, u32>) -> Source {
    let cols = || columns.values().copied();
    let (first, last) = (cols().min().unwrap_or(0), cols().max().unwrap_or(0));
    let cells = CellRange::new(CellRef::new(row, first), CellRef::new(row, last));
    Source { file: Arc::clone(file), sheet: Arc::clone(&sheet.name), cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTER: Register = Register {
        columns: &[("serial", &["序号"]), ("name", &["姓名", "党员"]), ("on", &["批准日期", "会议日期"])],
        needed: &["name"],
    };

    #[test]
    fn headers_are_known_by_their_usual_names() {
        assert_eq!(REGISTER.column_called("批准日期（会议）"), Some("on"));
        assert_eq!(REGISTER.column_called(" 党 员 "), Some("name"));
        assert_eq!(REGISTER.column_called("备注"), None);
    }
}
