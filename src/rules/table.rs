//! Tables that a rule set reads beside roster and ledger: what stands in them, and what their signs mean.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Column, Mark, Rule, Word};
use crate::model::Window;
use crate::model::text::{compact, header};

/// A table that the branch supplies beside roster and ledger.
#[derive(Clone, Debug)]
pub struct Table {
    /// Key in results.
    pub id: String,
    /// Its name for people; also the name of its sheet.
    pub title: String,
    /// Other names of its sheet.
    pub also: Vec<String>,
    /// Its shape.
    pub layout: TableLayout,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks for people.
    pub about: String,
    /// How its rows belong to members.
    pub rows: Rows,
    /// Whether every member counted has to have a row.
    pub required: bool,
    /// In which runs it has to be there; empty: in all.
    pub runs: Vec<Window>,
    /// The header rows above the columns of signs; exactly one of them says when. Empty where there are no such columns.
    pub heads: Vec<Column>,
    /// The columns with a name of their own.
    pub columns: Vec<Column>,
    /// Labels in the lines above the table.
    pub labels: Vec<Column>,
    /// The signs that cells hold.
    pub signs: Vec<Sign>,
    /// Index of the sign that an empty cell under the heads means; without it, an empty cell is an error.
    pub empty: Option<usize>,
    /// Index of the sign that an empty cell means on days on which the member was not on the roster.
    pub away: Option<usize>,
    /// What it means for some members or in some columns; the first that holds.
    pub blank: Vec<Blank>,
    /// What its rows count as, where they count as if they stood elsewhere.
    pub carries: Option<Carries>,
    pub(super) by_spelling: HashMap<String, usize>,
}

/// As which item the rows of a table count elsewhere.
#[derive(Clone, Copy, Debug)]
pub enum CarriedItem {
    /// The one that stands in the column of this index.
    In(usize),
    /// All rows as the item of this index.
    Always(usize),
}

/// Rows that count as if they stood elsewhere (记录带来): as signs of other tables, and else as lines of the ledger.
#[derive(Clone, Debug)]
pub struct Carries {
    /// As which item.
    pub item: CarriedItem,
    /// Index of the column with the day.
    pub day: usize,
    /// Index of the column with the sign, in the words of the table where it counts.
    pub sign: Option<usize>,
    /// Index of the column with 次数.
    pub quantity: Option<usize>,
    /// Items and the tables in which they are signs, by their indexes; other items are lines.
    pub to: Vec<(usize, usize)>,
}

impl Table {
    /// Its names, the usual one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title).chain(&self.also).map(String::as_str)
    }

    /// Whether every member counted has to have a row in a run of this length.
    #[must_use]
    pub fn is_required(&self, run: Window) -> bool {
        self.required && (self.runs.is_empty() || self.runs.contains(&run))
    }

    /// Whether a title or sheet name, in any width and spacing, is one of its names.
    #[must_use]
    pub fn is_called(&self, written: &str) -> bool {
        let written = header(written);
        self.names().any(|name| header(name) == written)
    }

    /// The index of the sign that a filled cell means, in any width and spacing; nothing else is taken for the same.
    #[must_use]
    pub fn find_sign(&self, written: &str) -> Option<usize> {
        self.by_spelling.get(&compact(written)).copied()
    }

    /// The sign with this index; indexes come from the table itself.
    #[must_use]
    pub fn sign(&self, index: usize) -> Option<&Sign> {
        self.signs.get(index)
    }

    /// The head that says when: a day, a month, a quarter or a half-year.
    #[must_use]
    pub fn time_head(&self) -> Option<&Column> {
        self.heads.iter().find(|head| head.holds.is_time())
    }

    /// Whether it is what the township kept of last year, and none of the branches' tables.
    #[must_use]
    pub fn is_archive(&self) -> bool {
        self.layout == TableLayout::Archive
    }

    /// Whether a column holds signs of the tables where its rows count.
    #[must_use]
    pub fn is_carried_sign(&self, column: &Column) -> bool {
        let sign = self.carries.as_ref().and_then(|carries| self.columns.get(carries.sign?));
        sign.is_some_and(|sign| sign.id == column.id)
    }

    /// The columns that tell the rows of one member apart, or the rows of the table where it is not about members.
    pub fn keys(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.key)
    }
}

/// The shape of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableLayout {
    /// Members × days or months, with signs.
    Attendance,
    /// Figures that others give for a member.
    Evaluation,
    /// Votes counted, under the figures of the ballot as a whole.
    Ballot,
    /// Figures measured for a member.
    Assessment,
    /// What changed, when, from what to what.
    Changes,
    /// Records brought along from another branch.
    Transfers,
    /// Tasks, and whether they were done.
    Tasks,
    /// What was made public, from when to when.
    Publicity,
    /// What the township kept of last year, a row for each member of any branch.
    Archive,
}

impl TableLayout {
    /// The word for it in results and in rule sets.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Evaluation => "evaluation",
            Self::Ballot => "ballot",
            Self::Assessment => "assessment",
            Self::Changes => "changes",
            Self::Transfers => "transfers",
            Self::Tasks => "tasks",
            Self::Publicity => "publicity",
            Self::Archive => "archive",
        }
    }
}

/// How the rows of a table belong to members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Rows {
    /// One row for each member.
    #[default]
    #[serde(rename = "one")]
    OneEach,
    /// Any number of rows for each member.
    #[serde(rename = "many")]
    ManyEach,
    /// Rows are not about members.
    #[serde(rename = "none")]
    NotOfMembers,
}

/// What an empty cell means for some members, or in some columns.
#[derive(Clone, Debug)]
pub struct Blank {
    /// For whom and where: of the record and its member.
    pub when: Rule,
    /// Index of the sign that it then means.
    pub is: usize,
}

/// A sign (记号): what a cell says with one stroke.
#[derive(Clone, Debug)]
pub struct Sign {
    /// What it means, and how it may be written.
    pub word: Word,
    /// Remarks for people.
    pub about: String,
    /// The entry that it is.
    pub enters: Option<Enters>,
}

/// The entry that a sign is: one line of an item, quantity 1, on the day of the sign's column (of a month or longer
/// stretch, its last day).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enters {
    /// Index of the item.
    pub item: usize,
    /// The level, as the item names it; empty where the item has none.
    pub level: String,
}
