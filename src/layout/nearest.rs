//! What comes nearest to a header on a sheet that was not recognised.

use super::heading::{Dictionaries, Heading};
use crate::workbook::{Row, Sheet, Value};

/// Headers stand near the top: so many rows are looked at.
const ROWS: usize = 60;
/// A longer text heads no column.
const LONGEST: usize = 16;

/// The row with the most words that could head a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The row, counted from 0.
    pub row: u32,
    /// Its words that are known.
    pub known: Vec<String>,
    /// Its other words.
    pub unknown: Vec<String>,
}

impl Nearest {
    /// The best row of a sheet; `None` where no word of it is known.
    #[must_use]
    pub fn on(sheet: &Sheet, words: &Dictionaries<'_>) -> Option<Self> {
        let rows = sheet.rows().take(ROWS).filter(|row| row.cells.len() > 1);
        let better = |best: Self, next: Self| if next.known.len() > best.known.len() { next } else { best };
        let best = rows.map(|row| Self::in_row(&row, words)).reduce(better);
        best.filter(|nearest| !nearest.known.is_empty())
    }

    fn in_row(row: &Row<'_>, words: &Dictionaries<'_>) -> Self {
        let mut found = Self { row: row.number, known: Vec::new(), unknown: Vec::new() };
        for cell in row.cells {
            let Value::Text(text) = &cell.value else { continue };
            if text.chars().count() > LONGEST {
                continue;
            }
            let mut heading = Heading::default();
            heading.add(cell);
            let word = heading.leaf().to_owned();
            if words.sense(&heading).is_known() {
                found.known.push(word);
            } else if !word.is_empty() {
                found.unknown.push(word);
            }
        }
        found
    }
}
