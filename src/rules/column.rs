//! Columns that a rule set declares itself: of its tables, of the lines above a table, of the roster.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::model::text::{compact, header};
use crate::model::{Points, Window};

/// A named value that a form states: in a column, in a header row above columns of signs, or beside a label in the
/// lines above a table (应到：30).
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "ColumnText")]
pub struct Column {
    /// Key in results.
    pub id: String,
    /// Its usual header.
    pub title: String,
    /// Other headers of it.
    pub also: Vec<String>,
    /// What it holds.
    pub holds: Holds,
    /// The least figure, included.
    pub from: Option<Points>,
    /// The greatest figure, included.
    pub to: Option<Points>,
    /// The words to choose from.
    pub one_of: Vec<Word>,
    /// How bad a word is that is none of these.
    pub unlisted: Unlisted,
    /// Words that may stand instead of a figure (免).
    pub instead: Vec<String>,
    /// The id of another column of the table: where that holds a word instead of a figure, this one says nothing.
    pub unless: Option<String>,
    /// Whether it has to be there, and filled in each row; an empty cell with a meaning of its own counts as filled.
    pub required: bool,
    /// What an empty cell reads as, written as it would stand in the cell.
    pub empty: Option<String>,
    /// Whether it tells the rows of one member apart: two rows with the same value are an error.
    pub key: bool,
    /// Whether it says when a row was: the row then counts in that stretch of time only.
    pub when: bool,
    /// What it is to the program, where the program does more with it than formulas ask for.
    pub means: Option<Means>,
    /// Remarks for people.
    pub about: String,
}

/// A column as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnText {
    id: String,
    title: String,
    #[serde(default)]
    also: Vec<String>,
    holds: Holds,
    from: Option<Points>,
    to: Option<Points>,
    #[serde(default)]
    one_of: Vec<Word>,
    #[serde(default)]
    unlisted: Unlisted,
    #[serde(default)]
    instead: Vec<String>,
    unless: Option<String>,
    required: Option<bool>,
    #[serde(default, deserialize_with = "as_written")]
    empty: Option<String>,
    #[serde(default)]
    key: bool,
    #[serde(default)]
    when: bool,
    means: Option<Means>,
    #[serde(default)]
    about: String,
}

impl ColumnText {
    /// The column; `required` where it does not say whether it has to be there.
    fn column(self, required: bool) -> Column {
        Column {
            id: self.id,
            title: self.title,
            also: self.also,
            holds: self.holds,
            from: self.from,
            to: self.to,
            one_of: self.one_of,
            unlisted: self.unlisted,
            instead: self.instead,
            unless: self.unless,
            required: self.required.unwrap_or(required),
            empty: self.empty,
            key: self.key,
            when: self.when,
            means: self.means,
            about: self.about,
        }
    }
}

impl From<ColumnText> for Column {
    fn from(text: ColumnText) -> Self {
        text.column(true)
    }
}

/// Columns that need not be there unless they say so: most lines leave those of a ledger empty.
pub fn optional_columns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Column>, D::Error> {
    let texts = Vec::<ColumnText>::deserialize(deserializer)?;
    Ok(texts.into_iter().map(|text| text.column(false)).collect())
}

/// A fact of a member that the roster states in a column of the rule set's own.
pub type MemberFact = Column;

impl Column {
    /// Its headers, the usual one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title).chain(&self.also).map(String::as_str)
    }

    /// Whether a header or label, in any width and spacing, is one of its names.
    #[must_use]
    pub fn is_called(&self, written: &str) -> bool {
        let written = header(written);
        self.names().any(|name| header(name) == written)
    }

    /// The index of the word to choose that a cell means.
    #[must_use]
    pub fn choice(&self, written: &str) -> Option<usize> {
        self.one_of.iter().position(|word| word.means(written))
    }

    /// The word instead of a figure that a cell means, as the rule set writes it.
    #[must_use]
    pub fn word_instead(&self, written: &str) -> Option<&str> {
        let written = compact(written);
        self.instead.iter().find(|word| compact(word) == written).map(String::as_str)
    }

    /// Whether a figure lies between the least and the greatest, both included.
    #[must_use]
    pub fn allows(&self, figure: Points) -> bool {
        self.from.is_none_or(|from| from <= figure) && self.to.is_none_or(|to| figure <= to)
    }
}

/// How bad a word is that is none of those to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unlisted {
    /// An error.
    #[default]
    Error,
    /// A warning: it is passed over.
    Warning,
    /// No more than a note: it is passed over.
    Note,
}

/// What a column is to the program: what an archive column is made of where last year's result is at hand, and which
/// date of the roster ends the probation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// The grade of that year.
    Grade,
    /// The score of that year.
    Score,
    /// The stars of that year.
    Stars,
    /// The class at the end of that year.
    Class,
    /// What followed (后续措施).
    Consequences,
    /// How many years in a row, that year included, the grade had been the same.
    GradeYears,
    /// Until when the probation (预备期) of a member is extended.
    ProbationUntil,
}

impl Means {
    /// What a column of this meaning may hold.
    #[must_use]
    pub const fn fits(self, holds: Holds) -> bool {
        match self {
            Self::Grade | Self::Class => matches!(holds, Holds::Choice | Holds::Text),
            Self::Score => matches!(holds, Holds::Points),
            Self::Stars | Self::GradeYears => matches!(holds, Holds::Count),
            Self::Consequences => matches!(holds, Holds::Text),
            Self::ProbationUntil => matches!(holds, Holds::Date),
        }
    }

    /// Whether it is said of an earlier year.
    #[must_use]
    pub const fn is_of_last_year(self) -> bool {
        !matches!(self, Self::ProbationUntil)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// A name or any words.
    Text,
    /// A day.
    Date,
    /// A calendar month: 3月, 2025-03.
    Month,
    /// A quarter: 2025Q1, 第一季度.
    Quarter,
    /// A half-year: 上, 2025H1.
    Half,
    /// Points, with decimals.
    Points,
    /// A whole number from 0 up.
    Count,
    /// A share in percent: 105, 105%, or 1.05 in a cell that shows percent.
    Percent,
    /// One of the column's words.
    Choice,
    /// One of the table's signs.
    Sign,
    /// An item of the rule set, by number or name.
    Item,
}

impl Holds {
    /// Whether it is a figure.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Points | Self::Count | Self::Percent)
    }

    /// Whether it says when something was: a day, or a stretch of the calendar.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Date) || self.window().is_some()
    }

    /// The stretch of the calendar that it names.
    #[must_use]
    pub const fn window(self) -> Option<Window> {
        match self {
            Self::Month => Some(Window::Month),
            Self::Quarter => Some(Window::Quarter),
            Self::Half => Some(Window::Half),
            _ => None,
        }
    }
}

/// A word and its other spellings; in TOML `"党课"` or `{ title = "党课", also = ["F04"] }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub title: String,
    /// Other spellings of it.
    pub also: Vec<String>,
}

impl Word {
    /// The word and its other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title).chain(&self.also).map(String::as_str)
    }

    /// Whether a text is the word or another spelling of it, in any width and spacing.
    #[must_use]
    pub fn means(&self, written: &str) -> bool {
        let written = compact(written);
        self.spellings().any(|spelling| compact(spelling) == written)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct WordText {
            title: String,
            #[serde(default)]
            also: Vec<String>,
        }
        struct WordVisitor;
        impl<'de> Visitor<'de> for WordVisitor {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("一个词，或 { title = \"词\", also = [\"别的写法\"] }")
            }
            fn visit_str<E: Error>(self, title: &str) -> Result<Word, E> {
                Ok(Word { title: title.to_owned(), also: Vec::new() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Word, A::Error> {
                let WordText { title, also } = WordText::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Word { title, also })
            }
        }
        deserializer.deserialize_any(WordVisitor)
    }
}

/// What stands in a cell, given as a text or a whole number.
fn as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct CellVisitor;
    impl Visitor<'_> for CellVisitor {
        type Value = Option<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("整数，或加引号的文字")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }
        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }
    }
    deserializer.deserialize_any(CellVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::read_toml;

    fn column(text: &str) -> Column {
        read_toml(text).unwrap()
    }

    #[test]
    fn names_and_words_are_found_in_any_dress() {
        let column = column(
            "id = 'kind'\ntitle = '会议类型'\nalso = ['类型']\nholds = 'choice'\n\
             one_of = ['学习', { title = '党课', also = ['F04'] }]",
        );
        assert!(
            column.required && column.is_called("会议 类型：") && column.is_called("类型") && !column.is_called("类")
        );
        assert_eq!(column.choice("学　习"), Some(0));
        assert_eq!(column.choice("Ｆ04"), Some(1));
        assert_eq!(column.choice("座谈"), None);
    }

    #[test]
    fn figures_have_bounds_and_words_instead() {
        let column = column(
            "id = 'x'\ntitle = '甲'\nholds = 'points'\nfrom = 0\nto = 100\ninstead = ['免']\nempty = 0\nrequired = false",
        );
        assert!(column.allows(Points::ZERO) && column.allows(Points::whole(100)) && !column.allows(Points::whole(101)));
        assert_eq!(column.word_instead(" 免 "), Some("免"));
        assert_eq!(column.empty.as_deref(), Some("0"));
    }

    #[test]
    fn mistakes_in_a_word_are_told_in_chinese() {
        let with = |word: &str| format!("id = 'x'\ntitle = '甲'\nholds = 'choice'\none_of = [{word}]");
        let error = read_toml::<Column>(&with("{ title = '党课', als = [] }")).unwrap_err();
        assert_eq!(error.message, "不认识「als」。是不是「also」？可以写的有：title、also。");
        let error = read_toml::<Column>(&with("3")).unwrap_err();
        assert!(error.message.starts_with("这里要写一个词"), "{error}");
    }
}
