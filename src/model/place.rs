//! Places in a sheet, in the terms that Excel shows: `F12`, `A12:J12`.

use std::fmt;

/// One cell of a sheet; rows and columns count from 0, display from 1 and `A`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, 0 is Excel's row 1.
    pub row: u32,
    /// Column, 0 is Excel's column A.
    pub col: u32,
}

impl CellRef {
    /// The last row that Excel has, counted from 0.
    pub const LAST_ROW: u32 = 1_048_575;
    /// The last column that Excel has (`XFD`), counted from 0.
    pub const LAST_COL: u32 = 16_383;

    /// The cell in `row` and `col`, both from 0.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// Reads `F12`; absolute marks (`$F$12`) are passed over. `None` if it is no cell that Excel has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut col: u32 = 0;
        let mut row: u32 = 0;
        for byte in text.bytes().filter(|byte| *byte != b'$') {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                    col = col.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
                }
                b'0'..=b'9' if col > 0 => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
                _ => return None,
            }
        }
        let at = Self { row: row.checked_sub(1)?, col: col.checked_sub(1)? };
        (at.row <= Self::LAST_ROW && at.col <= Self::LAST_COL).then_some(at)
    }

    /// The letters of the column: `A`, `Z`, `AA`.
    #[must_use]
    pub fn column_letters(self) -> String {
        let letter = |number: u32| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
        let mut letters = String::with_capacity(3);
        let mut rest = self.col + 1;
        while rest > 0 {
            letters.insert(0, letter(rest - 1));
            rest = (rest - 1) / 26;
        }
        letters
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row + 1)
    }
}

/// A rectangle of cells, corners included; displays as `A12:J12`, a single cell as `F12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRange {
    /// Upper left corner.
    pub first: CellRef,
    /// Lower right corner.
    pub last: CellRef,
}

impl CellRange {
    /// The rectangle between two corners.
    #[must_use]
    pub const fn new(first: CellRef, last: CellRef) -> Self {
        Self { first, last }
    }

    /// Reads `A12:J12` or `F12`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        Some(Self::new(CellRef::parse(first)?, CellRef::parse(last)?))
    }

    /// Whether the cell lies inside.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        self.first.row <= at.row && at.row <= self.last.row && self.first.col <= at.col && at.col <= self.last.col
    }
}

impl From<CellRef> for CellRange {
    fn from(at: CellRef) -> Self {
        Self::new(at, at)
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_and_print_as_excel_shows_them() {
        for text in ["A1", "Z9", "AA10", "XFD1048576", "F12"] {
            assert_eq!(CellRef::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(CellRef::parse("$C$4"), Some(CellRef::new(3, 2)));
        assert_eq!(CellRange::parse("A12:J12").unwrap().to_string(), "A12:J12");
        assert_eq!(CellRange::from(CellRef::new(0, 0)).to_string(), "A1");
    }

    #[test]
    fn what_excel_does_not_have_is_refused() {
        for text in ["", "A0", "12", "A", "XFE1", "A1048577", "ZZZZZZZZZZ1", "A99999999999", "A1B", "甲1"] {
            assert_eq!(CellRef::parse(text), None, "{text}");
        }
    }
}
