//! Where the box of a note stands and how large it is: beside its cell, over the columns and rows that are there.

use unicode_width::UnicodeWidthStr;

use super::boxes::NoteBox;
use super::worksheet::Worksheet;
use crate::model::CellRef;
use crate::workbook::marks::markup::Tag;

/// What a half-width letter and a line of text of 宋体 9 take, in pixels, and what the box needs besides.
const LETTER: u32 = 6;
const LINE: u32 = 16;
const PADDING: u32 = 14;
/// The most letters in a line: 22 Chinese ones.
const LINE_LETTERS: usize = 44;
/// The fewest letters that a box has room for.
const LEAST_LETTERS: usize = 22;
/// The highest box, in pixels: it still fits on the screen of a laptop.
const HIGHEST: u32 = 560;
/// How far a box stands away from its cell, in pixels.
const GAP: u32 = 12;
/// The most columns or rows that a box spreads over: many can be hidden.
const STEPS: u32 = 3_000;

/// The columns and rows of a sheet as a box lies over them.
pub(super) struct Grid<'s, 'a> {
    sheet: &'s Worksheet<'a>,
    column: u32,
    row: u32,
}

impl<'s, 'a> Grid<'s, 'a> {
    /// Reads how wide and high columns and rows are that say nothing themselves.
    pub(super) fn of(sheet: &'s Worksheet<'a>) -> Self {
        let format = sheet.part("sheetFormatPr").map(|it| &it.tag);
        let thousandths = |name| format.and_then(|tag| thousandths(tag, name));
        let column = thousandths("defaultColWidth").map_or(64, letters);
        let row = thousandths("defaultRowHeight").map_or(20, points);
        let row = if format.is_some_and(|tag| tag.is_set("zeroHeight")) { 0 } else { row };
        Self { sheet, column, row }
    }

    /// The box for a text beside a cell.
    pub(super) fn place(&self, at: CellRef, text: &str) -> NoteBox {
        let (width, height) = size(text);
        let whole = self.sheet.whole(at);
        // at the edge of the sheet the box has to stand before its cell
        let col = (whole.last.col + 1).min(CellRef::LAST_COL.saturating_sub(6));
        let row = at.row.saturating_sub(1).min(CellRef::LAST_ROW.saturating_sub(40));
        let top = if at.row == 0 { 2 } else { self.height(row) / 2 };
        let (last_col, right) = spread(col, GAP, width, CellRef::LAST_COL, |col| self.width(col));
        let (last_row, bottom) = spread(row, top, height, CellRef::LAST_ROW, |row| self.height(row));
        let anchor = format!("{col}, {GAP}, {row}, {top}, {last_col}, {right}, {last_row}, {bottom}");
        NoteBox { at, anchor, size: (width, height) }
    }

    fn width(&self, col: u32) -> u32 {
        let column = self.sheet.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&col));
        let Some((_, _, column)) = column else { return self.column };
        if column.tag.is_set("hidden") { 0 } else { thousandths(&column.tag, "width").map_or(self.column, letters) }
    }

    fn height(&self, row: u32) -> u32 {
        let Some(row) = self.sheet.rows.get(&row) else { return self.row };
        if row.tag.is_set("hidden") { 0 } else { thousandths(&row.tag, "ht").map_or(self.row, points) }
    }
}

/// In which column or row a stretch ends, and how far inside, in pixels.
fn spread(start: u32, offset: u32, length: u32, limit: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    let mut left = offset.saturating_add(length);
    let mut at = start;
    for _ in 0..STEPS {
        let here = size(at);
        if left <= here || at >= limit {
            break;
        }
        left -= here;
        at += 1;
    }
    (at, left.min(size(at)))
}

/// Width and height of a box for this text, in pixels.
fn size(text: &str) -> (u32, u32) {
    let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let letters = (widest + 1).clamp(LEAST_LETTERS, LINE_LETTERS);
    // a Chinese letter that would stand half over the edge goes into the next line, which costs one more
    let lines: usize = text.lines().map(|line| line.width().div_ceil(letters - 1).max(1)).sum();
    let pixels = |count: usize, each: u32| u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(each) + PADDING;
    (pixels(letters, LETTER), pixels(lines.min(100), LINE).min(HIGHEST))
}

/// A width in letters of the normal font, in pixels.
fn letters(thousandths: u32) -> u32 {
    thousandths.saturating_mul(7) / 1_000
}

/// A height in points, in pixels.
fn points(thousandths: u32) -> u32 {
    thousandths.saturating_mul(4) / 3_000
}

/// A decimal attribute in thousandths; Excel's widest column has 255 letters, its highest row 409 points.
fn thousandths(tag: &Tag<'_>, name: &str) -> Option<u32> {
    let value = tag.value(name)?;
    let (whole, rest) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.parse().ok().filter(|whole| *whole < 2_000)?;
    Some(whole * 1_000 + rest.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_as_large_as_its_text_whatever_lies_under_it() {
        let text = r#"<worksheet><sheetFormatPr defaultRowHeight="15"/><cols><col min="3" max="3" width="10.5" customWidth="1"/><col min="4" max="9" width="9" hidden="1"/></cols><sheetData><row r="1" ht="30"/><row r="2" hidden="1"/></sheetData><mergeCells><mergeCell ref="A5:B5"/></mergeCells></worksheet>"#;
        let sheet = Worksheet::read(text).unwrap();
        let grid = Grid::of(&sheet);
        assert_eq!((grid.width(2), grid.width(3), grid.width(20)), (73, 0, 64));
        assert_eq!((grid.height(0), grid.height(1), grid.height(5)), (40, 0, 20));
        let short = grid.place(CellRef::new(4, 0), "短");
        assert_eq!(short.size, (22 * 6 + 14, 30));
        assert_eq!(short.anchor, "2, 12, 3, 10, 10, 21, 4, 20");
        let long = grid.place(CellRef::new(0, 0), &"长".repeat(43));
        assert_eq!(long.size, (44 * 6 + 14, 2 * 16 + 14));
        assert!(grid.place(CellRef::new(CellRef::LAST_ROW, CellRef::LAST_COL), "短").anchor.starts_with("16377, 12, "));
    }
}
