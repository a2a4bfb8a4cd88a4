//! The cells of one row, in row 0; where the row stands, the table knows.

use super::cell::{Head, content};
use super::shown::format;
use super::table::OUTSIDE;
use crate::model::{CellRange, CellRef};
use crate::workbook::Cell;
use crate::workbook::trouble::{Trouble, take_cell};
use crate::workbook::xml::{Tag, Token, Tokens};

/// What a row holds.
#[derive(Default)]
pub(super) struct RowRead {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The merged rectangles that start in it.
    pub merges: Vec<CellRange>,
    /// The columns whose numbers are shown in a special way, and how.
    pub formats: Vec<(u32, String)>,
}

/// Reads the row just opened.
pub(super) fn row<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, budget: &mut usize) -> Result<RowRead, Trouble> {
    let RowRead { mut cells, mut merges, mut formats } = RowRead::default();
    let mut col = 0_u32;
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        if !matches!(tag.name, b"table-cell" | b"covered-table-cell") {
            tokens.skip(tag)?;
            continue;
        }
        let head = Head::read(tag)?;
        let next = col.saturating_add(head.repeated);
        let value = content(tokens, tag, &head)?;
        let spans = head.cols > 1 || head.rows > 1;
        if (value.is_some() || spans) && next.saturating_sub(1) > CellRef::LAST_COL {
            return Err(OUTSIDE);
        }
        if spans {
            let last = CellRef::new(head.rows - 1, col.saturating_add(head.cols - 1).min(CellRef::LAST_COL));
            merges.push(CellRange { first: CellRef::new(0, col), last });
        }
        if let Some((value, shown)) = value {
            let format = format(&value, &shown);
            for col in col..next {
                take_cell(budget)?;
                formats.extend(format.clone().map(|format| (col, format)));
                cells.push(Cell {
                    at: CellRef::new(0, col),
                    value: value.clone(),
                    formula: head.formula,
                    percent: Some(head.is_percent()),
                });
            }
        }
        col = next;
    }
    Ok(RowRead { cells, merges, formats })
}
