//! The columns of a member's sheet, which all its parts share, and the rows that go over several of them.

use super::pages::Pages;
use crate::model::{Column, NumberKind, RowKind, TableCell};
use crate::reports::feedback::shortened;

/// The most characters of what stands right of a label: some ten lines.
const LONGEST: usize = 360;

/// The columns; together a little less than a page is wide, which is not made to fit where it has breaks. The first stands
/// over the whole sheet.
pub fn columns(header: &str) -> Vec<Column> {
    vec![
        Column::center(header, 4),
        Column::center("", 11),
        Column::left("", 18),
        Column::number("", 5, NumberKind::General),
        Column::center("", 8),
        Column::number("", 7, NumberKind::General),
        Column::number("", 7, NumberKind::General),
        Column::left("", 16),
        Column::center("", 9),
    ]
}

/// A label, and words behind it; nothing where there are no words.
pub fn wide(pages: &mut Pages, label: &str, words: &str) {
    if !words.is_empty() {
        let words = TableCell::words(&shortened(words, LONGEST));
        pages.push(RowKind::Wide, vec![TableCell::words(label), TableCell::Empty, words]);
    }
}

/// Two labels side by side, each with words behind it.
pub fn pair(pages: &mut Pages, [label, words]: [&str; 2], [other, more]: [&str; 2]) {
    let text = |text: &str| TableCell::Text(shortened(&crate::model::masked(text), LONGEST));
    let cells =
        [text(label), TableCell::Empty, text(words), TableCell::Empty, text(other), TableCell::Empty, text(more)];
    pages.push(RowKind::Wide, cells.to_vec());
}

/// Words across the sheet.
pub fn remark(pages: &mut Pages, words: &str) {
    pages.push(RowKind::Wide, vec![TableCell::words(words)]);
}
