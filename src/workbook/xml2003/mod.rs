//! "XML Spreadsheet 2003": one piece of XML, which Excel writes on request and some web systems export as .xls.

mod cell;

use std::ops::RangeInclusive;

use super::encoding::decoded as text_of;
use super::escape::decoded;
use super::trouble::{CELLS, SheetRead, Trouble, check_merges, check_sheets, take_cell};
use super::xml::{Tag, Token, Tokens, local};
use super::{Cell, Sheet};
use crate::model::{CellRange, CellRef};
use cell::value;

const OUTSIDE: Trouble = Trouble::Damaged("有单元格的位置超出了表格的范围");
/// Entries of columns.
const COLUMNS: usize = 16_384;

/// Reads all worksheets.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    let text = text_of(bytes, encoding(bytes))?;
    let mut tokens = Tokens::new(text.as_bytes())?;
    let (mut sheets, mut budget) = (Vec::new(), CELLS);
    while let Some(token) = tokens.next()? {
        if let Token::Open(tag) = token
            && tag.name == b"Worksheet"
        {
            let name = said(tag, b"Name")?.unwrap_or_default();
            sheets.push(Ok(worksheet(&mut tokens, tag, &name, &mut budget)?));
            check_sheets(sheets.len())?;
        }
    }
    Ok(sheets)
}

/// What the first line says of the encoding.
fn encoding(bytes: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(bytes.get(..bytes.iter().position(|byte| *byte == b'>')?)?).ok()?;
    line.split_once("encoding=")?.1.split(['"', '\'']).nth(1)
}

fn worksheet<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, name: &str, budget: &mut usize) -> Result<Sheet, Trouble> {
    let (mut table, mut hidden) = (Table::default(), false);
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        match tag.name {
            b"Column" => table.column(tag)?,
            b"Row" => table.row(tokens, tag, budget)?,
            b"Visible" => {
                let mut text = Vec::new();
                tokens.text(tag, &mut text)?;
                hidden = text.starts_with(b"SheetHidden") || text.starts_with(b"SheetVeryHidden");
            }
            _ => {}
        }
    }
    let Table { cells, merges, hidden_rows, hidden_cols, .. } = table;
    let mut sheet = Sheet::from_cells(name, cells).with_merges(merges).with_hidden_ranges(hidden_rows, hidden_cols);
    sheet.hidden = hidden;
    Ok(sheet)
}

/// What was read so far.
#[derive(Default)]
struct Table {
    cells: Vec<Cell>,
    merges: Vec<CellRange>,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_cols: Vec<RangeInclusive<u32>>,
    next_row: u32,
    next_col: u32,
}

impl Table {
    fn column(&mut self, tag: Tag<'_>) -> Result<(), Trouble> {
        let first = place(tag, self.next_col)?;
        let last = first.saturating_add(number(tag, b"Span")?.unwrap_or(0));
        self.next_col = last.saturating_add(1);
        if is_yes(tag, b"Hidden")? && self.hidden_cols.len() < COLUMNS {
            self.hidden_cols.push(first..=last);
        }
        Ok(())
    }

    fn row<'a>(&mut self, tokens: &mut Tokens<'a>, tag: Tag<'a>, budget: &mut usize) -> Result<(), Trouble> {
        let row = place(tag, self.next_row)?;
        if row > CellRef::LAST_ROW {
            return Err(OUTSIDE);
        }
        let last = row.saturating_add(number(tag, b"Span")?.unwrap_or(0));
        self.next_row = last.saturating_add(1);
        if is_yes(tag, b"Hidden")? {
            self.hidden_rows.push(row..=last);
        }
        let (level, mut next_col) = (tokens.level(tag), 0);
        while let Some(token) = tokens.within(level)? {
            let Token::Open(tag) = token else { continue };
            if tag.name != b"Cell" {
                tokens.skip(tag)?;
                continue;
            }
            take_cell(budget)?;
            let at = CellRef::new(row, place(tag, next_col)?);
            let across = |name| Ok(number(tag, name)?.unwrap_or(0));
            let last =
                CellRef::new(row.saturating_add(across(b"MergeDown")?), at.col.saturating_add(across(b"MergeAcross")?));
            if last.col > CellRef::LAST_COL || last.row > CellRef::LAST_ROW {
                return Err(OUTSIDE);
            }
            next_col = last.col + 1;
            if last != at {
                self.merges.push(CellRange { first: at, last });
                check_merges(self.merges.len())?;
            }
            let formula = said(tag, b"Formula")?.is_some();
            self.cells.extend(value(tokens, tag, formula)?.map(|value| Cell { at, value, formula, percent: None }));
        }
        Ok(())
    }
}

/// Where an element stands: counted from 1 where it says so, else behind the one before.
fn place(tag: Tag<'_>, next: u32) -> Result<u32, Trouble> {
    number(tag, b"Index")?.map_or(Ok(next), |index| index.checked_sub(1).ok_or(OUTSIDE))
}

fn number(tag: Tag<'_>, name: &[u8]) -> Result<Option<u32>, Trouble> {
    said(tag, name)?.map(|digits| digits.trim().parse().map_err(|_| OUTSIDE)).transpose()
}

fn is_yes(tag: Tag<'_>, name: &[u8]) -> Result<bool, Trouble> {
    Ok(matches!(said(tag, name)?.as_deref(), Some("1" | "true")))
}

/// The value of an attribute by its name less the prefix.
fn said(tag: Tag<'_>, name: &[u8]) -> Result<Option<String>, Trouble> {
    for attribute in tag.attributes() {
        let (key, value) = attribute?;
        if local(key) == name {
            return Ok(Some(decoded(value).into_owned()));
        }
    }
    Ok(None)
}
