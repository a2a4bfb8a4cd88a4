//! One pass over a worksheet: what is not a value is understood here, and what is one is written out for calamine.
//!
//! Formulas, formats of texts, empty and damaged cells never reach calamine, so that one bad cell cannot hide the
//! others, and what remains is read in less time than the whole.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::Trouble;
use super::cell::{Slot, write};
use super::xml::{Tag, Token, Tokens};
use crate::model::{CellRange, CellRef};

/// No branch merges more.
const MERGES: usize = 100_000;
/// A sheet has no more columns.
const COLUMNS: usize = 16_384;
/// Cells of a workbook, empty ones included.
pub(super) const CELLS: usize = 5_000_000;

/// What the pass found.
#[derive(Default)]
pub(super) struct Walked {
    /// The values, as calamine is to read them.
    pub xml: Vec<u8>,
    /// Every cell that holds something, in the order met.
    pub slots: Vec<Slot>,
    /// Merged rectangles.
    pub merges: Vec<CellRange>,
    /// Hidden rows, from 0.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns, from 0.
    pub hidden_cols: Vec<RangeInclusive<u32>>,
}

/// Walks one worksheet. `strings` is the number of shared texts; `budget` the cells that the workbook may still have.
pub(super) fn walk(part: &[u8], strings: usize, budget: &mut usize) -> Result<Walked, Trouble> {
    let mut tokens = Tokens::new(part)?;
    let mut walked = Walked::default();
    walked.xml.reserve(part.len() / 2);
    walked.xml.extend_from_slice(b"<worksheet><sheetData>");
    let mut place = Place { next_row: 0, at: CellRef::new(0, 0) };
    let (mut in_data, mut is_sheet) = (false, false);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open(tag) if in_data && tag.name == b"c" => {
                *budget = budget
                    .checked_sub(1)
                    .ok_or_else(|| Trouble::Beyond(format!("单元格太多（超过 {} 万个）", CELLS / 10_000)))?;
                let cell = place.cell(tag)?;
                if !tag.empty {
                    write(&mut tokens, tag, cell, strings, &mut walked)?;
                }
            }
            Token::Open(tag) if in_data && tag.name == b"row" => {
                let row = place.row(tag)?;
                if tag.says_yes(b"hidden")? {
                    walked.hidden_rows.insert(row);
                }
            }
            Token::Close(b"sheetData") => in_data = false,
            Token::Open(tag) => match tag.name {
                b"worksheet" => is_sheet = true,
                b"sheetData" => in_data = !tag.empty,
                b"mergeCell" => {
                    let range = tag.attribute(b"ref")?.and_then(|range| std::str::from_utf8(range).ok());
                    walked.merges.extend(range.and_then(CellRange::parse));
                    if walked.merges.len() > MERGES {
                        return Err(Trouble::Beyond(format!("合并的单元格太多（超过 {} 万处）", MERGES / 10_000)));
                    }
                }
                b"col" if walked.hidden_cols.len() < COLUMNS && tag.says_yes(b"hidden")? => {
                    if let (Some(first), Some(last)) = (number(tag, b"min")?, number(tag, b"max")?) {
                        walked.hidden_cols.push(first.saturating_sub(1)..=last.saturating_sub(1));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if !is_sheet {
        return Err(Trouble::Damaged("里面不是表格"));
    }
    walked.xml.extend_from_slice(b"</sheetData></worksheet>");
    Ok(walked)
}

fn number(tag: Tag<'_>, name: &[u8]) -> Result<Option<u32>, Trouble> {
    Ok(tag.attribute(name)?.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok()))
}

/// Where the next row and cell stand if they do not say so themselves.
struct Place {
    next_row: u32,
    at: CellRef,
}

/// What the start tag of a cell says.
pub(super) struct Head<'a> {
    /// Where it stands.
    pub at: CellRef,
    /// Its format.
    pub format: Option<&'a [u8]>,
    /// What kind of value it holds.
    pub kind: Option<&'a [u8]>,
}

const OUTSIDE: Trouble = Trouble::Damaged("有单元格的位置超出了表格的范围");

impl Place {
    fn row(&mut self, tag: Tag<'_>) -> Result<u32, Trouble> {
        let row = match tag.attribute(b"r")? {
            Some(digits) => {
                let number: Option<u32> = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
                number.and_then(|number| number.checked_sub(1)).ok_or(OUTSIDE)?
            }
            None => self.next_row,
        };
        if row > CellRef::LAST_ROW {
            return Err(OUTSIDE);
        }
        self.at = CellRef::new(row, 0);
        self.next_row = row + 1;
        Ok(row)
    }

    fn cell<'a>(&mut self, tag: Tag<'a>) -> Result<Head<'a>, Trouble> {
        let (mut format, mut kind) = (None, None);
        for attribute in tag.attributes() {
            match attribute? {
                (b"r", place) => {
                    let place = std::str::from_utf8(place).ok().and_then(CellRef::parse);
                    self.at = place.ok_or(OUTSIDE)?;
                }
                (b"s", value) => format = Some(value),
                (b"t", value) => kind = Some(value),
                _ => {}
            }
        }
        let at = self.at;
        if at.col > CellRef::LAST_COL {
            return Err(OUTSIDE);
        }
        self.at.col += 1;
        Ok(Head { at, format, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Value;

    fn sheet(inner: &str) -> Result<Walked, Trouble> {
        walk(format!("<worksheet>{inner}</worksheet>").as_bytes(), 2, &mut 100)
    }

    #[test]
    fn places_are_told_or_counted() {
        let walked = sheet(
            "<sheetData><row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row>\
             <row r=\"5\" hidden=\"1\"><c/><c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>\
             <cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
        )
        .unwrap();
        let places: Vec<String> = walked.slots.iter().map(|slot| slot.at.to_string()).collect();
        assert_eq!(places, ["A1", "D1", "E1", "B5", "A6"]);
        assert_eq!(walked.hidden_rows, [4].into());
        assert_eq!(walked.hidden_cols, [1..=2]);
        assert_eq!(walked.merges[0].to_string(), "A1:B2");
    }

    #[test]
    fn only_good_values_are_written_out() {
        let walked = sheet(
            "<sheetData><row><c s=\"3\"><f>A1</f><v>1.5</v></c><c t=\"s\" s=\"3\"><v>1</v></c><c t=\"s\"><v>2</v></c>\
             <c><f>B1</f></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"x\"><v>?</v></c><c t=\"b\"><v>1</v></c>\
             <c t=\"inlineStr\"><is><t>王</t></is><extLst><a/></extLst></c><c t=\"str\"><f>x</f><v></v></c></row></sheetData>",
        )
        .unwrap();
        assert_eq!(
            String::from_utf8(walked.xml).unwrap(),
            "<worksheet><sheetData><c s=\"3\"><v>1.5</v></c><c t=\"s\"><v>1</v></c>\
             <c t=\"inlineStr\"><is><t>王</t></is></c></sheetData></worksheet>"
        );
        let known: Vec<Value> = walked.slots.into_iter().filter_map(|slot| slot.known).collect();
        let error = |text: &str| Value::Error(text.into());
        let expected = [error("2"), Value::NotCalculated, error("#SPILL!"), error("?"), Value::Bool(true)];
        assert_eq!(known, expected);
    }

    #[test]
    fn what_is_outside_the_sheet_or_the_budget_is_refused() {
        for cell in ["A99999999999", "ZZZZZZZZZ1", "A0", "XFE1", ""] {
            assert_eq!(sheet(&format!("<sheetData><row><c r=\"{cell}\"/></row></sheetData>")).err(), Some(OUTSIDE));
        }
        let cells = "<c/>".repeat(101);
        assert!(matches!(sheet(&format!("<sheetData><row>{cells}</row></sheetData>")), Err(Trouble::Beyond(_))));
        assert!(walk(b"<chartsheet/>", 0, &mut 9).is_err());
    }
}
