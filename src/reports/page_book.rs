//! A page of text as a sheet that is printed: headings, paragraphs across the sheet, tables.

use unicode_width::UnicodeWidthStr;

use super::page::{Block, Page};
use crate::model::{Book, Column, Orientation, RowKind, Table, TableCell};

/// The width of a sheet that fills a page lying on its side, in digits.
const PAGE: u16 = 120;
/// The least and the greatest width of a column, in digits.
const NARROWEST: u16 = 8;
const WIDEST: u16 = 44;

/// A workbook with one sheet that says what the page says. The page's first heading is its title.
#[must_use]
pub fn page_book(page: &Page, sheet: &str) -> Book {
    let table = page_table(page, sheet);
    Book { title: table.title.clone(), tables: vec![table] }
}

/// The sheet alone.
pub(super) fn page_table(page: &Page, sheet: &str) -> Table {
    let mut blocks = page.blocks.iter().peekable();
    let title = match blocks.peek() {
        Some(Block::Heading(title)) => title.clone(),
        _ => sheet.to_owned(),
    };
    let columns = widths(page).into_iter().map(|width| Column::left("", width));
    let mut table = Table::new(sheet, title, String::new(), columns.collect());
    for block in blocks.skip(1) {
        match block {
            Block::Heading(text) => table.push(RowKind::Heading, vec![TableCell::words(text)]),
            Block::Line { text, .. } => table.push(RowKind::Wide, vec![TableCell::Empty, TableCell::words(text)]),
            Block::Listing { rows, .. } => {
                for (_, label, text) in rows {
                    table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
                }
            }
            Block::Grid { columns, rows } => {
                let header = columns.iter().map(|(title, _)| TableCell::words(title));
                table.push(RowKind::Header, header.collect());
                for row in rows {
                    table.push(RowKind::Body, row.iter().map(|cell| TableCell::words(cell)).collect());
                }
            }
            Block::Blank => {}
        }
    }
    table.orientation = Orientation::Landscape;
    table
}

/// As wide as the cells of its tables need, within bounds; what is left of the page goes to the last column.
fn widths(page: &Page) -> Vec<u16> {
    let mut widths = vec![NARROWEST; 2];
    let grids = page.blocks.iter().filter_map(|block| match block {
        Block::Grid { columns, rows } => Some((columns, rows)),
        _ => None,
    });
    for (columns, rows) in grids {
        widths.resize(widths.len().max(columns.len()), NARROWEST);
        for (at, ((title, _), width)) in columns.iter().zip(&mut widths).enumerate() {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain([title]);
            let longest = cells.map(|cell| cell.width()).max().unwrap_or(0);
            *width = u16::try_from(longest).unwrap_or(WIDEST).saturating_add(2).clamp(*width, WIDEST);
        }
    }
    let taken: u16 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last = last.saturating_add(PAGE.saturating_sub(taken));
    }
    widths
}
