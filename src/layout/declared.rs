//! Recognising the tables that a rule set declares: by one of their names and columns that fit, or by their columns alone.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::band::Band;
use super::columns::Meaning;
use super::heading::{Dictionaries, Heading, Sense};
use super::held::{read_time, word_of};
use super::judge::Surroundings;
use super::judged::{About, GridColumn, Judged};
use super::kind::Kind;
use crate::model::text::compact;
use crate::model::{Field, Held};
use crate::rules::{Column, Holds, Rows, RuleSet, Table, TableLayout, Word};
use crate::workbook::{Row, Value};

/// How the columns of a sheet fit a declared table.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    /// Its declared columns, by their index, with the sheet's column.
    pub columns: Vec<(usize, u32)>,
    /// Its columns of signs.
    pub marks: Vec<MarkColumn>,
    /// Columns of people: name, number and so on.
    pub people: BTreeMap<Field, u32>,
    /// Columns that mean nothing in it.
    pub unknown: Vec<u32>,
    /// Columns of a meaning that an earlier one has.
    pub repeated: Vec<(Field, u32)>,
}

/// A column of signs, with what stands above it, in the order of the table's heads.
#[derive(Clone, Debug)]
pub struct MarkColumn {
    /// The column.
    pub col: u32,
    /// What each head says; `None` where it says nothing that it may.
    pub heads: Vec<Option<Held>>,
}

/// The declared table that a header belongs to; `None` where it is none.
#[must_use]
pub fn judge_declared(
    band: &Band,
    data: &[Row<'_>],
    title: &str,
    words: &Dictionaries<'_>,
    around: &Surroundings<'_>,
) -> Option<Judged> {
    let names = [compact(around.sheet), compact(title)];
    let fits = words.rules.tables.iter().enumerate().filter_map(|(index, table)| {
        let fit = fit_columns(band, data, table, words);
        let called = call_of(table, &names);
        let fits =
            if let Some((exactly, _)) = called { fit.suffices(table, exactly) } else { fit.proves(table, band, data) };
        fits.then(|| ((called.unwrap_or_default(), fit.columns.len() + fit.marks.len()), index, fit))
    });
    let (_, index, fit) = fits.max_by_key(|(weight, index, _)| (*weight, std::cmp::Reverse(*index)))?;
    Some(judged(words.rules, index, fit, band))
}

/// How plainly the sheet's name or the title calls a table: exactly so, else by how long a name.
fn call_of(table: &Table, names: &[String]) -> Option<(bool, usize)> {
    let exactly = names.iter().any(|name| table.is_called(name));
    let called = table.names().map(compact).filter(|own| names.iter().any(|name| name.contains(own.as_str())));
    called.map(|own| (exactly, own.chars().count())).max().or(exactly.then_some((true, 0)))
}

/// How the columns under a header fit a table.
#[must_use]
pub fn fit_columns(band: &Band, data: &[Row<'_>], table: &Table, words: &Dictionaries<'_>) -> Fit {
    let mut fit = Fit::default();
    for (heading, sense) in &band.columns {
        let col = heading.at.col;
        if let Some(index) = column_called(table, heading)
            && fit.columns.iter().all(|(other, _)| *other != index)
        {
            fit.columns.push((index, col));
            continue;
        }
        let heads = heads_of(table, heading, words.year);
        let says_when = table.heads.iter().zip(&heads).any(|(head, held)| head.holds.is_time() && held.is_some());
        if says_when {
            fit.marks.push(MarkColumn { col, heads });
            continue;
        }
        match sense.people {
            Some(Meaning::Field(field)) if is_of_people(field, table.layout) => match fit.people.entry(field) {
                Entry::Vacant(place) => drop(place.insert(col)),
                Entry::Occupied(_) => fit.repeated.push((field, col)),
            },
            Some(_) => {}
            None if sense.sum => {}
            None if !table.heads.is_empty() && (heads.iter().any(Option::is_some) || holds_signs(table, data, col)) => {
                fit.marks.push(MarkColumn { col, heads });
            }
            None => fit.unknown.push(col),
        }
    }
    if !fit.marks.is_empty() {
        let headed = |col: u32| band.at(col).is_some();
        let reach = data.iter().filter_map(|row| row.cells.last()).map(|cell| cell.at.col).max().unwrap_or(0);
        let bare = (0..=reach).filter(|col| !headed(*col) && holds_signs(table, data, *col));
        fit.marks.extend(bare.map(|col| MarkColumn { col, heads: vec![None; table.heads.len()] }));
        fit.marks.sort_by_key(|column| column.col);
    }
    fit
}

impl Fit {
    /// Whether it is enough for a table that is called by its name; one of signs that is called exactly so may have no
    /// column of them yet.
    fn suffices(&self, table: &Table, exactly: bool) -> bool {
        if !self.names_members(table) {
            return false;
        }
        if !table.heads.is_empty() {
            return self.dated_marks(table) > 0 || (exactly && self.marks.is_empty() && self.columns.is_empty());
        }
        let has = |index: usize| self.columns.iter().any(|(other, _)| *other == index);
        let keys = table.columns.iter().enumerate().filter(|(_, column)| column.key).all(|(index, _)| has(index));
        keys && self.columns.len() * 2 >= table.columns.len()
    }

    /// Whether its columns alone prove a table that nothing calls by its name: all that have to be there are, and they are
    /// not the words of a ledger; below days and months stand its signs.
    fn proves(&self, table: &Table, band: &Band, data: &[Row<'_>]) -> bool {
        let has = |index: usize| self.columns.iter().any(|(other, _)| *other == index);
        let required = || table.columns.iter().enumerate().filter(|(_, column)| column.required);
        if !self.names_members(table) || !required().all(|(index, _)| has(index)) {
            return false;
        }
        if !table.heads.is_empty() {
            return self.dated_marks(table) > 0 && self.are_signs(table, data);
        }
        let sense = |col: u32| band.at(col).map(|(_, sense)| sense);
        let is_own =
            |col: u32| sense(col).is_some_and(|sense: &Sense| sense.events.is_none() && sense.people.is_none());
        required().count() >= 2 && self.columns.iter().any(|(_, col)| is_own(*col))
    }

    fn names_members(&self, table: &Table) -> bool {
        table.rows == Rows::NotOfMembers || self.people.contains_key(&Field::Name)
    }

    fn dated_marks(&self, table: &Table) -> usize {
        let Some(time) = table.heads.iter().position(|head| head.holds.is_time()) else { return 0 };
        self.marks.iter().filter(|column| column.heads.get(time).is_some_and(Option::is_some)).count()
    }

    /// Whether most of what stands in the columns of signs is signs.
    fn are_signs(&self, table: &Table, data: &[Row<'_>]) -> bool {
        let cells = || data.iter().flat_map(|row| self.marks.iter().filter_map(|column| row.get(column.col)));
        let signs = cells().filter(|cell| table.find_sign(&super::cells::shown(cell)).is_some()).count();
        signs > 0 && signs * 2 >= cells().count()
    }
}

/// The declared column that a heading names, by its lowest words or by all of them.
fn column_called(table: &Table, heading: &Heading) -> Option<usize> {
    let joined = heading.path.concat();
    let leaf = crate::model::text::without_brackets(heading.leaf()).unwrap_or(heading.leaf());
    table.columns.iter().position(|column| {
        column.is_called(heading.leaf())
            || column.is_called(leaf)
            || (heading.path.len() > 1 && column.is_called(&joined))
    })
}

/// What each head of a table reads in the words above a column.
fn heads_of(table: &Table, heading: &Heading, year: Option<i32>) -> Vec<Option<Held>> {
    let read = |holds: Holds, words: &str| read_time(holds, words, year);
    let time_of = |holds: Holds| {
        let moment = heading.moment.filter(|_| holds == Holds::Date).map(Held::Day);
        moment.or_else(|| heading.path.iter().find_map(|words| read(holds, words)))
    };
    let heads = table.heads.iter().map(|head| {
        if head.holds.is_time() {
            let in_pieces = || pieces(table, heading).find_map(|piece| read(head.holds, &piece));
            return time_of(head.holds).or_else(in_pieces);
        }
        let of_words = |words: &str| word_of(head, words);
        let time = |words: &&String| table.time_head().is_none_or(|time| read(time.holds, words).is_none());
        heading.path.iter().filter(time).find_map(|words| of_words(words)).or_else(|| {
            // 1月8日（党课): both in one cell.
            if head.holds == Holds::Choice { pieces(table, heading).find_map(|piece| of_words(&piece)) } else { None }
        })
    });
    heads.collect()
}

/// The parts of headings that hold two things in one cell: what stands before brackets and in them, and a word to choose
/// from with the rest: 1月8日（党课）, 1月8日党课.
fn pieces(table: &Table, heading: &Heading) -> impl Iterator<Item = String> {
    let choices = || table.heads.iter().flat_map(|head| &head.one_of).flat_map(Word::spellings).map(compact);
    heading.path.iter().flat_map(move |words| {
        let bracketed = words.split_once('(').map(|(before, rest)| [before, rest.trim_end_matches(')')]);
        let joined = choices().find_map(|choice| {
            let rest = words.strip_suffix(choice.as_str()).or_else(|| words.strip_prefix(choice.as_str()))?;
            Some([rest.to_owned(), choice])
        });
        let bracketed = bracketed.map(|pieces| pieces.map(str::to_owned));
        bracketed.into_iter().chain(joined).flatten().filter(|piece| !piece.is_empty()).collect::<Vec<_>>()
    })
}

fn holds_signs(table: &Table, data: &[Row<'_>], col: u32) -> bool {
    let is_sign = |row: &Row<'_>| match row.get(col).map(|cell| &cell.value) {
        Some(Value::Text(text)) => table.find_sign(text).is_some(),
        _ => false,
    };
    data.iter().any(is_sign)
}

/// Columns that say whose a row is; all others of a roster are passed over.
fn is_of_people(field: Field, layout: TableLayout) -> bool {
    match field {
        Field::Serial | Field::Name | Field::Code | Field::Branch => true,
        // Last year's numbers are not this year's.
        Field::Born | Field::Joined => layout == TableLayout::Archive,
        _ => false,
    }
}

fn judged(rules: &RuleSet, index: usize, fit: Fit, band: &Band) -> Judged {
    let cols = fit.columns.iter().map(|(_, col)| *col).chain(fit.marks.iter().map(|column| column.col));
    let mut grid: Vec<GridColumn> = cols.map(|col| GridColumn { col, measure: None, about: About::Row }).collect();
    grid.sort_by_key(|column| column.col);
    Judged {
        near: Vec::new(),
        kind: rules.tables.get(index).map_or(Kind::Attendance, |table| table.layout.into()),
        declared: Some(index),
        fields: fit.people,
        grid,
        unknown: fit.unknown,
        repeated: fit.repeated,
        headed: band.columns.len(),
        item: None,
    }
}

/// Whether words are the name of a head of some declared table: 会议类型, which may stand before the kinds below 姓名.
#[must_use]
pub fn names_head(rules: &RuleSet, words: &str) -> bool {
    rules.tables.iter().flat_map(|table| &table.heads).any(|head| head.is_called(words))
}

/// Whether some declared table has a column of this name; then it heads a table.
#[must_use]
pub fn heads_column(rules: &RuleSet, words: &str) -> bool {
    let mut columns = rules.tables.iter().flat_map(|table| &table.columns);
    columns.any(|column| column.is_called(words))
}

/// Whether a row goes on with a header above columns of signs: it holds the names of a head, and what that head may hold;
/// below a day or month any word but a sign; days and months only where most stand below what another head holds. Each of
/// its words comes with the one above it.
#[must_use]
pub fn is_head_row(words: &Dictionaries<'_>, row: &[(String, Option<String>)]) -> bool {
    let heads = || words.rules.tables.iter().flat_map(|table| &table.heads);
    let is_choice = |text: &str| heads().any(|head| head.holds == Holds::Choice && head.choice(text).is_some());
    let holds = |head: &Column, (text, above): &(String, Option<String>)| match head.holds {
        Holds::Choice => head.choice(text).is_some(),
        holds if holds.is_time() => {
            above.as_deref().is_some_and(is_choice) && read_time(holds, text, words.year).is_some()
        }
        _ => false,
    };
    let is_time =
        |above: &str| heads().any(|head| head.holds.is_time() && read_time(head.holds, above, words.year).is_some());
    let is_sign = |text: &str| words.rules.tables.iter().any(|table| table.find_sign(text).is_some());
    let may_hold = |head: &Column, (text, above): &(String, Option<String>)| match head.holds {
        Holds::Choice => above.as_deref().is_some_and(is_time) && !is_sign(text),
        holds => holds.is_time() && above.is_some() && read_time(holds, text, words.year).is_some(),
    };
    heads().any(|head| {
        let listed = row.iter().filter(|cell| holds(head, cell)).count();
        let others = row.iter().filter(|cell| !holds(head, cell) && may_hold(head, cell)).count();
        listed > 0
            && listed >= others
            && row.iter().all(|cell| head.is_called(&cell.0) || holds(head, cell) || may_hold(head, cell))
    })
}
