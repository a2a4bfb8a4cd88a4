//! Sheets as they are handed out: only cells that hold something, in order, each with its address.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::{Look, Original};
use crate::model::{CellRange, CellRef};

/// A file that was read.
#[derive(Debug)]
pub struct Workbook {
    /// The file itself.
    pub original: Original,
    /// Its sheets in their order; those that could not be read are missing, and there is a diagnostic for each.
    pub sheets: Vec<Sheet>,
}

/// One cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: CellRef,
    /// What it holds.
    pub value: Value,
    /// Whether a formula computed the value.
    pub formula: bool,
    /// Whether the sheet shows the number as a percentage: 1.05 as 105%. `None` where the file does not say, as in xml.
    pub percent: Option<bool>,
}

/// What a cell holds. An empty cell, and a formula whose result is the empty text, is no cell at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text as stored, white space included.
    Text(Box<str>),
    /// The decimal that its user typed: at most 15 significant digits, no trailing zeros.
    Number(Decimal),
    /// A number that the sheet shows as a date.
    Date(NaiveDateTime),
    /// Yes or no.
    Bool(bool),
    /// `#REF!` and the like; also what stands in a damaged cell, as far as it can be read.
    Error(Box<str>),
    /// A formula without a stored result: the file was never calculated.
    NotCalculated,
}

/// One sheet: its cells in order of row and column, and what else a reader of the form must know.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name on its tab.
    pub name: Arc<str>,
    /// Whether the whole sheet is hidden.
    pub hidden: bool,
    cells: Vec<Cell>,
    rows: Vec<(u32, Range<usize>)>,
    merges: Vec<CellRange>,
    /// The merged rectangles of more than one row, by column and row of their corner.
    tall: Vec<CellRange>,
    hidden_rows: BTreeSet<u32>,
    hidden_cols: Vec<RangeInclusive<u32>>,
    look: Look,
}

/// A row that holds at least one cell.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Its number, counted from 0 as in [`CellRef::row`]: Excel's row 1 is 0.
    pub number: u32,
    /// Its cells, in order of column.
    pub cells: &'a [Cell],
    /// Whether it is hidden.
    pub hidden: bool,
    sheet: &'a Sheet,
}

impl Sheet {
    /// A sheet of these cells, in any order; of two for the same place the first holds.
    #[must_use]
    pub fn from_cells(name: impl Into<Arc<str>>, mut cells: Vec<Cell>) -> Self {
        if !cells.is_sorted_by(|a, b| a.at < b.at) {
            cells.sort_by_key(|cell| cell.at);
            cells.dedup_by_key(|cell| cell.at);
        }
        let mut rows = Vec::new();
        let mut start = 0;
        for row in cells.chunk_by(|a, b| a.at.row == b.at.row) {
            let end = start + row.len();
            rows.extend(row.first().map(|cell| (cell.at.row, start..end)));
            start = end;
        }
        Self { name: name.into(), cells, rows, ..Self::default() }
    }

    /// The same sheet with these merged rectangles.
    #[must_use]
    pub fn with_merges(mut self, mut merges: Vec<CellRange>) -> Self {
        merges.sort_by_key(|range| range.first);
        self.tall = merges.iter().filter(|range| range.first.row < range.last.row).copied().collect();
        self.tall.sort_by_key(|range| (range.first.col, range.first.row));
        self.merges = merges;
        self
    }

    /// The same sheet with these rows and columns hidden, counted from 0.
    #[must_use]
    pub fn with_hidden(mut self, rows: BTreeSet<u32>, cols: Vec<RangeInclusive<u32>>) -> Self {
        self.hidden_rows = rows;
        self.hidden_cols = cols;
        self
    }

    /// The same sheet with rows hidden that are told in ranges, in any order: of a million rows at the end, which hold
    /// nothing, nothing is kept.
    pub(super) fn with_hidden_ranges(self, mut rows: Vec<RangeInclusive<u32>>, cols: Vec<RangeInclusive<u32>>) -> Self {
        rows.sort_unstable_by_key(|range| *range.start());
        let (mut reached, mut ranges, mut hidden) = (None, rows.into_iter().peekable(), BTreeSet::new());
        for (row, _) in &self.rows {
            while let Some(range) = ranges.next_if(|range| range.start() <= row) {
                reached = reached.max(Some(*range.end()));
            }
            if reached >= Some(*row) {
                hidden.insert(*row);
            }
        }
        self.with_hidden(hidden, cols)
    }

    /// The same sheet with its look.
    pub(super) fn with_look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// How it looks, where its format is one whose copies are made anew; of xlsx nothing is told.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// The hidden rows and columns, counted from 0.
    pub(super) fn hidden_parts(&self) -> (&BTreeSet<u32>, &[RangeInclusive<u32>]) {
        (&self.hidden_rows, &self.hidden_cols)
    }

    /// The rows that hold something, from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> {
        self.rows_in(0..=u32::MAX)
    }

    /// Those of them with these numbers.
    pub fn rows_in(&self, numbers: RangeInclusive<u32>) -> impl DoubleEndedIterator<Item = Row<'_>> {
        let start = self.rows.partition_point(|(number, _)| number < numbers.start());
        let end = self.rows.partition_point(|(number, _)| number <= numbers.end());
        self.rows.get(start..end).unwrap_or_default().iter().map(|(number, span)| Row {
            number: *number,
            cells: self.cells.get(span.clone()).unwrap_or_default(),
            hidden: self.is_hidden_row(*number),
            sheet: self,
        })
    }

    /// All cells, row by row.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell at a place; `None` where it is empty.
    #[must_use]
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        let found = self.cells.binary_search_by_key(&at, |cell| cell.at).ok()?;
        self.cells.get(found)
    }

    /// The cell whose merged rectangle reaches down over this place in its own first column.
    #[must_use]
    pub fn above_merged(&self, at: CellRef) -> Option<&Cell> {
        let next = self.tall.partition_point(|range| (range.first.col, range.first.row) <= (at.col, at.row));
        let range = self.tall.get(next.checked_sub(1)?)?;
        (range.first.col == at.col && range.last.row >= at.row).then(|| self.get(range.first))?
    }

    /// The merged rectangles, by their upper left corner, in which the value stands.
    #[must_use]
    pub fn merges(&self) -> &[CellRange] {
        &self.merges
    }

    /// The merged rectangles whose upper left corner stands in these rows.
    #[must_use]
    pub fn merges_from(&self, rows: RangeInclusive<u32>) -> &[CellRange] {
        let start = self.merges.partition_point(|range| range.first.row < *rows.start());
        let end = self.merges.partition_point(|range| range.first.row <= *rows.end());
        self.merges.get(start..end).unwrap_or_default()
    }

    /// Whether a row is hidden; counted from 0.
    #[must_use]
    pub fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    /// Whether a column is hidden; counted from 0.
    #[must_use]
    pub fn is_hidden_col(&self, col: u32) -> bool {
        self.hidden_cols.iter().any(|cols| cols.contains(&col))
    }
}

impl<'a> Row<'a> {
    /// The cell in a column, counted from 0; `None` where it is empty.
    #[must_use]
    pub fn get(&self, col: u32) -> Option<&'a Cell> {
        let found = self.cells.binary_search_by_key(&col, |cell| cell.at.col).ok()?;
        self.cells.get(found)
    }

    /// The cell in a column, or the one above that is merged down over it.
    #[must_use]
    pub fn get_merged(&self, col: u32) -> Option<&'a Cell> {
        self.get(col).or_else(|| self.sheet.above_merged(CellRef::new(self.number, col)))
    }

    /// The part of the row that lies in these columns.
    #[must_use]
    pub fn within(&self, cols: RangeInclusive<u32>) -> Self {
        let start = self.cells.partition_point(|cell| cell.at.col < *cols.start());
        let end = self.cells.partition_point(|cell| cell.at.col <= *cols.end());
        Self { cells: self.cells.get(start..end).unwrap_or_default(), ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(at: &str, text: &str) -> Cell {
        Cell { at: CellRef::parse(at).unwrap(), value: Value::Text(text.into()), formula: false, percent: None }
    }

    #[test]
    fn cells_are_sorted_into_rows_and_found_by_place() {
        let sheet =
            Sheet::from_cells("表", vec![cell("B3", "乙"), cell("A1", "甲"), cell("A3", "丙"), cell("B3", "丁")]);
        let rows: Vec<(u32, usize)> = sheet.rows().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(rows, [(0, 1), (2, 2)]);
        assert_eq!(sheet.get(CellRef::new(2, 1)), Some(&cell("B3", "乙")));
        assert_eq!(sheet.get(CellRef::new(1, 1)), None);
        assert_eq!(sheet.rows().next_back().unwrap().get(0), Some(&cell("A3", "丙")));
    }

    #[test]
    fn what_is_merged_downwards_holds_for_all_its_rows() {
        let merged = CellRange::new(CellRef::new(1, 0), CellRef::new(3, 1));
        let sheet = Sheet::from_cells("表", vec![cell("A2", "甲"), cell("C3", "乙")]).with_merges(vec![merged]);
        let row = sheet.rows().next_back().unwrap();
        assert_eq!(row.get_merged(0), Some(&cell("A2", "甲")));
        assert_eq!((row.get(0), row.get_merged(1)), (None, None));
        assert_eq!(row.get_merged(2), Some(&cell("C3", "乙")));
        assert_eq!(row.within(0..=1).cells.len(), 0);
        assert_eq!(sheet.above_merged(CellRef::new(4, 0)), None);
    }

    #[test]
    fn hidden_rows_and_columns_are_told() {
        let sheet = Sheet::from_cells("表", vec![cell("A1", "甲")]).with_hidden([0].into(), vec![2..=3]);
        assert!(sheet.rows().next().unwrap().hidden);
        assert!(sheet.is_hidden_col(3) && !sheet.is_hidden_col(4));
    }

    #[test]
    fn of_hidden_ranges_the_rows_that_hold_something_are_kept() {
        let cells = ["A1", "A3", "A5", "A9"].map(|at| cell(at, "甲")).to_vec();
        let sheet = Sheet::from_cells("表", cells).with_hidden_ranges(vec![8..=u32::MAX, 1..=3, 0..=0], Vec::new());
        assert_eq!(sheet.hidden_rows, [0, 2, 8].into());
    }
}
