//! A worksheet part as far as it matters here: rows, cells, merged ranges, column styles, all with offsets.

use std::collections::BTreeMap;

use crate::model::{CellRange, CellRef};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::Malformed;

/// The most merged ranges that are looked at: each marked cell is compared with all of them.
const MERGE_LIMIT: usize = 20_000;

/// A worksheet part, looked through once.
pub(super) struct Worksheet<'a> {
    pub(super) text: &'a str,
    pub(super) root: Element<'a>,
    /// The elements directly inside the root, in their order.
    pub(super) parts: Vec<Element<'a>>,
    pub(super) data: Element<'a>,
    /// Rows by their number, from 0. Of two with one number the first counts.
    pub(super) rows: BTreeMap<u32, Element<'a>>,
    pub(super) merges: Vec<CellRange>,
    /// `<col>` elements: first and last column, from 0.
    pub(super) columns: Vec<(u32, u32, Element<'a>)>,
    pub(super) dimension: Option<(CellRange, Element<'a>)>,
}

/// A cell and where it is.
pub(super) struct Cell<'a> {
    pub(super) at: CellRef,
    pub(super) element: Element<'a>,
}

impl<'a> Worksheet<'a> {
    /// Looks through the part; a sheet without `sheetData` is malformed.
    pub(super) fn read(text: &'a str) -> Result<Self, Malformed> {
        let root = root(text)?;
        let children = root.children(text)?;
        let child = |name: &str| children.iter().find(|child| child.local() == name);
        let data = child("sheetData").ok_or(Malformed)?.clone();
        let mut rows = BTreeMap::new();
        let mut next = 0_u32;
        for row in data.children(text)?.into_iter().filter(|row| row.local() == "row") {
            // a row without a number follows the one before it
            let number = row.tag.number("r").and_then(|number| number.checked_sub(1)).unwrap_or(next);
            if number > CellRef::LAST_ROW {
                return Err(Malformed);
            }
            next = number + 1;
            rows.entry(number).or_insert(row);
        }
        let listed = |name| child(name).map_or(Ok(Vec::new()), |list| list.children(text));
        let range = |element: &Element<'_>| CellRange::parse(&element.tag.value("ref")?).map(ordered);
        let merges = listed("mergeCells")?.iter().filter_map(range).take(MERGE_LIMIT).collect();
        let columns = listed("cols")?.into_iter().filter_map(|column| {
            let first = column.tag.number("min")?.checked_sub(1)?;
            let last = column.tag.number("max")?.checked_sub(1)?;
            Some((first, last, column))
        });
        let columns = columns.collect();
        let dimension = child("dimension").and_then(|element| Some((range(element)?, element.clone())));
        Ok(Self { text, root, parts: children, data, rows, merges, columns, dimension })
    }

    /// The first element of this local name directly inside the root.
    pub(super) fn part(&self, name: &str) -> Option<&Element<'a>> {
        self.parts.iter().find(|part| part.local() == name)
    }

    /// The cells of a row.
    pub(super) fn cells(&self, number: u32, row: &Element<'a>) -> Result<Vec<Cell<'a>>, Malformed> {
        let mut cells = Vec::new();
        let mut next = 0_u32;
        for element in row.children(self.text)?.into_iter().filter(|cell| cell.local() == "c") {
            let at = element.tag.value("r").and_then(|at| CellRef::parse(&at));
            let at = CellRef::new(number, at.map_or(next, |at| at.col));
            next = at.col + 1;
            cells.push(Cell { at, element });
        }
        Ok(cells)
    }

    /// The cell that shows what is in `at`: the upper left one where `at` lies in a merged range.
    pub(super) fn anchor(&self, at: CellRef) -> CellRef {
        self.merges.iter().find(|merge| merge.contains(at)).map_or(at, |merge| merge.first)
    }

    /// The merged range whose upper left cell this is, else the cell alone.
    pub(super) fn whole(&self, at: CellRef) -> CellRange {
        self.merges.iter().find(|merge| merge.first == at).copied().unwrap_or_else(|| at.into())
    }

    /// The last row and column that the sheet uses.
    pub(super) fn last_used(&self) -> Result<CellRef, Malformed> {
        let row = self.rows.last_key_value().map_or(0, |(number, _)| *number);
        let mut col = self.dimension.as_ref().map_or(0, |(range, _)| range.last.col);
        // the first rows hold the heading, which is as wide as the table
        for (number, row) in self.rows.iter().take(50) {
            col = col.max(self.cells(*number, row)?.last().map_or(0, |cell| cell.at.col));
        }
        Ok(CellRef::new(row, col))
    }

    /// The style that a cell has which is not in the file: its row's, else its column's.
    pub(super) fn base_style(&self, at: CellRef) -> u32 {
        let row = self.rows.get(&at.row).map(|row| &row.tag);
        let custom = row.filter(|row| row.is_set("customFormat"));
        let column = || self.columns.iter().find(|(first, last, _)| *first <= at.col && at.col <= *last);
        custom
            .and_then(|row| row.number("s"))
            .or_else(|| column().and_then(|(_, _, column)| column.tag.number("style")))
            .unwrap_or(0)
    }
}

/// The range with its upper left corner first, as it should be written.
fn ordered(range: CellRange) -> CellRange {
    let (a, b) = (range.first, range.last);
    CellRange::new(CellRef::new(a.row.min(b.row), a.col.min(b.col)), CellRef::new(a.row.max(b.row), a.col.max(b.col)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_without_addresses_count_on() {
        let text = r#"<worksheet><cols><col min="2" max="3" style="4"/></cols><sheetData><row><c/><c/></row><row r="5" s="3" customFormat="1"><c r="D5"/><c/></row><row/></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#;
        let sheet = Worksheet::read(text).unwrap();
        assert_eq!(sheet.rows.keys().copied().collect::<Vec<_>>(), [0, 4, 5]);
        let cells = sheet.cells(4, &sheet.rows[&4]).unwrap();
        assert_eq!(cells.iter().map(|cell| cell.at.to_string()).collect::<Vec<_>>(), ["D5", "E5"]);
        assert_eq!(sheet.anchor(CellRef::new(1, 1)), CellRef::new(0, 0));
        assert_eq!(sheet.base_style(CellRef::new(4, 1)), 3);
        assert_eq!(sheet.base_style(CellRef::new(9, 2)), 4);
        assert_eq!(sheet.base_style(CellRef::new(9, 9)), 0);
        assert!(Worksheet::read("<worksheet/>").is_err());
    }
}
