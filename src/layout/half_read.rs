//! Forms that are not recognised, or only in part: what is known of them, for a person to finish.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::band::{Band, headings, is_label_row};
use super::cells::shown;
use super::columns::Meaning;
use super::form::check_columns;
use super::heading::{Dictionaries, Heading, Sense};
use super::kind::{Dictionary, Kind};
use super::likeness::Likeness;
use super::pins::{header_of, near_headers, near_items};
use super::tables::Table;
use crate::model::text::{header, person, plain, says_nothing};
use crate::model::{CellRef, Field, FormPlace, Severity, masked};
use crate::workbook::{Row, Sheet, Value};

/// A form as far as it is understood.
#[derive(Clone, Debug)]
pub struct HalfRead {
    /// The sheet that it stands on.
    pub sheet: Arc<str>,
    /// The last row of its header, from 0.
    pub header_row: u32,
    /// The words of its header, from the left, each once, without years.
    pub header: Vec<String>,
    /// What it most likely is.
    pub layout: Option<Kind>,
    /// Its columns.
    pub columns: Vec<HalfColumn>,
    /// Whether nothing says whom it is about.
    pub lacks_member: bool,
    /// What stands above it, cell by cell.
    pub above: Vec<(CellRef, String)>,
    /// What is not understood of it.
    pub problems: Vec<String>,
}

/// A column as far as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfColumn {
    /// How the profile names it: its heading, or its letters where another column has the same one.
    pub named: String,
    /// Its letters.
    pub letters: String,
    /// What it most likely means.
    pub guess: Option<String>,
    /// Where the guess is from what stands below it: what that looks like.
    pub looks_like: Option<String>,
    /// What else it may mean.
    pub near: Vec<String>,
    /// Something that stands below it.
    pub sample: Option<String>,
}

/// A header has at most so many rows.
const DEEPEST: usize = 4;
/// A header stands among so many first rows.
const SEARCHED: usize = 20;

/// A table that was found, where it is understood only in part.
#[must_use]
pub fn half_read(
    sheet: &Sheet,
    table: &Table,
    form: &FormPlace,
    words: &Dictionaries<'_>,
    has_member: bool,
    members: &BTreeSet<String>,
) -> Option<HalfRead> {
    let kind = table.judged.kind;
    let uses_columns = matches!(kind, Kind::Roster | Kind::Ledger | Kind::Card | Kind::Matrix | Kind::Decisions);
    if table.pin.is_some() || !uses_columns {
        return None;
    }
    let (found, _) = check_columns(sheet, table, form, words, has_member);
    let matters = found.iter().filter(|problem| match problem.code.id {
        "L102" => true,
        "L104" => problem.severity > Severity::Note,
        _ => false,
    });
    let mut seen = BTreeSet::new();
    let mut problems: Vec<String> = matters.map(|problem| problem.message.clone()).collect();
    problems.retain(|problem| seen.insert(problem.clone()));
    if problems.is_empty() {
        return None;
    }
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    let odd = Odd { sheet, rows: &rows, words, members };
    let read = odd.form(&table.band, Some(kind), problems);
    Some(HalfRead { lacks_member: kind == Kind::Card && !has_member, ..read })
}

/// A sheet on which no table was found; `None` where it holds none.
#[must_use]
pub fn unread(sheet: &Sheet, words: &Dictionaries<'_>, members: &BTreeSet<String>) -> Option<HalfRead> {
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    let odd = Odd { sheet, rows: &rows, words, members };
    let band = odd.likeliest_header()?;
    let read = odd.form(&band, None, vec!["没有认出这是哪一种表。".to_owned()]);
    Some(HalfRead { lacks_member: read.layout == Some(Kind::Card), ..read })
}

struct Odd<'a> {
    sheet: &'a Sheet,
    rows: &'a [Row<'a>],
    words: &'a Dictionaries<'a>,
    members: &'a BTreeSet<String>,
}

impl Odd<'_> {
    /// The row that most looks like a header: short words in most of the columns that something stands below.
    fn likeliest_header(&self) -> Option<Band> {
        let mut best: Option<(usize, usize)> = None;
        for (place, row) in self.rows.iter().take(SEARCHED).enumerate() {
            let below = self.rows.get(place + 1..).unwrap_or_default();
            let is_head = |col: u32| below.iter().take(10).any(|row| row.get_merged(col).is_some());
            let heads = row.cells.iter().filter(|cell| is_heading(&cell.value) && is_head(cell.at.col)).count();
            let others = row.cells.len() - heads;
            if heads < 2 || others * 2 > heads || is_label_row(row, self.words) {
                continue;
            }
            let known = row.cells.iter().filter(|cell| {
                let mut heading = Heading::default();
                heading.add(cell);
                self.words.sense(&heading).is_known()
            });
            let score = heads * 2 + known.count() * 3;
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, place));
            }
        }
        let (_, place) = best?;
        let first = self.rows.get(place)?;
        let reached = self
            .sheet
            .merges_from(first.number..=first.number)
            .iter()
            .filter(|range| range.last.row < first.number + 4 && first.get(range.first.col).is_some());
        let last = reached.map(|range| range.last.row).max().unwrap_or(0).max(first.number);
        let header: Vec<&Row<'_>> =
            self.rows.iter().skip(place).take(DEEPEST).take_while(|row| row.number <= last).collect();
        let columns = headings(self.sheet, &header, self.words);
        (columns.len() >= 2).then(|| Band::new(first.number..=last, columns))
    }

    fn form(&self, band: &Band, kind: Option<Kind>, problems: Vec<String>) -> HalfRead {
        let data: Vec<Row<'_>> =
            self.rows.iter().filter(|row| row.number > *band.rows.end()).take(40).copied().collect();
        // A heading that is a member's name is understood as it stands.
        let is_member = |heading: &Heading| self.members.contains(&person(heading.leaf()));
        let columns = || band.columns.iter().filter(|(heading, _)| !is_member(heading));
        let likeness = |col: u32| Likeness::of(&data, col, self.members, self.words);
        let seen: Vec<(&Heading, &Sense, Likeness)> =
            columns().map(|(heading, sense)| (heading, sense, likeness(heading.at.col))).collect();
        let layout = kind.or_else(|| likeliest_kind(&seen));
        let dictionary = layout.map(Kind::dictionary);
        let mut columns = Vec::with_capacity(seen.len());
        let mut guessed: BTreeSet<String> = BTreeSet::new();
        for (heading, sense, likeness) in &seen {
            let written = without_years(heading.leaf());
            let is_known = |dictionary: Dictionary| known_as(sense, dictionary, layout, self.words);
            let known = dictionary.into_iter().chain(Dictionary::ALL).take(1).find_map(is_known);
            let alike = likeness.field().filter(|_| known.is_none());
            let alike = alike.map(|field| header_of(self.words.rules, dictionary.unwrap_or(Dictionary::Events), field));
            let looks_like = alike.filter(|usual| !usual.is_empty() && !guessed.contains(usual));
            let guess =
                known.or_else(|| looks_like.clone()).filter(|guess| guess == "-" || guessed.insert(guess.clone()));
            let near = if guess.is_some() && looks_like.is_none() {
                Vec::new()
            } else {
                self.near(&written, *likeness, layout, &guessed)
            };
            columns.push(HalfColumn {
                named: written,
                letters: heading.at.column_letters(),
                guess,
                looks_like,
                near,
                sample: sample(&data, heading.at.col),
            });
        }
        let paths: Vec<String> = seen.iter().map(|(heading, ..)| without_years(&heading.path.join("/"))).collect();
        name_apart(&paths, &mut columns);
        let above = self.rows.iter().filter(|row| row.number < *band.rows.start()).flat_map(|row| row.cells);
        let above = above.filter(|cell| !says_nothing(&shown(cell)));
        HalfRead {
            sheet: Arc::clone(&self.sheet.name),
            header_row: *band.rows.end(),
            header: self.header_words(band),
            layout,
            columns,
            lacks_member: false,
            above: above.map(|cell| (cell.at, masked(&plain(&shown(cell))).into_owned())).collect(),
            problems,
        }
    }

    /// What a column may mean: by what stands below it, and by words that are like its heading.
    fn near(&self, written: &str, likeness: Likeness, layout: Option<Kind>, guessed: &BTreeSet<String>) -> Vec<String> {
        let rules = self.words.rules;
        let dictionary = layout.map(Kind::dictionary);
        let dictionaries = dictionary.map_or(Dictionary::ALL.to_vec(), |dictionary| vec![dictionary]);
        let mut near = near_headers(written, &dictionaries, self.words.columns, rules);
        if dictionary == Some(Dictionary::Events) {
            near.extend(
                likeness.fields_of_events(rules).into_iter().map(|field| header_of(rules, Dictionary::Events, field)),
            );
        }
        if matches!(layout, None | Some(Kind::Matrix)) && matches!(likeness, Likeness::Figure | Likeness::Other) {
            near.extend(near_items(written, rules));
        }
        let mut seen = BTreeSet::new();
        near.retain(|word| !guessed.contains(word) && !word.is_empty() && seen.insert(word.clone()));
        near
    }

    fn header_words(&self, band: &Band) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for row in self.rows.iter().filter(|row| band.rows.contains(&row.number)) {
            let own = band.columns.iter().map(|(heading, _)| heading.at.col);
            let (first, last) = (own.clone().min().unwrap_or(0), own.max().unwrap_or(0));
            for cell in row.within(first..=last).cells {
                let word = without_years(&header(&shown(cell)));
                if !says_nothing(&word) && !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        words
    }
}

/// Columns of the same heading are told apart by the words above it, else by their letters.
fn name_apart(paths: &[String], columns: &mut [HalfColumn]) {
    let names: Vec<String> = columns.iter().map(|column| column.named.clone()).collect();
    let often = |all: &[String], one: &String| all.iter().filter(|other| *other == one).count();
    for (column, path) in columns.iter_mut().zip(paths) {
        let is_letters = column.named.chars().all(|c| c.is_ascii_alphabetic());
        if often(&names, &column.named) == 1 && !is_letters {
            continue;
        }
        let is_apart = path.contains('/') && often(paths, path) == 1 && !names.contains(path);
        column.named = if is_apart { path.clone() } else { column.letters.clone() };
    }
}

/// Whether a value may head a column: a short text.
fn is_heading(value: &Value) -> bool {
    match value {
        Value::Text(text) => {
            let text = header(text);
            !says_nothing(&text) && text.chars().count() <= 16 && text.parse::<rust_decimal::Decimal>().is_err()
        }
        _ => false,
    }
}

/// What a heading that is understood is called in the profile.
fn known_as(sense: &Sense, dictionary: Dictionary, layout: Option<Kind>, words: &Dictionaries<'_>) -> Option<String> {
    let is_grid = !matches!(layout, Some(Kind::Ledger | Kind::Roster | Kind::Decisions));
    if let Some(item) = sense.item.filter(|_| is_grid && !sense.sum).and_then(|item| words.rules.item(item)) {
        let period = sense.period.map(|period| format!("@{period}")).unwrap_or_default();
        return Some(format!("{}{period}", item.id));
    }
    if let Some(period) = sense.period.filter(|_| is_grid && !sense.sum) {
        return Some(period.to_string());
    }
    let step = sense.events.filter(|meaning| matches!(meaning, Meaning::Field(Field::Step(_))));
    match sense.meaning(dictionary).or(step) {
        Some(Meaning::Field(field)) => {
            let dictionary = if step.is_some() { Dictionary::Events } else { dictionary };
            Some(header_of(words.rules, dictionary, field))
        }
        Some(Meaning::Unused) => Some("-".to_owned()),
        None if sense.sum => Some("-".to_owned()),
        None => None,
    }
}

/// What a table most likely is, by its headings and by what stands below them.
fn likeliest_kind(columns: &[(&Heading, &Sense, Likeness)]) -> Option<Kind> {
    let has = |dictionary: Dictionary, field: Field, like: &[Likeness]| {
        columns.iter().any(|(_, sense, likeness)| sense.field(dictionary) == Some(field) || like.contains(likeness))
    };
    let name = has(Dictionary::People, Field::Name, &[Likeness::Member]);
    let date = has(Dictionary::Events, Field::Date, &[Likeness::Day]);
    let item = has(Dictionary::Events, Field::ItemNumber, &[Likeness::ItemNumber, Likeness::ItemName])
        || has(Dictionary::Events, Field::ItemName, &[]);
    let names_item = |sense: &Sense| sense.item.is_some() && !sense.sum;
    let is_figure = |sense: &Sense, likeness: &Likeness| *likeness == Likeness::Figure && !sense.is_known();
    let figures = columns.iter().filter(|(_, sense, likeness)| names_item(sense) || is_figure(sense, likeness)).count();
    match (name, date || item) {
        (true, true) => Some(Kind::Ledger),
        (true, false) if figures >= 2 => Some(Kind::Matrix),
        (true, false) => Some(Kind::Roster),
        (false, true) => Some(Kind::Card),
        (false, false) => None,
    }
}

/// The first text below a heading that says something.
fn sample(data: &[Row<'_>], col: u32) -> Option<String> {
    let texts = data.iter().filter_map(|row| row.get(col)).map(|cell| plain(&shown(cell)));
    let text = texts.filter(|text| !says_nothing(text)).find(|text| !text.contains('\n'))?;
    let short: String = masked(&text).chars().take(12).collect();
    Some(if short.chars().count() < text.chars().count() { format!("{short}…") } else { short })
}

/// Words with a star in place of a year: the same form has another one next year.
fn without_years(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let is_year = |at: usize| {
        let digits = chars.get(at..at + 4).is_some_and(|four| four.iter().all(char::is_ascii_digit));
        let century = chars.get(at..at + 2).is_some_and(|two| matches!(two, ['1', '9'] | ['2', '0']));
        let digit_at =
            |place: Option<usize>| place.and_then(|place| chars.get(place)).is_some_and(char::is_ascii_digit);
        digits && century && !digit_at(at.checked_sub(1)) && !digit_at(at.checked_add(4))
    };
    let mut text = String::with_capacity(words.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if is_year(at) {
            text.push('*');
            at += 4;
        } else {
            text.push(*c);
            at += 1;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_years;

    #[test]
    fn a_year_is_left_open() {
        for (words, open) in [
            ("2025年积分", "*年积分"),
            ("积分（2025）", "积分（*）"),
            ("20250315", "20250315"),
            ("J04", "J04"),
            ("1.5分", "1.5分"),
        ] {
            assert_eq!(without_years(words), open);
        }
    }
}
