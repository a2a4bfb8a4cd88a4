//! Stretches: cells of one use that lie together, so that a sheet of thousands of cells is a few dozen of them.

use std::collections::HashMap;

use super::uses::Use;
use crate::model::{CellRange, CellRef};
use crate::workbook::Row;

/// After so many stretches of one sheet, those of the same use are joined wherever they lie.
pub(super) const MOST: usize = 20_000;

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

/// What tells stretches apart.
type Key = (Use, Option<(usize, usize)>, bool);

/// Stretches as they grow.
#[derive(Default)]
pub(super) struct Ledger {
    /// The stretches so far.
    pub stretches: Vec<Stretch>,
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
    /// Before the first cell of a row.
    pub fn begin_row(&mut self) {
        (self.run, self.is_whole) = (None, true);
    }

    /// One cell more, of the row, to the right of those before.
    pub fn add(&mut self, cell: Stretch) {
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

    /// After the last cell. A row that is all of one stretch goes on with the row before that was all of the same.
    pub fn end_row(&mut self, row: &Row<'_>) {
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
