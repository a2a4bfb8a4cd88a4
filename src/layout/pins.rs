//! Pins: what a person said once for all files of a form that the program does not know by itself.

use std::ops::RangeInclusive;

use super::columns::{Columns, usual_name};
use super::heading::{Dictionaries, Heading};
use super::kind::{Dictionary, Kind};
use crate::model::text::{compact, header, is_one_slip_apart, split_remark};
use crate::model::{CellRef, Field, Pattern, Period};
use crate::rules::{Item, RuleSet};

/// One form of the township's profile. Rows count from 0.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Where it stands in the profile, from 1.
    pub line: usize,
    /// The files that it is for.
    pub file: Option<Pattern>,
    /// The sheets that it is for.
    pub sheet: Option<Pattern>,
    /// Words that all stand in the form's header.
    pub header: Vec<Pattern>,
    /// What its table is; `None` leaves that to recognition.
    pub layout: Option<Layout>,
    /// The rows of the header.
    pub header_rows: Option<RangeInclusive<u32>>,
    /// The rows of data.
    pub rows: Option<RangeInclusive<u32>>,
    /// What columns mean.
    pub columns: Vec<ColumnPin>,
    /// The member that a whole table is about.
    pub member: Option<Stated>,
    /// The branch whose it is.
    pub branch: Option<Stated>,
    /// The period that it is about.
    pub period: Option<Stated>,
}

/// What a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// None of ours: the sheet is passed over.
    None,
    /// A table of this kind.
    Table(Kind),
}

/// What a column of a form means.
#[derive(Clone, Debug)]
pub struct ColumnPin {
    /// Where it stands in the profile, from 1.
    pub line: usize,
    /// The column as the profile names it.
    pub named: String,
    /// The column.
    pub at: ColumnAt,
    /// What its heading is read as, from the outermost group down; nothing where the column is not used.
    pub read_as: Vec<String>,
}

/// Which column of a form.
#[derive(Clone, Debug)]
pub enum ColumnAt {
    /// By its place, from 0.
    Place(u32),
    /// By its heading; of several words above each other they are parted by `/`.
    Heading(Pattern),
}

/// Something that holds for a whole table.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Where it stands in the profile, from 1.
    pub line: usize,
    /// What it is.
    pub words: Words,
}

/// A cell with the words, or the words.
#[derive(Clone, Debug)]
pub enum Words {
    /// The cell that holds them.
    At(CellRef),
    /// Themselves.
    Literal(String),
}

/// What stands for a column that is not used.
const UNUSED: &str = "-";

impl Pin {
    /// The pattern for words of a heading: without the closing colon, as headings are compared.
    #[must_use]
    pub fn word(text: &str) -> Pattern {
        Pattern::new(compact(text).trim_end_matches(':'))
    }

    /// Whether it is for this sheet of this file, as far as their names say.
    #[must_use]
    pub fn is_for(&self, file: &str, sheet: &str) -> bool {
        self.file.as_ref().is_none_or(|pattern| pattern.fits_path(file))
            && self.sheet.as_ref().is_none_or(|pattern| pattern.fits(sheet))
    }

    /// Whether it names this sheet, and not all of a file.
    #[must_use]
    pub fn names_sheet(&self, file: &str, sheet: &str) -> bool {
        self.sheet.is_some() && self.is_for(file, sheet)
    }
}

impl ColumnAt {
    /// Reads the letters of a column, or the words that head it.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let letters = text.trim();
        let is_letters = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        match CellRef::parse(&format!("{letters}1")).filter(|_| is_letters) {
            Some(at) => Self::Place(at.col),
            None => Self::Heading(Pin::word(text)),
        }
    }

    /// Whether a heading is the column's.
    #[must_use]
    pub fn fits(&self, heading: &Heading) -> bool {
        match self {
            Self::Place(col) => heading.at.col == *col,
            Self::Heading(pattern) => pattern.fits(heading.leaf()) || pattern.fits(&heading.path.join("/")),
        }
    }
}

impl ColumnPin {
    /// A column and what it means: a usual header, an item by number or name, an item and a period (`J04@2025-03`), a
    /// period, a day, or `-`.
    ///
    /// # Errors
    /// The nearest words that would have been understood.
    pub fn new(
        line: usize,
        named: &str,
        means: &str,
        columns: &Columns,
        rules: &RuleSet,
        year: Option<i32>,
    ) -> Result<Self, Vec<String>> {
        let words = Dictionaries::new(columns, rules, year);
        let near = || {
            let headers = near_headers(means, &Dictionary::ALL, columns, rules);
            if headers.is_empty() { near_items(means, rules) } else { headers }
        };
        let read_as = read_meaning(means, &words).ok_or_else(near)?;
        Ok(Self { line, named: named.trim().to_owned(), at: ColumnAt::read(named), read_as })
    }
}

fn read_meaning(means: &str, words: &Dictionaries<'_>) -> Option<Vec<String>> {
    if matches!(means.trim(), UNUSED | "－" | "—") {
        return Some(Vec::new());
    }
    let (period, named) = match means.split_once(['@', '＠']) {
        Some((item, period)) => (Some(header(period)), item),
        None => (None, means),
    };
    // J04（次数）: what the figures count stands as a group above the item.
    let (bare, measure) = split_remark(named);
    let whole = vec![header(named)];
    let parted = measure.map(|measure| vec![header(measure), header(bare)]);
    [Some(whole), parted].into_iter().flatten().find_map(|words_of_item| {
        let path: Vec<String> = period.iter().cloned().chain(words_of_item).collect();
        let sense = words.sense(&Heading { path: path.clone(), ..Heading::default() });
        let names_period = sense.period.is_some() || sense.day.is_some();
        let is_whole = period.is_none() || (sense.item.is_some() && names_period);
        (sense.is_known() && is_whole).then_some(path)
    })
}

/// The usual headers that a heading most likely stands for, in tables with these dictionaries.
#[must_use]
pub fn near_headers(written: &str, dictionaries: &[Dictionary], columns: &Columns, rules: &RuleSet) -> Vec<String> {
    let written = header(written);
    let is_near = |usual: &String| {
        let holds = |long: &str, short: &str| short.chars().count() > 1 && long.contains(short);
        is_one_slip_apart(usual, &written) || holds(&written, usual) || holds(usual, &written)
    };
    let fields = dictionaries.iter().flat_map(|dictionary| {
        let fields = columns.fields(*dictionary).into_iter();
        fields.map(|field| header_of(rules, *dictionary, field))
    });
    let mut near: Vec<String> = Vec::new();
    for usual in fields.filter(is_near) {
        if !near.contains(&usual) {
            near.push(usual);
        }
    }
    near.truncate(3);
    near
}

/// The items that a heading most likely stands for, with number and name. A short heading may be made of some characters of
/// a name, in their order: 志 for 志愿服务.
#[must_use]
pub fn near_items(written: &str, rules: &RuleSet) -> Vec<String> {
    let written = header(written);
    let is_short_for = |item: &&Item| {
        let mut rest = item.title.chars();
        !item.is_veto() && written.chars().all(|c| rest.any(|other| other == c))
    };
    let mut near: Vec<&Item> = match written.chars().count() {
        1..=3 => rules.items.iter().filter(is_short_for).collect(),
        _ => Vec::new(),
    };
    near.sort_by_key(|item| item.title.chars().count());
    if near.is_empty() {
        near = rules.nearest_items(&written);
    }
    near.into_iter().take(3).map(Item::label).collect()
}

/// The header under which a column of this field is always understood.
#[must_use]
pub fn header_of(rules: &RuleSet, dictionary: Dictionary, field: Field) -> String {
    if field == Field::Stated { "得分".to_owned() } else { usual_name(rules, dictionary, field) }
}

impl Stated {
    /// Reads a cell, or the words themselves.
    #[must_use]
    pub fn read(line: usize, text: &str) -> Self {
        let words = CellRef::parse(text.trim()).map_or_else(|| Words::Literal(text.trim().to_owned()), Words::At);
        Self { line, words }
    }

    /// Whether it may name a period: it is one, or a cell.
    #[must_use]
    pub fn may_be_a_period(&self) -> bool {
        match &self.words {
            Words::At(_) => true,
            Words::Literal(text) => {
                super::periods::read_period(text, Some(2000)).is_some() || Period::parse(text).is_some()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::rules::{builtin, default_id};

    #[test]
    fn a_column_means_what_the_words_would_as_its_heading() {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let read = |means: &str| ColumnPin::new(1, "C", means, &columns, &rules, Some(2025)).map(|pin| pin.read_as);
        assert_eq!(read("姓名"), Ok(vec!["姓名".to_owned()]));
        assert_eq!(read("J04@2025-03"), Ok(vec!["2025-03".to_owned(), "J04".to_owned()]));
        assert_eq!(read("志愿服务（次数）"), Ok(vec!["志愿服务(次数)".to_owned()]));
        assert_eq!(read("J04（次数）"), Ok(vec!["次数".to_owned(), "J04".to_owned()]));
        assert_eq!(read("2025年3月"), Ok(vec!["2025年3月".to_owned()]));
        assert_eq!(read("-"), Ok(vec![]));
        assert_eq!(read("姓氏"), Err(vec!["姓名".to_owned()]));
        assert_eq!(read("志").unwrap_err(), ["J04「志愿服务」"]);
        assert!(read("J04@某天").is_err() && read("J99").is_err());
    }

    #[test]
    fn columns_are_named_by_letters_or_by_their_heading() {
        assert!(matches!(ColumnAt::read("C"), ColumnAt::Place(2)));
        assert!(matches!(ColumnAt::read("xfd"), ColumnAt::Place(16383)));
        assert!(matches!(ColumnAt::read("ABCD"), ColumnAt::Heading(_)));
        assert!(matches!(ColumnAt::read("得分"), ColumnAt::Heading(_)));
    }
}
