//! A page of text as a sheet that is printed: headings, paragraphs across the sheet, tables.

use super::page::{Block, Page};
use crate::model::{Book, Column, Orientation, RowKind, Table, TableCell};

/// A workbook with one sheet that says what the page says. The page's first heading is its title.
#[must_use]
pub fn page_book(page: &Page, sheet: &str) -> Book {
    let mut blocks = page.blocks.iter().peekable();
    let title = match blocks.peek() {
        Some(Block::Heading(title)) => title.clone(),
        _ => sheet.to_owned(),
    };
    let widest =
        page.blocks.iter().map(|block| if let Block::Grid { columns, .. } = block { columns.len() } else { 1 });
    let columns = (0..widest.max().unwrap_or(1).max(2)).map(|at| Column::left("", if at == 0 { 16 } else { 26 }));
    let mut table = Table::new(sheet, title.clone(), String::new(), columns.collect());
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
    Book { title, tables: vec![table] }
}
