//! One table: rows and columns that stand for many, and what is hidden.

use std::ops::RangeInclusive;

use super::row::{RowRead, row};
use super::said;
use super::sizes::Sizes;
use crate::model::{CellRange, CellRef};
use crate::workbook::trouble::{Trouble, check_merges, take_cell};
use crate::workbook::xml::{Tag, Token, Tokens};
use crate::workbook::{Cell, Look, Sheet};

/// Entries of columns; each stands for any number of them.
const COLUMNS: usize = 16_384;

pub(super) const OUTSIDE: Trouble = Trouble::Damaged("有单元格的位置超出了表格的范围");

/// Reads the table just opened.
pub(super) fn table<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    name: &str,
    sizes: &Sizes,
    budget: &mut usize,
) -> Result<Sheet, Trouble> {
    let mut read = Read::default();
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        match tag.name {
            b"table-row" => read.row(tokens, tag, sizes, budget)?,
            b"table-column" => read.column(tag, sizes)?,
            b"table-rows" | b"table-header-rows" | b"table-row-group" => {}
            b"table-columns" | b"table-header-columns" | b"table-column-group" => {}
            _ => tokens.skip(tag)?,
        }
    }
    let Read { cells, merges, hidden_rows, hidden_cols, look, .. } = read;
    let sheet = Sheet::from_cells(name, cells).with_merges(merges).with_hidden_ranges(hidden_rows, hidden_cols);
    Ok(sheet.with_look(look))
}

/// What was read so far.
#[derive(Default)]
struct Read {
    cells: Vec<Cell>,
    merges: Vec<CellRange>,
    next_row: u32,
    next_col: u32,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_cols: Vec<RangeInclusive<u32>>,
    look: Look,
}

impl Read {
    fn row<'a>(
        &mut self,
        tokens: &mut Tokens<'a>,
        tag: Tag<'a>,
        sizes: &Sizes,
        budget: &mut usize,
    ) -> Result<(), Trouble> {
        let repeated = repeated(tag, b"number-rows-repeated")?;
        let first = self.next_row;
        self.next_row = first.saturating_add(repeated);
        if is_hidden(tag)? {
            self.hidden_rows.push(first..=self.next_row.saturating_sub(1));
        }
        let height = sizes.height(&said(tag, b"style-name")?);
        let RowRead { cells, merges, formats } = row(tokens, tag, budget)?;
        if (!cells.is_empty() || !merges.is_empty()) && self.next_row.saturating_sub(1) > CellRef::LAST_ROW {
            return Err(OUTSIDE);
        }
        for merge in merges {
            let last = CellRef::new(first.saturating_add(merge.last.row).min(CellRef::LAST_ROW), merge.last.col);
            self.merges.push(CellRange { first: CellRef::new(first, merge.first.col), last });
            check_merges(self.merges.len())?;
        }
        if cells.is_empty() {
            return Ok(());
        }
        if let Some(height) = height {
            self.look.heighten(first..=self.next_row.saturating_sub(1), height);
        }
        for row in first..self.next_row {
            for (col, format) in &formats {
                self.look.show(CellRef::new(row, *col), format);
            }
            for cell in &cells {
                if row > first {
                    take_cell(budget)?;
                }
                self.cells.push(Cell { at: CellRef::new(row, cell.at.col), ..cell.clone() });
            }
        }
        Ok(())
    }

    fn column(&mut self, tag: Tag<'_>, sizes: &Sizes) -> Result<(), Trouble> {
        let first = self.next_col;
        self.next_col = first.saturating_add(repeated(tag, b"number-columns-repeated")?);
        if let Some(width) = sizes.width(&said(tag, b"style-name")?) {
            self.look.widen(first..=self.next_col.saturating_sub(1), width);
        }
        if is_hidden(tag)? && self.hidden_cols.len() < COLUMNS {
            self.hidden_cols.push(first..=self.next_col.saturating_sub(1));
        }
        Ok(())
    }
}

fn is_hidden(tag: Tag<'_>) -> Result<bool, Trouble> {
    Ok(matches!(said(tag, b"visibility")?.as_str(), "collapse" | "filter"))
}

/// For how many an element stands; at least one.
pub(super) fn repeated(tag: Tag<'_>, name: &[u8]) -> Result<u32, Trouble> {
    let said = said(tag, name)?;
    Ok(if said.is_empty() { 1 } else { said.parse().map_err(|_| OUTSIDE)? }.max(1))
}

#[cfg(test)]
mod tests {
    use super::super::flat;
    use super::*;

    fn read(inner: &str) -> Result<Sheet, Trouble> {
        let content = format!("<d><spreadsheet><t:table t:name=\"表\">{inner}</t:table></spreadsheet></d>");
        flat(content.as_bytes()).map(|mut sheets| sheets.remove(0).unwrap())
    }

    fn shown(sheet: &Sheet) -> Vec<String> {
        sheet.cells().iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect()
    }

    const ONE: &str = "<t:table-cell o:value-type=\"float\" o:value=\"1\"/>";

    #[test]
    fn rows_columns_and_cells_may_stand_for_many() {
        let sheet = read(&format!(
            "<t:table-column t:number-columns-repeated=\"2\"/><t:table-column t:visibility=\"collapse\" t:number-columns-repeated=\"2\"/>\
             <t:table-header-rows><t:table-row t:number-rows-repeated=\"2\"><t:table-cell t:number-columns-repeated=\"3\"/>{ONE}</t:table-row></t:table-header-rows>\
             <t:table-row t:visibility=\"collapse\" t:number-rows-repeated=\"3\"/>\
             <t:table-row-group><t:table-row t:visibility=\"filter\">{ONE}</t:table-row></t:table-row-group>\
             <t:table-row><t:table-cell t:number-columns-repeated=\"2\" o:value-type=\"float\" o:value=\"2\"/></t:table-row>\
             <t:table-row t:visibility=\"collapse\" t:number-rows-repeated=\"4294967295\"><t:table-cell t:number-columns-repeated=\"4294967295\"/></t:table-row>"
        ))
        .unwrap();
        assert_eq!(shown(&sheet), ["D1 Number(1)", "D2 Number(1)", "A6 Number(1)", "A7 Number(2)", "B7 Number(2)"]);
        assert!(sheet.is_hidden_row(5) && !sheet.is_hidden_row(6));
        assert!(sheet.is_hidden_col(3) && !sheet.is_hidden_col(1) && !sheet.is_hidden_col(4));
    }

    #[test]
    fn more_than_a_sheet_holds_is_refused() {
        let many = |rows: u32, cols: u32| {
            read(&format!(
                "<t:table-row t:number-rows-repeated=\"{rows}\"><t:table-cell t:number-columns-repeated=\"{cols}\" o:value-type=\"float\" o:value=\"1\"/></t:table-row>"
            ))
        };
        assert_eq!(many(1_048_577, 1).err(), Some(OUTSIDE));
        assert_eq!(many(1, 16_385).err(), Some(OUTSIDE));
        assert!(matches!(many(1_000, 16_000).err(), Some(Trouble::Beyond(_))));
        assert_eq!(many(10, 10).unwrap().cells().len(), 100);
        assert!(read("<t:table-row t:number-rows-repeated=\"99999999999\"/>").is_err());
    }

    #[test]
    fn merged_cells_say_how_far_they_reach() {
        let sheet = read(
            "<t:table-row/><t:table-row><t:table-cell/><t:table-cell t:number-columns-spanned=\"2\" t:number-rows-spanned=\"3\"/>\
             <t:covered-table-cell/></t:table-row>",
        )
        .unwrap();
        assert_eq!(sheet.merges().iter().map(ToString::to_string).collect::<Vec<_>>(), ["B2:C4"]);
    }
}
