//! What a workbook says of itself in its titles and names: which years, which townships, which branch.

use std::collections::BTreeSet;

use super::title::{read_title, township_in, year_in};
use crate::model::text::compact;
use crate::workbook::{Row, Value, Workbook, marks};

/// Titles stand in the first rows of a sheet.
const ROWS_OF_TITLE: usize = 4;
/// A row of more cells is no title.
const MOST_CELLS: usize = 3;
/// A text of more characters is no title: an instruction, a note.
const LONGEST_TITLE: usize = 40;

/// What a workbook says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The first title of its first sheet that has one, where a row holds nothing else.
    pub title: Option<String>,
    /// The years that titles, sheets' names and the file's name give.
    pub years: BTreeSet<i32>,
    /// The townships that titles name, each with what stands before its ending: 清河镇.
    pub townships: BTreeSet<String>,
    /// The first branch that its titles name.
    pub branch: Option<String>,
    /// All that its titles say, without blanks.
    pub lines: Vec<String>,
}

impl Claims {
    /// What a workbook says of itself.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let sheets = || workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name));
        let titles = |row: &Row<'_>| row.cells.len() <= MOST_CELLS;
        let rows = || sheets().flat_map(move |sheet| sheet.rows().take(ROWS_OF_TITLE).filter(titles));
        let lines: Vec<String> = rows().flat_map(|row| row.cells).filter_map(|cell| text(&cell.value)).collect();
        let alone = rows().filter(|row| row.cells.len() == 1).flat_map(|row| row.cells);
        let mut alone = alone.filter_map(|cell| text(&cell.value));
        let title = alone.find(|text| (4..=LONGEST_TITLE).contains(&text.chars().count()));
        let names = sheets().map(|sheet| compact(&sheet.name)).chain([compact(&workbook.original.shown)]);
        let dated = lines.iter().filter(|line| line.contains('年')).cloned();
        let years = dated.chain(names).filter_map(|text| year_in(&text)).collect();
        let townships = lines.iter().filter_map(|line| township_in(line)).collect();
        let short = lines.iter().filter(|line| line.chars().count() <= LONGEST_TITLE);
        let branch = short.into_iter().find_map(|line| read_title(line, None).branch);
        Self { title, years, townships, branch, lines }
    }

    /// The one year that is named; of several nobody knows which is meant.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        let mut years = self.years.iter();
        years.next().copied().filter(|_| years.next().is_none())
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    }
}
