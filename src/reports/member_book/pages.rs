//! The pages of a member's sheet: each row has a known height, so that all breaks, and the number of pages, are known.

use unicode_width::UnicodeWidthStr;

use crate::model::{Align, Column, RowKind, Table, TableCell};

/// What an upright A4 page holds at the scale of such sheets, in pixels, less a little for spreadsheets that make rows
/// higher: 10.19 inches at 80 % are 1222.
const PAGE: usize = 1180;
/// A line of text, and what a row has beside its lines.
const LINE: usize = 18;
const EDGE: usize = 4;
/// Title and line under it, which stand on every page.
const TOP: usize = 44 + 22;
/// The least height of a header.
const HEADER: usize = 30;
/// A row that holds a heading and its header begins no lower than so far from the end of a page.
const TOGETHER: usize = 90;

/// A table that grows page by page.
pub struct Pages {
    table: Table,
    taken: usize,
    pages: usize,
    /// The header that is repeated where a page begins.
    header: Vec<TableCell>,
}

impl Pages {
    /// The first page of a table without rows.
    pub fn of(table: Table) -> Self {
        Self { table, taken: TOP + HEADER, pages: 1, header: Vec::new() }
    }

    /// The table, and how many pages it has.
    pub fn done(mut self) -> Table {
        self.table.own_pages = Some(self.pages);
        self.table
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.table.breaks.push(self.table.rows.len());
        self.taken = TOP;
        self.pages += 1;
    }

    /// The heading of a part; its rows stand under this header, on each page.
    pub fn part(&mut self, heading: &str, header: &[&str]) {
        self.header.clear();
        if self.taken + TOGETHER > PAGE {
            self.turn();
        }
        self.push(RowKind::Heading, vec![TableCell::words(heading)]);
        if !header.is_empty() {
            let cells: Vec<TableCell> = header.iter().map(|word| TableCell::words(word)).collect();
            self.push(RowKind::Header, cells.clone());
            self.header = cells;
        }
    }

    /// A row; where it does not fit, it begins the next page.
    pub fn push(&mut self, kind: RowKind, cells: Vec<TableCell>) {
        let height = self.height(kind, &cells);
        if self.taken + height > PAGE {
            self.turn();
            if !self.header.is_empty() {
                self.taken += HEADER;
                self.table.push(RowKind::Header, self.header.clone());
            }
        }
        self.taken += height;
        self.table.push(kind, cells);
    }

    /// The height of a row as it will be written.
    fn height(&self, kind: RowKind, cells: &[TableCell]) -> usize {
        let is_joined = matches!(kind, RowKind::Wide | RowKind::Heading | RowKind::Header);
        let mut most = 1;
        for (at, cell) in cells.iter().enumerate() {
            let (TableCell::Text(text) | TableCell::Link { text, .. }) = cell else { continue };
            let rest = self.table.columns.iter().skip(at);
            let width: u16 = if is_joined {
                let free = cells.iter().skip(at + 1).take_while(|cell| matches!(cell, TableCell::Empty)).count();
                let is_last = at + 1 + free == cells.len();
                rest.take(if is_last { usize::MAX } else { 1 + free }).map(room).sum()
            } else {
                rest.take(1).map(room).sum()
            };
            most = most.max(lines(text, usize::from(width)));
        }
        (most * LINE + EDGE).max(if kind == RowKind::Header { HEADER } else { 0 })
    }
}

/// Words on the left are set in.
fn room(column: &Column) -> u16 {
    column.width.saturating_sub(u16::from(column.align == Align::Left))
}

/// Into how many lines a text is wrapped in so many digits, as rows are made high in `render::xlsx`.
fn lines(text: &str, width: usize) -> usize {
    let width = width.saturating_sub(1).max(1);
    let wrapped = width.saturating_sub(3).max(1);
    let of_line = |line: &str| match line.width() {
        needed if needed <= width => 1,
        needed => needed.div_ceil(wrapped),
    };
    text.lines().map(of_line).sum::<usize>().max(1)
}
