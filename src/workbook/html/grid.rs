//! One table: cells find their columns around those that reach down from above.

use super::words::Words;
use crate::model::{CellRange, CellRef};
use crate::workbook::delimited::typed;
use crate::workbook::number::decimal;
use crate::workbook::trouble::{Trouble, check_merges, take_cell};
use crate::workbook::{Cell, Value};

/// As browsers have it: a cell covers no more columns, and no more rows.
const COLSPAN: u32 = 1_000;
const ROWSPAN: u32 = 65_534;

/// What a start tag says that matters here.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Columns that a cell covers, as written.
    pub colspan: Option<u32>,
    /// Rows that a cell covers, as written.
    pub rowspan: Option<u32>,
    /// It is not shown.
    pub hidden: bool,
    /// Its content is text, whatever it looks like.
    pub is_text: bool,
    /// The number that Excel keeps behind what it shows.
    pub number: Option<String>,
}

/// A table that is read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Its cells, in rows counted from 0.
    pub cells: Vec<Cell>,
    /// Its merged rectangles.
    pub merges: Vec<CellRange>,
    /// Its hidden rows.
    pub hidden_rows: Vec<u32>,
    /// How many rows it has.
    pub rows: u32,
    /// Whether another table stands in one of its cells.
    pub holds_table: bool,
    in_row: bool,
    next_col: u32,
    reaching_down: Vec<ReachingDown>,
    /// Of those, how many stand left of the next column.
    passed: usize,
    from_this_row: Vec<ReachingDown>,
    open: Option<Open>,
}

/// Columns that a cell above still covers.
#[derive(Debug)]
struct ReachingDown {
    first: u32,
    last: u32,
    last_row: u32,
}

/// The cell that is being read.
#[derive(Debug)]
struct Open {
    at: CellRef,
    said: Said,
    words: Words,
}

impl Grid {
    /// A row starts.
    pub(super) fn row(&mut self, said: &Said, budget: &mut usize) -> Result<(), Trouble> {
        self.end_cell(budget)?;
        let row = self.rows;
        if row > CellRef::LAST_ROW {
            return Err(outside());
        }
        self.reaching_down.append(&mut self.from_this_row);
        self.reaching_down.retain(|reaching| reaching.last_row >= row);
        self.reaching_down.sort_by_key(|reaching| reaching.first);
        self.reaching_down.iter().try_for_each(|_| take_cell(budget))?;
        self.passed = 0;
        if said.hidden {
            self.hidden_rows.push(row);
        }
        (self.rows, self.in_row, self.next_col) = (row + 1, true, 0);
        Ok(())
    }

    /// A row ends.
    pub(super) fn end_row(&mut self, budget: &mut usize) -> Result<(), Trouble> {
        self.in_row = false;
        self.end_cell(budget)
    }

    /// A cell starts.
    pub(super) fn cell(&mut self, said: Said, budget: &mut usize) -> Result<(), Trouble> {
        self.end_cell(budget)?;
        if !self.in_row {
            self.row(&Said::default(), budget)?;
        }
        let row = self.rows.saturating_sub(1);
        // Sorted by column, so one pass over them serves a whole row.
        while let Some(reaching) = self.reaching_down.get(self.passed).filter(|it| it.first <= self.next_col) {
            if reaching.last >= self.next_col {
                self.next_col = reaching.last.saturating_add(1);
            }
            self.passed += 1;
        }
        if self.next_col > CellRef::LAST_COL {
            return Err(outside());
        }
        self.open = Some(Open { at: CellRef::new(row, self.next_col), said, words: Words::default() });
        Ok(())
    }

    /// A cell ends, if one is open.
    pub(super) fn end_cell(&mut self, budget: &mut usize) -> Result<(), Trouble> {
        let Some(Open { at, said, mut words }) = self.open.take() else { return Ok(()) };
        take_cell(budget)?;
        let cols = said.colspan.unwrap_or(1).clamp(1, COLSPAN);
        let rows = match said.rowspan {
            Some(0) => ROWSPAN,
            rows => rows.unwrap_or(1).min(ROWSPAN),
        };
        let last = CellRef::new(at.row.saturating_add(rows - 1), at.col.saturating_add(cols - 1));
        if last.col > CellRef::LAST_COL {
            return Err(outside());
        }
        self.next_col = last.col + 1;
        if cols > 1 || rows > 1 {
            self.merges.push(CellRange { first: at, last });
            check_merges(self.merges.len())?;
        }
        if rows > 1 {
            self.from_this_row.push(ReachingDown { first: at.col, last: last.col, last_row: last.row });
        }
        self.cells.extend(value(&words.take(), &said).map(|value| Cell { at, value, formula: false, percent: None }));
        Ok(())
    }

    /// The text of the open cell.
    pub(super) fn words(&mut self) -> Option<&mut Words> {
        self.open.as_mut().map(|open| &mut open.words)
    }

    /// The table ends: no cell reaches below its last row.
    pub(super) fn end(&mut self, budget: &mut usize) -> Result<(), Trouble> {
        self.end_cell(budget)?;
        for merge in &mut self.merges {
            merge.last.row = merge.last.row.min(self.rows.saturating_sub(1));
        }
        self.merges.retain(|merge| merge.first != merge.last);
        Ok(())
    }
}

fn outside() -> Trouble {
    Trouble::Beyond("行数或列数超出了表格能有的".to_owned())
}

fn value(text: &str, said: &Said) -> Option<Value> {
    if said.is_text {
        return (!text.is_empty()).then(|| Value::Text(text.into()));
    }
    let shown = typed::value(text)?;
    let behind = said.number.as_ref().and_then(|number| decimal(number.trim().as_bytes()).ok());
    // A day that is shown as one is read as such by whoever knows that a day has to stand here.
    let looks_like_a_day = text.contains(['年', '月', '日', '/', '-', ':', '.']);
    Some(match (shown, behind) {
        (Value::Number(_), Some(number)) => Value::Number(number),
        (Value::Text(_), Some(number)) if !looks_like_a_day => Value::Number(number),
        (shown, _) => shown,
    })
}
