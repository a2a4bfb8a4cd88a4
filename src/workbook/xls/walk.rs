//! Our own walk over the records: what calamine does not tell, and how far the cells reach before it is asked.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::formats::Formats;
use super::records::{Record, kind, records};
use crate::model::CellRef;
use crate::workbook::Look;
use crate::workbook::ole::u32_at;
use crate::workbook::trouble::{Trouble, check_sheets, take_cell};

const CUT: Trouble = Trouble::Damaged(super::CUT);

/// A sheet of the table of contents, and what its records say.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The cells that hold something, as their records come.
    pub cells: Vec<Place>,
    /// Hidden rows, counted from 0.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns, counted from 0.
    pub hidden_cols: Vec<RangeInclusive<u32>>,
    /// Widths, heights and number formats.
    pub look: Look,
    /// Whether the sheet ends as it must.
    pub is_whole: bool,
}

/// A cell that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub row: u32,
    pub col: u32,
    pub holds: Holds,
}

/// What a cell must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A value.
    Value,
    /// A formula with its result.
    Result,
    /// A formula whose result is the empty text.
    EmptyResult,
    /// A formula whose result is a text that follows in a record of its own; none has come yet.
    TextToCome,
    /// A text in two records, of which calamine reads the first alone.
    LongText,
}

impl Walked {
    /// How many cells the rectangle around all has.
    pub(super) fn area(&self) -> u64 {
        let span = |of: fn(&Place) -> u32| {
            let range = self.cells.iter().map(of);
            range.clone().max().zip(range.min()).map_or(0, |(last, first)| u64::from(last - first) + 1)
        };
        span(|place| place.row) * span(|place| place.col)
    }
}

/// Walks the worksheets, in the order of the table of contents; `None` stands for charts, macros and modules.
pub(super) fn walk(stream: &[u8], budget: &mut usize) -> Result<Vec<Option<Walked>>, Trouble> {
    let mut starts = Vec::new();
    let mut is_whole = false;
    let mut formats = Formats::default();
    for record in records(stream) {
        match record.kind {
            kind::FORMAT => formats.code(&record),
            kind::XF => formats.cell_format(&record),
            kind::FILEPASS if record.number(0).is_some_and(|scheme| scheme != 0) => return Err(Trouble::Locked),
            kind::BOUNDSHEET => {
                let start = u32_at(record.data, 0).and_then(|start| usize::try_from(start).ok()).ok_or(CUT)?;
                let is_sheet = record.data.get(5) == Some(&0);
                starts.push((start, is_sheet));
                check_sheets(starts.len())?;
            }
            kind::EOF => {
                is_whole = true;
                break;
            }
            _ => {}
        }
    }
    if !is_whole {
        return Err(CUT);
    }
    let sheet = |(start, is_sheet): (usize, bool)| {
        if !is_sheet {
            return Ok(None);
        }
        one_sheet(stream.get(start..).ok_or(CUT)?, &formats, budget).map(Some)
    };
    starts.into_iter().map(sheet).collect()
}

fn one_sheet(stream: &[u8], formats: &Formats, budget: &mut usize) -> Result<Walked, Trouble> {
    let mut walked = Walked::default();
    let (mut depth, mut previous) = (0_usize, 0);
    for record in records(stream) {
        match record.kind {
            kind::BOF => depth += 1,
            kind::EOF if depth <= 1 => {
                walked.is_whole = true;
                break;
            }
            kind::EOF => depth -= 1,
            // An embedded chart has cells of its own.
            _ if depth > 1 => {}
            kind::ROW => {
                let (row, flags) = record.number(0).zip(record.number(12)).ok_or(CUT)?;
                if flags & 0x20 != 0 {
                    walked.hidden_rows.insert(row.into());
                }
                // Else Excel chose the height by itself, and will again.
                if let (true, Some(height)) = (flags & 0x40 != 0, record.number(6)) {
                    walked.look.heighten(row.into()..=row.into(), (height & 0x7FFF).into());
                }
            }
            kind::COLINFO => {
                let (first, last) = record.number(0).zip(record.number(2)).ok_or(CUT)?;
                if record.number(8).is_some_and(|flags| flags & 1 != 0) {
                    walked.hidden_cols.push(first.into()..=last.into());
                }
                if let Some(width) = record.number(4) {
                    walked.look.widen(first.into()..=last.into(), width.into());
                }
            }
            kind::STRING => walked.text_came(),
            kind::CONTINUE if previous == kind::STRING => walked.text_goes_on(),
            _ => walked.cell(&record, formats, budget)?,
        }
        previous = record.kind;
    }
    Ok(walked)
}

impl Walked {
    fn cell(&mut self, record: &Record<'_>, formats: &Formats, budget: &mut usize) -> Result<(), Trouble> {
        let holds = match record.kind {
            kind::NUMBER | kind::LABEL | kind::RSTRING | kind::LABELSST | kind::BOOLERR | kind::RK | kind::MULRK => {
                Holds::Value
            }
            // What stands where the number would: two bytes of ones at its end, and the kind of result at its start.
            kind::FORMULA => match (record.number(12), record.data.get(6)) {
                (Some(0xFFFF), Some(0)) => Holds::TextToCome,
                (Some(0xFFFF), Some(3)) => Holds::EmptyResult,
                _ => Holds::Result,
            },
            _ => return Ok(()),
        };
        let is_number = matches!(record.kind, kind::NUMBER | kind::RK | kind::MULRK | kind::FORMULA);
        let (row, first) = record.place().ok_or(CUT)?;
        let last = match record.kind {
            kind::MULRK => record.data.len().checked_sub(2).and_then(|at| record.number(at)).ok_or(CUT)?.into(),
            _ => first,
        };
        for col in first..=last {
            take_cell(budget)?;
            self.cells.push(Place { row, col, holds });
            // Of several numbers in one record each has its format before it.
            let at = usize::try_from(col - first).unwrap_or(usize::MAX).saturating_mul(6).saturating_add(4);
            if let (true, Some(format)) = (is_number, record.number(at).and_then(|format| formats.shown(format))) {
                self.look.show(CellRef::new(row, col), format);
            }
        }
        Ok(())
    }

    fn text_came(&mut self) {
        if let Some(last) = self.cells.last_mut().filter(|last| last.holds == Holds::TextToCome) {
            last.holds = Holds::Result;
        }
    }

    fn text_goes_on(&mut self) {
        if let Some(last) = self.cells.last_mut() {
            last.holds = Holds::LongText;
        }
    }
}
