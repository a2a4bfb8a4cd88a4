//! Where on a sheet the tables stand that a pin is for.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::band::is_label_row;
use super::cells::shown;
use super::heading::Dictionaries;
use super::kind::Kind;
use super::pins::{Layout, Pin};
use super::tables::Table;
use crate::model::text::header;
use crate::model::{CellRef, Pattern};
use crate::workbook::{Cell, Row, Sheet, Value};

/// A header that is known by its words has at most so many rows.
const DEEPEST: usize = 4;
/// Every column that there is.
const ALL_COLS: RangeInclusive<u32> = 0..=CellRef::LAST_COL;

/// Where a table stands.
#[derive(Clone, Debug)]
pub struct PinPlace {
    /// The rows of the header; none where the form has none.
    pub header: Option<RangeInclusive<u32>>,
    /// The rows of the header, or the one that stands for it.
    pub rows: RangeInclusive<u32>,
    /// The columns that hold the words of the header.
    words: RangeInclusive<u32>,
    /// The columns that may belong to it.
    pub cols: RangeInclusive<u32>,
}

impl PinPlace {
    /// The same place without the columns of other tables beside it.
    #[must_use]
    pub fn beside(mut self, found: &[Table]) -> Self {
        for table in found.iter().filter(|table| overlap(&table.band.rows, &self.rows)) {
            let other = table.band.extent();
            if other.end() < self.words.start() {
                self.cols = (*self.cols.start()).max(other.end() + 1)..=*self.cols.end();
            } else if other.start() > self.words.end() {
                self.cols = *self.cols.start()..=(*self.cols.end()).min(other.start() - 1);
            }
        }
        self
    }

    /// Whether two places have cells in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        overlap(&self.rows, &other.rows) && overlap(&self.cols, &other.cols)
    }
}

/// Where the tables of a pin's form stand: the rows of their header, and the rows that stand for it.
pub fn places_of(sheet: &Sheet, rows: &[Row<'_>], pin: &Pin, words: &Dictionaries<'_>) -> Vec<PinPlace> {
    match (&pin.header_rows, pin.header.is_empty()) {
        (Some(header), is_unnamed) => {
            let inside: Vec<Row<'_>> = rows.iter().filter(|row| header.contains(&row.number)).copied().collect();
            let fits = is_unnamed || pin.header.iter().all(|word| inside.iter().any(|row| holds(row, word)));
            if fits { places_in(&inside, header, pin) } else { Vec::new() }
        }
        (None, false) => {
            let mut found = headers_with(sheet, rows, pin);
            if pin.layout != Some(Layout::Table(Kind::Card)) {
                // The header that a page break repeats is none of its own.
                let mut first = true;
                found.retain(|header| std::mem::take(&mut first) || begins_anew(rows, *header.start(), words));
            }
            let inside = |header: &RangeInclusive<u32>| -> Vec<Row<'_>> {
                rows.iter().filter(|row| header.contains(&row.number)).copied().collect()
            };
            found.iter().flat_map(|header| places_in(&inside(header), header, pin)).collect()
        }
        (None, true) => {
            let start = pin.rows.as_ref().map_or(0, |rows| *rows.start());
            let stands_for_header = start.saturating_sub(1);
            vec![PinPlace {
                header: None,
                rows: stands_for_header..=stands_for_header,
                words: ALL_COLS,
                cols: ALL_COLS,
            }]
        }
    }
}

/// The rows in which all of a pin's words stand, from the top; as few as possible, and what is merged down from them.
fn headers_with(sheet: &Sheet, rows: &[Row<'_>], pin: &Pin) -> Vec<RangeInclusive<u32>> {
    let words_in: Vec<BTreeSet<usize>> = rows
        .iter()
        .map(|row| (0..).zip(&pin.header).filter(|(_, word)| holds(row, word)).map(|(index, _)| index).collect())
        .collect();
    let mut found = Vec::new();
    let mut free_from = 0;
    for end in 0..rows.len() {
        let starts = (free_from..=end).rev().take(DEEPEST);
        let is_whole = |start: &usize| {
            let inside = words_in.get(*start..=end).unwrap_or_default();
            inside.iter().flatten().collect::<BTreeSet<_>>().len() == pin.header.len()
        };
        let Some(start) = starts.into_iter().find(is_whole) else { continue };
        let (Some(first), Some(last)) = (rows.get(start), rows.get(end)) else { continue };
        let reached = sheet.merges_from(first.number..=last.number).iter().filter(|range| {
            range.last.row < first.number + u32::try_from(DEEPEST).unwrap_or(0) && first.get(range.first.col).is_some()
        });
        let last = reached.map(|range| range.last.row).max().unwrap_or(0).max(last.number);
        found.push(first.number..=last);
        free_from = end + 1;
    }
    found
}

fn holds(row: &Row<'_>, word: &Pattern) -> bool {
    row.cells.iter().any(|cell| word.fits(&header_text(cell)))
}

/// Whether a title or labels of its own stand above a header that is there again.
fn begins_anew(rows: &[Row<'_>], start: u32, words: &Dictionaries<'_>) -> bool {
    rows.iter().rev().find(|row| row.number < start).is_some_and(|row| is_above_a_table(row, words))
}

fn is_above_a_table(row: &Row<'_>, words: &Dictionaries<'_>) -> bool {
    let is_text = |row: &Row<'_>| row.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
    is_label_row(row, words) || (row.cells.len() <= 2 && is_text(row))
}

/// The last row before a table that starts here and the titles above it.
pub fn before(rows: &[Row<'_>], start: u32, words: &Dictionaries<'_>) -> u32 {
    let above = rows.iter().rev().filter(|row| row.number < start);
    let mut above = above.skip_while(|row| is_above_a_table(row, words));
    above.next().map_or(0, |row| row.number)
}

/// The tables side by side whose header stands in these rows: in each stand all words, as near to each other as can be.
fn places_in(inside: &[Row<'_>], header: &RangeInclusive<u32>, pin: &Pin) -> Vec<PinPlace> {
    let mut words: Vec<(u32, usize)> = Vec::new();
    for cell in inside.iter().flat_map(|row| row.cells) {
        let text = header_text(cell);
        words
            .extend((0..).zip(&pin.header).filter(|(_, word)| word.fits(&text)).map(|(index, _)| (cell.at.col, index)));
    }
    words.sort_unstable();
    let mut windows: Vec<RangeInclusive<u32>> = Vec::new();
    for (place, (end, _)) in words.iter().enumerate() {
        let free = |col: u32| windows.last().is_none_or(|last| col > *last.end());
        let mut seen = BTreeSet::new();
        let before = words.get(..=place).unwrap_or_default().iter().rev().take_while(|(col, _)| free(*col));
        let start = before.map(|(col, index)| (*col, seen.insert(*index), seen.len()));
        let start = start.into_iter().find(|(.., known)| *known == pin.header.len()).map(|(col, ..)| col);
        windows.extend(start.map(|start| start..=*end));
    }
    if windows.is_empty() {
        windows.push(ALL_COLS);
    }
    let starts: Vec<u32> = windows.iter().skip(1).map(|window| *window.start()).collect();
    let ends = starts.into_iter().map(|start| start - 1).chain([CellRef::LAST_COL]);
    let mut free_from = 0;
    let place = |(words, end): (RangeInclusive<u32>, u32)| {
        let cols = free_from..=end;
        free_from = end + 1;
        PinPlace { header: Some(header.clone()), rows: header.clone(), words, cols }
    };
    windows.into_iter().zip(ends).map(place).collect()
}

fn header_text(cell: &Cell) -> String {
    header(&shown(cell))
}

/// Whether two stretches of rows or columns have any in common.
#[must_use]
pub fn overlap(one: &RangeInclusive<u32>, other: &RangeInclusive<u32>) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}
