//! Header rows: where a table's header starts and ends, and what stands above each of its columns.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::cells::shown;
use super::declared::{is_head_row, names_head};
use super::heading::{Dictionaries, Heading, Sense};
use super::kind::Dictionary;
use super::resemblance::add_resembling;
use super::rows::asks_for_period;
use crate::model::text::{compact, header, may_be_name, says_nothing};
use crate::model::{CellRange, CellRef, Field};
use crate::workbook::{Cell, Row, Sheet, Value};

/// A header has at most so many rows.
const DEEPEST: u32 = 4;
/// A merged heading is looked for above so many columns, and above those that hold something.
const WIDEST: u32 = 256;

/// A header: its rows, and its columns with what heads them.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its rows.
    pub rows: RangeInclusive<u32>,
    /// Its columns that are headed by something, from the left; those that a pin names go first.
    pub columns: Vec<(Heading, Sense)>,
    /// The place of each among them.
    places: HashMap<u32, usize>,
}

impl Band {
    /// A header of these columns.
    #[must_use]
    pub fn new(rows: RangeInclusive<u32>, columns: Vec<(Heading, Sense)>) -> Self {
        let places = columns.iter().enumerate().map(|(place, (heading, _))| (heading.at.col, place)).collect();
        Self { rows, columns, places }
    }

    /// The columns that it reaches over.
    #[must_use]
    pub fn extent(&self) -> RangeInclusive<u32> {
        let col = |column: Option<&(Heading, Sense)>| column.map_or(0, |(heading, _)| heading.at.col);
        col(self.columns.first())..=col(self.columns.last())
    }

    /// What heads a column.
    #[must_use]
    pub fn at(&self, col: u32) -> Option<&(Heading, Sense)> {
        self.columns.get(*self.places.get(&col)?)
    }

    /// The places where an empty column stands between names of members on both sides of it.
    fn gaps(&self) -> Vec<usize> {
        let is_name = |(_, sense): &(Heading, Sense)| sense.field(Dictionary::People) == Some(Field::Name);
        let last_name = self.columns.iter().rposition(is_name);
        let mut gaps = Vec::new();
        let mut has_name = false;
        for (place, pair) in (1..).zip(self.columns.windows(2)) {
            let [left, right] = pair else { continue };
            has_name |= is_name(left);
            if has_name && right.0.at.col > left.0.at.col + 1 && last_name >= Some(place) {
                gaps.push(place);
                has_name = false;
            }
        }
        gaps
    }

    /// The parts that start at these places, and at the first column.
    fn cut(self, starts: &[usize]) -> Vec<Self> {
        if starts.is_empty() {
            return vec![self];
        }
        let (starts, ends) = ([&[0], starts].concat(), [starts, &[self.columns.len()]].concat());
        let part = |(start, end): (usize, usize)| {
            Self::new(self.rows.clone(), self.columns.get(start..end).unwrap_or_default().to_vec())
        };
        starts.into_iter().zip(ends).map(part).collect()
    }

    /// Side by side: a table whose first heading stands there again is two tables, or more.
    #[must_use]
    pub fn split(self) -> Vec<Self> {
        let gaps = self.gaps();
        self.cut(&gaps).into_iter().flat_map(Self::split_where_repeated).collect()
    }

    fn split_where_repeated(self) -> Vec<Self> {
        let first = self.columns.first().map(|(heading, _)| heading.path.clone()).unwrap_or_default();
        let starts: Vec<usize> = (0..)
            .zip(&self.columns)
            .filter(|(_, (heading, _))| heading.path == first)
            .map(|(place, _)| place)
            .collect();
        let even = starts.windows(2).all(|pair| matches!(pair, [a, b] if b - a >= 2));
        if starts.len() < 2 || !even {
            return vec![self];
        }
        self.cut(starts.get(1..).unwrap_or_default())
    }
}

/// The header that starts at this row, if enough of its words are known. `below` are the rows from there on.
#[must_use]
pub fn band_at(sheet: &Sheet, below: &[Row<'_>], words: &Dictionaries<'_>) -> Option<Band> {
    let (first, rest) = below.split_first()?;
    if first.cells.len() < 2 || is_label_row(first, words) {
        return None;
    }
    let merges = merges_of(sheet, first);
    let mut last = first.number;
    for row in rest.iter().take_while(|row| row.number < first.number + DEEPEST) {
        let reached = merges.iter().any(|range| range.last.row >= row.number);
        let groups = row.number == last + 1 && continues(sheet, first, row, last, words);
        if !reached && !groups {
            break;
        }
        last = row.number;
    }
    let rows: Vec<&Row<'_>> = below.iter().take_while(|row| row.number <= last).collect();
    let mut columns = headings(sheet, &rows, words);
    if columns.iter().any(|(_, sense)| sense.is_word()) {
        add_resembling(&mut columns, words);
    }
    // Beside a column of items, what is no word may be the name of the member whose points stand below.
    let has_items = columns.iter().any(|(_, sense)| {
        matches!(sense.field(Dictionary::Events), Some(Field::ItemNumber | Field::ItemName)) && !sense.resembles
    });
    let may_head = |heading: &Heading| has_items && may_be_name(heading.leaf());
    let known = columns.iter().filter(|(heading, sense)| sense.is_known() || may_head(heading)).count();
    // A line of data may name items and days as a header does, and has none of the words that head columns.
    let has_words = columns.iter().any(|(_, sense)| sense.is_word());
    let enough = has_words && (known >= 4 || (known >= 2 && known * 3 >= columns.len()));
    enough.then(|| Band::new(first.number..=last, columns))
}

/// The merged rectangles that begin in a row and do not reach over its whole width.
fn merges_of(sheet: &Sheet, row: &Row<'_>) -> Vec<CellRange> {
    let ends = row.cells.first().zip(row.cells.last()).map_or((0, 0), |(a, b)| (a.at.col, b.at.col));
    let begins = |range: &&CellRange| row.get(range.first.col).is_some();
    let is_part = |range: &&CellRange| range.first.col > ends.0 || range.last.col < ends.1;
    sheet.merges_from(row.number..=row.number).iter().filter(begins).filter(is_part).copied().collect()
}

/// Whether a row goes on with the header above it: words below its groups, and none of the data that a line begins with.
fn continues(sheet: &Sheet, first: &Row<'_>, row: &Row<'_>, last: u32, words: &Dictionaries<'_>) -> bool {
    let is_word = |cell: &Cell| match &cell.value {
        Value::Text(text) => !says_nothing(text),
        Value::Date(_) => true,
        // Months are numbered under their quarter.
        Value::Number(number) => number.is_integer() && number.abs() <= rust_decimal::Decimal::from(12),
        _ => false,
    };
    if row.cells.is_empty() || !row.cells.iter().all(is_word) {
        return false;
    }
    let spreads = |range: &&CellRange| range.first.col < range.last.col && range.last.row <= last;
    let groups = sheet.merges_from(first.number..=last).iter().filter(spreads);
    let groups = Spans::new(groups.map(|range| range.first.col..=range.last.col));
    let is_below_group = |cell: &Cell| groups.contains(cell.at.col);
    if !groups.is_empty() && row.cells.iter().all(is_below_group) {
        return true;
    }
    // Below days or months: what kind of meeting each was.
    let text = |cell: &Cell| compact(&shown(cell));
    let stacked: Vec<(String, Option<String>)> =
        row.cells.iter().map(|cell| (text(cell), first.get(cell.at.col).map(text))).collect();
    if is_head_row(words, &stacked) {
        return true;
    }
    // Without merged cells: words of headers below the gaps of the row above, nothing below its first column.
    let below_gap = row.cells.iter().filter(|cell| first.get(cell.at.col).is_none()).count();
    let begins_data = first.cells.first().is_some_and(|cell| row.get(cell.at.col).is_some());
    // Below a quarter a number is a month.
    let of_months =
        first.cells.iter().any(|cell| matches!(&cell.value, Value::Text(text) if text.contains(['季', '月'])));
    let is_known = |cell: &&Cell| is_known_word(cell, words) || (of_months && matches!(cell.value, Value::Number(_)));
    let known = row.cells.iter().filter(is_known);
    !begins_data && below_gap > 0 && known.count() * 2 >= row.cells.len()
}

/// Stretches of columns, which may overlap.
struct Spans {
    /// Where each starts, with the furthest end of those that start there or before.
    reach: Vec<(u32, u32)>,
}

impl Spans {
    fn new(spans: impl Iterator<Item = RangeInclusive<u32>>) -> Self {
        let mut reach: Vec<(u32, u32)> = spans.map(|span| (*span.start(), *span.end())).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { reach }
    }

    fn is_empty(&self) -> bool {
        self.reach.is_empty()
    }

    fn contains(&self, col: u32) -> bool {
        let next = self.reach.partition_point(|(start, _)| *start <= col);
        next.checked_sub(1).and_then(|before| self.reach.get(before)).is_some_and(|(_, end)| *end >= col)
    }
}

/// What stands above each column in these rows.
pub fn headings(sheet: &Sheet, rows: &[&Row<'_>], words: &Dictionaries<'_>) -> Vec<(Heading, Sense)> {
    let cols = rows.iter().flat_map(|row| row.cells).map(|cell| cell.at.col);
    let Some(first) = cols.clone().min() else { return Vec::new() };
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    let mut wide: Vec<&CellRange> = sheet
        .merges_from(numbers.first().copied().unwrap_or(0)..=numbers.last().copied().unwrap_or(0))
        .iter()
        .filter(|range| range.first.col < range.last.col && numbers.contains(&range.first.row))
        .collect();
    wide.sort_by_key(|range| range.first.col);
    let reached = |range: &&CellRange| range.first.col..=range.last.col.min(range.first.col.saturating_add(WIDEST));
    let cols: BTreeSet<u32> = cols.chain(wide.iter().flat_map(reached)).filter(|col| *col >= first).collect();
    let over: Vec<Vec<&CellRange>> = numbers
        .iter()
        .map(|row| wide.iter().filter(|range| (range.first.row..=range.last.row).contains(row)).copied().collect())
        .collect();
    let top_only = rows.len() > 1;
    let mut carried: Option<&Cell> = None;
    let mut found = Vec::new();
    for col in cols {
        let mut heading = Heading { at: CellRef::new(numbers.last().copied().unwrap_or(0), col), ..Heading::default() };
        for (depth, (row, over)) in rows.iter().zip(&over).enumerate() {
            let own = row.get(col);
            let over = || {
                let next = over.partition_point(|range| range.first.col <= col);
                let range = over.get(next.checked_sub(1)?)?;
                (range.last.col >= col).then(|| sheet.get(range.first))?
            };
            if depth == 0 && top_only {
                carried = if own.is_some() { own } else { carried };
            }
            // A group that is not merged reaches to the next word of its row, where something stands below; a day is of
            // its own column alone, and what has none lacks it.
            let under_group = || {
                let below = rows.last().is_some_and(|last| last.get(col).is_some());
                let reaches = depth == 0 && top_only && below && wide.is_empty();
                carried.filter(|cell| reaches && known_word(cell, words).day.is_none())
            };
            if let Some(cell) = own.or_else(over).or_else(under_group) {
                heading.add(cell);
            }
        }
        heading.at = CellRef::new(heading.at.row, col);
        pass_over_name_of_row(&mut heading, words);
        if !heading.is_blank() {
            let sense = words.sense(&heading);
            found.push((heading, sense));
        }
    }
    found
}

/// What a row of the header is about may stand in it below the columns of people, and heads none of them: 会议类型 below 姓名.
fn pass_over_name_of_row(heading: &mut Heading, words: &Dictionaries<'_>) {
    let [above @ .., leaf] = heading.path.as_slice() else { return };
    if above.is_empty() || !names_head(words.rules, leaf) {
        return;
    }
    let above = Heading { path: above.to_vec(), ..heading.clone() };
    if matches!(words.sense(&above).field(Dictionary::People), Some(Field::Serial | Field::Name | Field::Code)) {
        *heading = above;
    }
}

/// Whether a row holds labels with their values and no headings: 姓名：|王伟|支部：|东河村党支部. What is no known word stands
/// behind one there.
#[must_use]
pub fn is_label_row(row: &Row<'_>, words: &Dictionaries<'_>) -> bool {
    let labels = row.cells.iter().filter(|cell| is_label(cell)).count();
    if labels * 2 >= row.cells.len() {
        return true;
    }
    let (mut asked, mut values) = (0, 0);
    let mut before: Option<&Cell> = None;
    for cell in row.cells {
        let asks = is_label(cell) || asks_for_value(cell, words);
        let stands_behind =
            before.is_some_and(|before| before.at.col + 1 == cell.at.col && asks_for_value(before, words));
        match (asks, stands_behind) {
            (true, _) => asked += 1,
            (false, true) => values += 1,
            (false, false) => return false,
        }
        before = Some(cell);
    }
    // One value may be left open.
    values > 0 && asked <= values + 1
}

/// Whether a word can stand before its value: what is asked of a person, of a branch, of a period.
fn asks_for_value(cell: &Cell, words: &Dictionaries<'_>) -> bool {
    let sense = known_word(cell, words);
    let field = sense.field(Dictionary::People).or(sense.field(Dictionary::Events));
    let of_person = matches!(
        field,
        Some(
            Field::Name
                | Field::Code
                | Field::Identity
                | Field::Sex
                | Field::Born
                | Field::Education
                | Field::Joined
                | Field::Standing
                | Field::Branch
                | Field::Total
                | Field::Fact(_)
                | Field::Step(_)
        )
    );
    of_person || matches!(&cell.value, Value::Text(text) if asks_for_period(&header(text)))
}

/// 姓名：王伟, or 姓名： alone.
fn is_label(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Text(text) if compact(text).find(':').is_some_and(|at| at > 0))
}

fn known_word(cell: &Cell, words: &Dictionaries<'_>) -> Sense {
    let mut heading = Heading::default();
    heading.add(cell);
    words.sense(&heading)
}

fn is_known_word(cell: &Cell, words: &Dictionaries<'_>) -> bool {
    known_word(cell, words).is_known()
}
