//! Finding the tables of a sheet: one below the other, side by side, with titles, labels and notes around them.

use std::cell::Cell;
use std::ops::RangeInclusive;

use super::band::{Band, band_at, is_label_row};
use super::cells::shown;
use super::heading::{Dictionaries, Heading, Sense};
use super::judge::{Surroundings, judge};
use super::judged::Judged;
use super::labels::Labels;
use super::title::{CELL_END, read_title};
use crate::model::text::compact;
use crate::workbook::{Row, Sheet, Value};

/// A title and labels stand so many cells above a header at the most.
const CELLS_ABOVE: usize = 1_000;
/// After so many headers of no known kind nothing more is looked for on a sheet.
const TRIES: usize = 300;

/// A table on a sheet: where it stands, what it is, and what stands around it.
#[derive(Debug)]
pub struct Table {
    /// What it is, and which column means what.
    pub judged: Judged,
    /// Its header.
    pub band: Band,
    /// The rows below the header, up to the next table.
    pub rows: RangeInclusive<u32>,
    /// The first row above the header that belongs to no other table: where the title starts.
    pub above: u32,
    /// The columns that belong to it.
    pub cols: RangeInclusive<u32>,
    /// The text above the header.
    pub title: String,
    /// The labels around it.
    pub labels: Labels,
    /// Which of the township's pins says what it is, where one does.
    pub pin: Option<usize>,
}

/// A part of a sheet.
struct Region<'a> {
    rows: Vec<Row<'a>>,
    cols: RangeInclusive<u32>,
}

/// All tables of a sheet, from the top, from the left.
#[must_use]
pub fn find_tables(sheet: &Sheet, words: &Dictionaries<'_>, around: &Surroundings<'_>) -> Vec<Table> {
    let words = &words.with_members(around.members);
    let last = sheet.cells().iter().map(|cell| cell.at.col).max().unwrap_or(0);
    let whole = Region { rows: sheet.rows().collect(), cols: 0..=last };
    let mut tables = Vec::new();
    let search = Search { sheet, words, around, tries: Cell::new(TRIES) };
    search.tables_in(&whole, &mut tables);
    tables.sort_by_key(|table| (*table.band.rows.start(), *table.cols.start()));
    tables
}

/// The search for the tables of a sheet.
struct Search<'a> {
    sheet: &'a Sheet,
    words: &'a Dictionaries<'a>,
    around: &'a Surroundings<'a>,
    /// How many headers may still turn out to be of no known kind.
    tries: Cell<usize>,
}

/// The next header below a table.
enum Next {
    /// Its own again, down to this row.
    Again(u32),
    /// Another table's.
    Other,
}

impl Search<'_> {
    fn tables_in(&self, region: &Region<'_>, found: &mut Vec<Table>) {
        let rows = &region.rows;
        let mut free_from = 0;
        let mut at = 0;
        while let Some(below) = rows.get(at..).filter(|below| !below.is_empty()) {
            let above = rows.get(free_from..at).unwrap_or_default();
            let Some(tables) = self.tables_at(above, below) else {
                at += 1;
                continue;
            };
            let header_end = tables.first().map_or(0, |table| *table.band.rows.end());
            let first_row = at + below.iter().take_while(|row| row.number <= header_end).count();
            let end = self.end_of_table(rows, first_row, &tables);
            let last_number = rows.get(end.wrapping_sub(1)).map_or(header_end, |row| row.number).max(header_end);
            let outside = outside_of(&tables, &region.cols);
            let widened = widened(tables, &region.cols, &outside);
            for mut table in widened {
                table.rows = header_end + 1..=last_number;
                let below = rows.get(first_row..end).unwrap_or_default();
                table.labels.fill_from(Labels::read(footers(below), self.words.columns));
                found.push(table);
            }
            for cols in outside {
                let part = rows.get(free_from..end).unwrap_or_default().iter().map(|row| row.within(cols.clone()));
                let rest = Region { rows: part.filter(|row| !row.cells.is_empty()).collect(), cols };
                if rest.rows.len() > 1 && rest.rows.len() < rows.len() + 1 {
                    self.tables_in(&rest, found);
                }
            }
            (free_from, at) = (end, end);
        }
    }

    /// The tables whose header starts at the first of these rows; `None` where no table of a known kind does.
    fn tables_at(&self, above: &[Row<'_>], below: &[Row<'_>]) -> Option<Vec<Table>> {
        self.tables_of(band_at(self.sheet, below, self.words)?, above, below)
    }

    /// The tables of a header.
    fn tables_of(&self, band: Band, above: &[Row<'_>], below: &[Row<'_>]) -> Option<Vec<Table>> {
        if self.tries.get() == 0 {
            return None;
        }
        let first_above = above.first().map_or(*band.rows.start(), |row| row.number);
        let above = nearest(above);
        let title = above.iter().flat_map(|row| row.cells).map(shown).collect::<Vec<_>>().join(CELL_END);
        let parts = band.split();
        let alone = parts.len() == 1;
        let mut tables = Vec::new();
        for band in parts {
            let cols = band.extent();
            let labelled = above.iter().map(|row| if alone { *row } else { row.within(cols.clone()) });
            let labels = Labels::read(labelled, self.words.columns);
            let header_end = *band.rows.end();
            let data: Vec<Row<'_>> = below
                .iter()
                .filter(|row| row.number > header_end)
                .take(self.around.rows_looked_at)
                .map(|row| row.within(cols.clone()))
                .collect();
            let Some(judged) = judge(&band, &data, &title, &labels, self.words, self.around) else { continue };
            let rows = header_end + 1..=header_end;
            tables.push(Table {
                judged,
                band,
                rows,
                above: first_above,
                cols,
                title: title.clone(),
                labels,
                pin: None,
            });
        }
        if tables.is_empty() {
            self.tries.set(self.tries.get().saturating_sub(1));
            return None;
        }
        Some(tables)
    }

    /// The place of the first row that belongs to the next table: its header, or the title above that.
    fn end_of_table(&self, rows: &[Row<'_>], from: usize, tables: &[Table]) -> usize {
        let words = self.words;
        let (mut next, mut header_end) = (from, from);
        while let Some(below) = rows.get(next..).filter(|below| !below.is_empty()) {
            if below.first().is_some_and(|row| may_begin_table(row, words))
                && let Some(header) = self.next_header(tables, rows.get(from..next).unwrap_or_default(), below)
            {
                let Next::Again(end) = header else { break };
                if next > header_end && stands_apart(rows, next, tables, words) {
                    break;
                }
                // The header that a page break repeats.
                next += below.iter().take_while(|row| row.number <= end).count().max(1);
                header_end = next;
                continue;
            }
            next += 1;
        }
        if next >= rows.len() {
            return rows.len();
        }
        let is_title = |row: &Row<'_>| {
            let labels = || Labels::read(std::iter::once(*row), self.words.columns);
            let names_item = || row.cells.iter().any(|cell| words.item(&shown(cell)).is_some());
            is_label_row(row, words)
                || (row.cells.len() <= 2 && is_all_text(row) && !names_item())
                || labels().tells_of_whole_table()
                || holds_labels(row)
        };
        let titles = rows.get(from..next).unwrap_or_default().iter().rev().take_while(|row| is_title(row)).count();
        next - titles
    }

    /// The header that starts at the first of these rows, below these tables; `None` where no table of a known kind does.
    fn next_header(&self, tables: &[Table], above: &[Row<'_>], below: &[Row<'_>]) -> Option<Next> {
        let band = band_at(self.sheet, below, self.words)?;
        let end = *band.rows.end();
        let own = || paths(tables.iter().flat_map(|table| &table.band.columns));
        if own().eq(paths(&band.columns)) {
            return Some(Next::Again(end));
        }
        let others = self.tables_of(band, above, below)?;
        let is_same = own().eq(paths(others.iter().flat_map(|table| &table.band.columns)));
        Some(if is_same { Next::Again(end) } else { Next::Other })
    }
}

/// The last rows, as far as a title and labels may stand above a header.
fn nearest<'r, 'a>(above: &'r [Row<'a>]) -> &'r [Row<'a>] {
    let mut cells = 0;
    let fits = |row: &&Row<'_>| {
        cells += row.cells.len();
        cells <= CELLS_ABOVE
    };
    let near = above.iter().rev().take_while(fits).count();
    above.get(above.len() - near..).unwrap_or_default()
}

/// Whether what stands above a header that is there again makes it another table: the card of another member, the table of
/// another branch.
fn stands_apart(rows: &[Row<'_>], header: usize, tables: &[Table], words: &Dictionaries<'_>) -> bool {
    let mut above = rows.get(..header).unwrap_or_default().iter().rev();
    let Some(nearest) = above.next() else { return false };
    // 应到：20 实到：19 between a title and its header.
    let above = if holds_labels(nearest) { above.next().unwrap_or(nearest) } else { nearest };
    let of_another_branch = || {
        let title: String = above.cells.iter().map(shown).collect::<Vec<_>>().join(CELL_END);
        let branch = read_title(&title, None).branch?;
        Some(tables.iter().all(|table| read_title(&table.title, None).branch.as_ref() != Some(&branch)))
    };
    Labels::read(std::iter::once(*nearest), words.columns).tells_of_whole_table()
        || (above.cells.len() <= 2 && of_another_branch() == Some(true))
}

/// Whether all words of a row are labels: 应到：20 实到：19.
fn holds_labels(row: &Row<'_>) -> bool {
    let mut labels = row.cells.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    });
    let first = labels.next();
    first.is_some_and(|first| first.ends_with(':')) && labels.all(|label| label.ends_with(':'))
}

fn is_all_text(row: &Row<'_>) -> bool {
    row.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)))
}

/// A quick look before the long one: a header begins with a word that is known.
fn may_begin_table(row: &Row<'_>, words: &Dictionaries<'_>) -> bool {
    let is_word = |cell: &crate::workbook::Cell| {
        let mut heading = Heading::default();
        heading.add(cell);
        words.sense(&heading).is_word()
    };
    let is_short = |text: &str| text.chars().count() <= 16;
    let Some(Value::Text(text)) = row.cells.first().map(|first| &first.value) else { return false };
    if row.cells.len() < 2 || !is_short(text) {
        return false;
    }
    if row.cells.first().is_some_and(is_word) {
        return true;
    }
    // Or it has no figure anywhere, and two words that are known among its first ones.
    let is_plain = |value: &Value| matches!(value, Value::Text(text) if !text.contains(|c: char| c.is_ascii_digit()));
    row.cells.iter().all(|cell| is_plain(&cell.value))
        && row.cells.iter().skip(1).take(5).filter(|cell| is_word(cell)).nth(1).is_some()
}

/// The words above each column.
fn paths<'t>(columns: impl IntoIterator<Item = &'t (Heading, Sense)>) -> impl Iterator<Item = &'t [String]> {
    columns.into_iter().map(|(heading, _)| heading.path.as_slice())
}

/// Columns of the region that no table reaches: to the left of the first, to the right of the last.
fn outside_of(tables: &[Table], cols: &RangeInclusive<u32>) -> Vec<RangeInclusive<u32>> {
    let first = tables.iter().map(|table| *table.cols.start()).min().unwrap_or(0);
    let last = tables.iter().map(|table| *table.cols.end()).max().unwrap_or(0);
    let left = first.checked_sub(2).filter(|end| end >= cols.start()).map(|end| *cols.start()..=end);
    let right = Some(last + 2).filter(|start| start <= cols.end()).map(|start| start..=*cols.end());
    left.into_iter().chain(right).collect()
}

/// A table reaches over the columns beside it that are headed by nothing, as far as no other region takes them.
fn widened(mut tables: Vec<Table>, cols: &RangeInclusive<u32>, outside: &[RangeInclusive<u32>]) -> Vec<Table> {
    if let Some(table) = tables.first_mut().filter(|_| outside.iter().all(|outside| outside.start() != cols.start())) {
        table.cols = *cols.start()..=*table.cols.end();
    }
    if let Some(table) = tables.last_mut().filter(|_| outside.iter().all(|outside| outside.end() != cols.end())) {
        table.cols = *table.cols.start()..=*cols.end();
    }
    tables
}

/// The rows below a table that hold labels: 核实人：李秀英.
pub fn footers<'a>(rows: &'a [Row<'a>]) -> impl Iterator<Item = Row<'a>> {
    let holds_label = |row: &&Row<'a>| {
        row.cells.first().is_some_and(|cell| matches!(&cell.value, Value::Text(text) if compact(text).contains(':')))
    };
    rows.iter().rev().take(6).filter(holds_label).copied()
}
