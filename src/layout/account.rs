//! The reading ledger (读取清单): what became of every cell that holds something.
//!
//! Each cell has exactly one use. Cells of one use that lie together are one [`Stretch`], so that a sheet of thousands of
//! cells is a few dozen of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::uses::{CellUse, RowCursor, Zone};
pub use super::uses::{TableUse, Use};
use crate::model::{CellRange, CellRef};
use crate::workbook::{Cell, Row, Sheet, Value};

/// After so many stretches of one sheet, those of the same use are joined wherever they lie.
const MOST: usize = 20_000;

/// What became of the cells of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Its sheets, in order.
    pub sheets: Vec<SheetAccount>,
}

/// What became of the cells of a sheet.
#[derive(Clone, Debug)]
pub struct SheetAccount {
    /// Its name.
    pub sheet: Arc<str>,
    /// Whether all of it is hidden.
    pub hidden: bool,
    /// The stretches, from the top.
    pub stretches: Vec<Stretch>,
}

/// Cells of one use that lie together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The rectangle that they lie in.
    pub cells: CellRange,
    /// How many of its cells hold something and have this use.
    pub count: usize,
    /// What they were used as, or why they were passed over.
    pub what: Use,
    /// The table and the column that they belong to, by their places among the tables and its columns.
    pub column: Option<(usize, usize)>,
    /// Whether they are hidden.
    pub hidden: bool,
    /// Of those passed over, how many hold a figure where points could stand.
    pub figures: usize,
    /// How many are formulas without a stored result.
    pub uncalculated: usize,
}

impl Account {
    /// Sets the whole workbook aside: nothing of it counts.
    pub fn set_aside(&mut self) {
        for stretch in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.stretches) {
            if stretch.what.is_used() {
                stretch.what = Use::FileSetAside;
            }
        }
    }
}

impl SheetAccount {
    /// Accounts for every cell. `tables` are those of the sheet; where there are none, every cell is passed over for the
    /// reason given.
    #[must_use]
    pub fn new(sheet: &Sheet, tables: &[&TableUse], otherwise: Use) -> Self {
        let mut ledger = Ledger::default();
        let mut cursor = RowCursor::new(tables);
        for row in sheet.rows() {
            let zones = cursor.at(row.number);
            ledger.begin_row();
            for (place, cell) in row.cells.iter().enumerate() {
                let (what, column, holds_figures) = if tables.is_empty() {
                    (otherwise, None, true)
                } else {
                    use_of(tables, zones, cell, || place.checked_sub(1).and_then(|left| row.cells.get(left)))
                };
                let hidden = sheet.hidden || row.hidden || sheet.is_hidden_col(cell.at.col);
                let figures = usize::from(!what.is_used() && holds_figures && is_figure(cell));
                let uncalculated = usize::from(cell.value == Value::NotCalculated);
                let cells = CellRange::from(cell.at);
                ledger.add(Stretch { cells, count: 1, what, column, hidden, figures, uncalculated });
            }
            ledger.end_row(&row);
        }
        Self { sheet: Arc::clone(&sheet.name), hidden: sheet.hidden, stretches: ledger.stretches }
    }

    /// How many cells hold something.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.count).sum()
    }
}

/// The use of a cell.
fn use_of<'a>(
    tables: &[&TableUse],
    zones: &[(usize, Zone)],
    cell: &Cell,
    left: impl FnOnce() -> Option<&'a Cell>,
) -> CellUse {
    let inside = zones.iter().find_map(|(index, zone)| {
        let table = *tables.get(*index)?;
        (*zone != Zone::Above && table.cols.contains(&cell.at.col)).then_some((table, *zone))
    });
    if let Some((table, zone)) = inside {
        return match zone {
            Zone::Header => (Use::Header, None, false),
            Zone::Data => table.data(cell.at.col),
            Zone::Row(_) if table.labels.binary_search(&cell.at).is_ok() => (Use::Label, None, false),
            Zone::Row(what) => (what, None, table.data(cell.at.col).2),
            Zone::Above => (Use::Title, None, false),
        };
    }
    let mut above = zones.iter().filter(|(_, zone)| *zone == Zone::Above).filter_map(|(index, _)| tables.get(*index));
    if above.clone().any(|table| table.labels.binary_search(&cell.at).is_ok()) {
        return (Use::Label, None, false);
    }
    // A figure above a table is told by a label, or by nothing.
    let is_labelled =
        || matches!(left().map(|left| &left.value), Some(Value::Text(text)) if text.trim_end().ends_with([':', '：']));
    if above.next().is_some() && (matches!(cell.value, Value::Text(_)) || is_labelled()) {
        return (Use::Title, None, false);
    }
    (Use::Outside, None, true)
}

/// A number, or a text with a digit of figure's length.
fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => text.len() <= 12 && text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// What tells stretches apart.
type Key = (Use, Option<(usize, usize)>, bool);

/// Stretches as they grow.
#[derive(Default)]
struct Ledger {
    stretches: Vec<Stretch>,
    /// The stretch that each column of the sheet can go on with.
    open: Vec<Option<usize>>,
    /// The stretch that the row before was all of.
    whole_row: Option<usize>,
    /// The last stretch that lies across this row.
    run: Option<usize>,
    /// Whether all of this row so far is that one stretch.
    is_whole: bool,
    /// Where there are too many: the one stretch of each use.
    joined: HashMap<Key, usize>,
}

impl Ledger {
    fn begin_row(&mut self) {
        (self.run, self.is_whole) = (None, true);
    }

    fn add(&mut self, cell: Stretch) {
        let col = usize::try_from(cell.cells.first.col).unwrap_or(usize::MAX);
        if self.open.len() <= col {
            self.open.resize(col + 1, None);
        }
        let down = cell.what.lies_down();
        let candidate = if down { self.open.get(col).copied().flatten() } else { self.run };
        let found = candidate.filter(|index| self.stretches.get(*index).is_some_and(|it| key(it) == key(&cell)));
        let index = found.unwrap_or_else(|| self.start(&cell));
        if let Some(stretch) = self.stretches.get_mut(index) {
            extend(stretch, &cell);
        }
        self.is_whole &= !down && (self.run.is_none() || self.run == Some(index));
        self.run = if down { None } else { Some(index) };
        if let Some(open) = self.open.get_mut(col) {
            *open = down.then_some(index);
        }
    }

    /// A row that is all of one stretch goes on with the row before that was all of the same.
    fn end_row(&mut self, row: &Row<'_>) {
        let whole = self.run.filter(|_| self.is_whole && !row.cells.is_empty());
        let Some(index) = whole else {
            self.whole_row = None;
            return;
        };
        let before =
            self.whole_row.filter(|before| before + 1 == index && index + 1 == self.stretches.len() && index < MOST);
        let same = before.filter(|before| {
            let pair = (self.stretches.get(*before), self.stretches.get(index));
            matches!(pair, (Some(a), Some(b)) if key(a) == key(b))
        });
        self.whole_row = Some(index);
        if let Some(before) = same {
            if let (Some(last), Some(stretch)) = (self.stretches.pop(), self.stretches.get_mut(before)) {
                extend(stretch, &last);
            }
            self.whole_row = Some(before);
        }
    }

    /// A new stretch, as yet without any cell.
    fn start(&mut self, cell: &Stretch) -> usize {
        let next = self.stretches.len();
        let index = if next < MOST { next } else { *self.joined.entry(key(cell)).or_insert(next) };
        if index == next {
            self.stretches.push(Stretch { count: 0, figures: 0, uncalculated: 0, ..cell.clone() });
        }
        index
    }
}

fn key(stretch: &Stretch) -> Key {
    (stretch.what, stretch.column, stretch.hidden)
}

fn extend(stretch: &mut Stretch, by: &Stretch) {
    let (a, b) = (stretch.cells, by.cells);
    stretch.cells = CellRange::new(
        CellRef::new(a.first.row.min(b.first.row), a.first.col.min(b.first.col)),
        CellRef::new(a.last.row.max(b.last.row), a.last.col.max(b.last.col)),
    );
    stretch.count += by.count;
    stretch.figures += by.figures;
    stretch.uncalculated += by.uncalculated;
}

#[cfg(test)]
mod tests;
