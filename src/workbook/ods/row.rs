//! The cells of one row, in row 0; where the row stands, the table knows.

use super::cell::{Head, value};
use super::table::OUTSIDE;
use crate::model::{CellRange, CellRef};
use crate::workbook::Cell;
use crate::workbook::trouble::{Trouble, take_cell};
use crate::workbook::xml::{Tag, Token, Tokens};

/// Reads the row just opened: its cells, and the merged rectangles that start in it.
pub(super) fn row<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    budget: &mut usize,
) -> Result<(Vec<Cell>, Vec<CellRange>), Trouble> {
    let (mut cells, mut merges, mut col) = (Vec::new(), Vec::new(), 0_u32);
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        if !matches!(tag.name, b"table-cell" | b"covered-table-cell") {
            tokens.skip(tag)?;
            continue;
        }
        let head = Head::read(tag)?;
        let next = col.saturating_add(head.repeated);
        let value = value(tokens, tag, &head)?;
        let spans = head.cols > 1 || head.rows > 1;
        if (value.is_some() || spans) && next.saturating_sub(1) > CellRef::LAST_COL {
            return Err(OUTSIDE);
        }
        if spans {
            let last = CellRef::new(head.rows - 1, col.saturating_add(head.cols - 1).min(CellRef::LAST_COL));
            merges.push(CellRange { first: CellRef::new(0, col), last });
        }
        if let Some(value) = value {
            for col in col..next {
                take_cell(budget)?;
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
    Ok((cells, merges))
}
