//! One pass over a worksheet: its cells, merged rectangles, hidden rows and columns.

use std::collections::BTreeSet;

use super::records::{CUT, Record, records};
use super::shared::CellFormats;
use crate::model::{CellRange, CellRef};
use crate::workbook::number::{date, decimal, stored, unpacked};
use crate::workbook::trouble::{Trouble, check_merges, take_cell};
use crate::workbook::xlsx::Lookup;
use crate::workbook::{Cell, Look, Sheet, Value};

const ROW: u32 = 0;
const COLUMNS: u32 = 0x3C;
const MERGE: u32 = 0xB0;
const RICH_TEXT: u32 = 0x3E;
const SHEET_DATA: u32 = 0x91;
const END_SHEET_DATA: u32 = 0x92;
/// A sheet has no more columns.
const MOST_COLUMNS: usize = 16_384;

const OUTSIDE: Trouble = Trouble::Damaged("有单元格的位置超出了表格的范围");

/// Walks the worksheet of that name.
pub(super) fn walk(
    part: &[u8],
    name: &str,
    strings: &[Box<str>],
    formats: &CellFormats,
    budget: &mut usize,
) -> Result<Sheet, Trouble> {
    let (lookup, mut look) = (&formats.lookup, Look::default());
    let (mut cells, mut merges, mut hidden_rows, mut hidden_cols) =
        (Vec::new(), Vec::new(), BTreeSet::new(), Vec::new());
    let (mut at, mut in_data, mut is_whole) = (CellRef::new(0, 0), false, false);
    for record in records(part) {
        let record = record?;
        match record.kind {
            SHEET_DATA => in_data = true,
            END_SHEET_DATA => (in_data, is_whole) = (false, true),
            ROW if in_data => {
                at = CellRef::new(record.number(0)?, 0);
                if at.row > CellRef::LAST_ROW {
                    return Err(OUTSIDE);
                }
                if record.byte(11)? & 0x10 != 0 {
                    hidden_rows.insert(at.row);
                }
                // Else Excel chose the height by itself, and will again.
                if record.byte(11)? & 0x20 != 0 {
                    look.heighten(at.row..=at.row, record.short(8)?.into());
                }
            }
            1..=18 | RICH_TEXT if in_data => {
                take_cell(budget)?;
                // A short record stands right of the one before it.
                let is_short = (12..=18).contains(&record.kind);
                if !is_short {
                    at.col = record.number(0)?;
                }
                if at.col > CellRef::LAST_COL {
                    return Err(OUTSIDE);
                }
                let inside = Inside { record: &record, start: if is_short { 0 } else { 4 }, strings, lookup };
                let (formula, percent) =
                    ((8..=11).contains(&record.kind), Some(lookup.is_percent(inside.format().unwrap_or(usize::MAX))));
                let value = inside.value()?;
                if let (Some(Value::Number(_) | Value::Date(_)), Some(code)) =
                    (&value, inside.format().ok().and_then(|format| formats.code(format)))
                {
                    look.show(at, code);
                }
                cells.extend(value.map(|value| Cell { at, value, formula, percent }));
                at.col += 1;
            }
            COLUMNS => {
                let columns = record.number(0)?..=record.number(4)?;
                look.widen(columns.clone(), record.number(8)?);
                if hidden_cols.len() < MOST_COLUMNS && record.short(16)? & 1 != 0 {
                    hidden_cols.push(columns);
                }
            }
            MERGE => {
                let corner = |row, col| Ok(CellRef::new(record.number(row)?, record.number(col)?));
                merges.push(CellRange { first: corner(0, 8)?, last: corner(4, 12)? });
                check_merges(merges.len())?;
            }
            _ => {}
        }
    }
    if !is_whole {
        return Err(CUT);
    }
    Ok(Sheet::from_cells(name, cells).with_merges(merges).with_hidden(hidden_rows, hidden_cols).with_look(look))
}

/// What a record of a cell holds, from its format on.
struct Inside<'a> {
    record: &'a Record<'a>,
    start: usize,
    strings: &'a [Box<str>],
    lookup: &'a Lookup,
}

impl Inside<'_> {
    /// `None` for an empty cell, and for the empty text.
    fn value(&self) -> Result<Option<Value>, Trouble> {
        let (record, at) = (self.record, self.start + 4);
        Ok(match record.kind {
            2 | 13 => Some(self.number(&unpacked(record.number(at)?))?),
            3 | 11 | 14 => Some(Value::Error(error(record.byte(at)?).into())),
            4 | 10 | 15 => Some(Value::Bool(record.byte(at)? != 0)),
            5 | 9 | 16 => Some(self.number(&stored(record.fraction(at)?))?),
            6 | 8 | 17 => text(&record.text(at)?.0),
            RICH_TEXT => text(&record.text(at + 1)?.0),
            7 | 18 => {
                let index = record.number(at)?;
                match usize::try_from(index).ok().and_then(|index| self.strings.get(index)) {
                    Some(shared) => text(shared),
                    None => Some(Value::Error(index.to_string().into())),
                }
            }
            _ => None,
        })
    }

    fn format(&self) -> Result<usize, Trouble> {
        Ok(usize::try_from(self.record.number(self.start)? & 0x00FF_FFFF).unwrap_or(usize::MAX))
    }

    fn number(&self, stored: &str) -> Result<Value, Trouble> {
        let shown =
            if self.lookup.is_date(self.format()?) { date(stored.as_bytes(), self.lookup.from_1904) } else { None };
        let number = || decimal(stored.as_bytes()).map_or_else(|_| Value::Error(stored.into()), Value::Number);
        Ok(shown.map_or_else(number, Value::Date))
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

/// As Excel shows it.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#?",
    }
}
