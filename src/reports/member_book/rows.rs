//! The columns of a member's sheet, which all its parts share, and the rows that go over several of them.

use super::pages::Pages;
use crate::model::{Column, NumberKind, RowKind, TableCell};
use crate::reports::feedback::shortened;

/// The most characters of what stands right of a label: some ten lines.
const LONGEST: usize = 360;

/// Figures with more decimal places than this are thirds and the like, which go on and on.
const SHORT: usize = 3;

/// The columns: 83 digits together, so that they stay on the page where another font takes the place of 宋体; it is not
/// made to fit where it has breaks. The header stands over the whole sheet. Where the member has figures with so many
/// `places`, all are written with as many: a spreadsheet would shorten some, and they would not visibly add up.
pub fn columns(header: &str, places: usize) -> Vec<Column> {
    let is_long = places > SHORT;
    let [item, level, points, words] = if is_long { [14, 8, 11, 12] } else { [17, 9, 6, 13] };
    let kind = match u32::try_from(places) {
        Ok(places) if is_long => NumberKind::Places(places),
        _ => NumberKind::General,
    };
    vec![
        Column::center(header, 5),
        Column::center("", 11),
        Column::left("", item),
        Column::number("", 5, NumberKind::General),
        Column::center("", level),
        Column::number("", 6, NumberKind::General),
        Column::number("", points, kind),
        Column::left("", words),
        Column { number: kind, ..Column::center("", 11) },
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
