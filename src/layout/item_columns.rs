//! Where the items of a table stand: told by the cells below a heading, whatever its words are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::band::Band;
use super::heading::{Dictionaries, Sense};
use super::kind::Dictionary;
use crate::model::Field;
use crate::model::text::header;
use crate::workbook::{Row, Value};

/// So many rows are looked at to find where the items stand.
const ROWS_FOR_ITEMS: usize = 12;

/// The column in whose cells the items stand, where the one that is headed so holds something else: 考核项目 may head the
/// categories, and 考核内容 the items.
pub fn item_column(
    band: &Band,
    data: &[Row<'_>],
    events: &BTreeMap<Field, u32>,
    words: &Dictionaries<'_>,
) -> Option<u32> {
    if events.contains_key(&Field::ItemNumber) {
        return None;
    }
    let named = events.get(&Field::ItemName);
    if named.is_some_and(|col| items_below(band, data, *col, words).is_some()) {
        return None;
    }
    let cols = band.columns.iter().map(|(heading, _)| heading.at.col);
    cols.filter_map(|col| Some((items_below(band, data, col, words)?, Reverse(col)))).max().map(|(_, col)| col.0)
}

/// How many items stand below a heading, where they are no fewer than other texts.
pub fn items_below(band: &Band, data: &[Row<'_>], col: u32, words: &Dictionaries<'_>) -> Option<usize> {
    // The header of a further table of the same form is no item of this one.
    let own = band.at(col).map(|(heading, _)| heading.leaf());
    let texts = data.iter().take(ROWS_FOR_ITEMS).filter_map(|row| match &row.get(col)?.value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let (mut items, mut others) = (0_usize, 0_usize);
    for text in texts.filter(|text| own != Some(header(text).as_str())) {
        if words.item(text).is_some() { items += 1 } else { others += 1 }
    }
    (items > 0 && items >= others).then_some(items)
}

/// 事项 beside 事由: of two columns that say what it was about, the one in which items stand names them.
pub fn item_among_matters(band: &Band, data: &[Row<'_>], words: &Dictionaries<'_>) -> Option<u32> {
    let is_matter = |sense: &Sense| sense.field(Dictionary::Events) == Some(Field::Matter);
    let mut matters = band.columns.iter().filter(|(_, sense)| is_matter(sense)).map(|(heading, _)| heading.at.col);
    let several = matters.clone().nth(1).is_some();
    matters.find(|col| several && items_below(band, data, *col, words).is_some())
}
