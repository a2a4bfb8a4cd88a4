//! One pass over a worksheet: its cells, merged rectangles, hidden rows and columns.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::cell::cell;
use super::lookup::Lookup;
use crate::model::{CellRange, CellRef};
use crate::workbook::trouble::{Trouble, check_merges, take_cell};
use crate::workbook::xml::{Tag, Token, Tokens};
use crate::workbook::{Cell, Sheet};

/// A sheet has no more columns.
const COLUMNS: usize = 16_384;

/// What the pass found.
#[derive(Default)]
struct Walked {
    cells: Vec<Cell>,
    merges: Vec<CellRange>,
    hidden_rows: BTreeSet<u32>,
    hidden_cols: Vec<RangeInclusive<u32>>,
}

/// Walks the worksheet of that name. `budget` is the number of cells that the workbook may still have.
pub(super) fn walk(part: &[u8], name: String, lookup: &Lookup, budget: &mut usize) -> Result<Sheet, Trouble> {
    let mut tokens = Tokens::new(part)?;
    let mut walked = Walked::default();
    let mut place = Place { next_row: 0, at: CellRef::new(0, 0) };
    let (mut in_data, mut is_sheet) = (false, false);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open(tag) if in_data && tag.name == b"c" => {
                take_cell(budget)?;
                let head = place.cell(tag)?;
                if !tag.empty {
                    walked.cells.extend(cell(&mut tokens, tag, &head, lookup)?);
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
                    check_merges(walked.merges.len())?;
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
    let Walked { cells, merges, hidden_rows, hidden_cols } = walked;
    Ok(Sheet::from_cells(name, cells).with_merges(merges).with_hidden(hidden_rows, hidden_cols))
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

    fn sheet(inner: &str) -> Result<Sheet, Trouble> {
        let lookup = Lookup::of(&["甲", ""], &[false, true]);
        walk(format!("<worksheet>{inner}</worksheet>").as_bytes(), "表".to_owned(), &lookup, &mut 100)
    }

    fn shown(sheet: &Sheet) -> Vec<String> {
        sheet.cells().iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect()
    }

    #[test]
    fn places_are_told_or_counted() {
        let sheet = sheet(
            "<sheetData><row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row>\
             <row r=\"5\" hidden=\"1\"><c/><c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>\
             <cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
        )
        .unwrap();
        assert_eq!(shown(&sheet), ["A1 Number(1)", "D1 Number(2)", "E1 Number(3)", "B5 Number(4)", "A6 Number(5)"]);
        assert!(sheet.is_hidden_row(4) && !sheet.is_hidden_row(5));
        assert!(sheet.is_hidden_col(1) && sheet.is_hidden_col(2) && !sheet.is_hidden_col(3));
        assert_eq!(sheet.merges()[0].to_string(), "A1:B2");
    }

    #[test]
    fn every_kind_of_cell_is_understood() {
        let sheet = sheet(
            "<sheetData><row><c s=\"1\"><f>A1</f><v>45731</v></c><c t=\"s\" s=\"1\"><v>0</v></c><c t=\"s\"><v>1</v></c>\
             <c><f>B1</f></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"x\"><v>?</v></c><c t=\"b\"><v>1</v></c>\
             <c t=\"inlineStr\"><is><t>王</t></is></c><c t=\"str\"><f>x</f><v></v></c><c s=\"1\"><v>-7</v></c>\
             <c><v>优</v></c></row></sheetData>",
        )
        .unwrap();
        let expected = [
            "A1 Date(2025-03-15T00:00:00)",
            "B1 Text(\"甲\")",
            "D1 NotCalculated",
            "E1 Error(\"#SPILL!\")",
            "F1 Error(\"?\")",
            "G1 Bool(true)",
            "H1 Text(\"王\")",
            "J1 Number(-7)",
            "K1 Text(\"优\")",
        ];
        assert_eq!(shown(&sheet), expected);
        let formulas: Vec<u32> = sheet.cells().iter().filter(|cell| cell.formula).map(|cell| cell.at.col).collect();
        assert_eq!(formulas, [0, 3]);
    }

    #[test]
    fn what_is_outside_the_sheet_or_the_budget_is_refused() {
        for cell in ["A99999999999", "ZZZZZZZZZ1", "A0", "XFE1", ""] {
            assert_eq!(sheet(&format!("<sheetData><row><c r=\"{cell}\"/></row></sheetData>")).err(), Some(OUTSIDE));
        }
        let cells = "<c/>".repeat(101);
        assert!(matches!(sheet(&format!("<sheetData><row>{cells}</row></sheetData>")), Err(Trouble::Beyond(_))));
        assert!(walk(b"<chartsheet/>", String::new(), &Lookup::default(), &mut 9).is_err());
    }
}
