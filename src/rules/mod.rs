//! A rule set as data: what a township's rulebook says, read from TOML.
//!
//! The engine knows no item, threshold or band by name: it walks the tree that stands here.

mod builtin;
mod column;
mod condition;
mod document;
pub mod form;
mod grade;
mod inputs;
mod item;
mod load;
mod lookup;
mod procedure;
mod provenance;
mod table;
mod toml_text;

pub use builtin::{builtin, builtin_ids, builtin_text, default_id};
pub use column::{Column, Holds, MemberFact, Word};
pub use condition::{Condition, Fact, Facts};
pub use grade::{Grade, Percent, Quota, QuotaRule, Scope};
pub use item::{Assessed, Category, Item, ItemMatch, Level, Levels, Limit, LimitBy, Pricing, SameMatter};
pub use load::{RuleError, load};
pub use procedure::{Requirement, Step, Until};
pub use provenance::{Article, Line, Mark};
pub use table::{Enters, Rows, Sign, Table, TableLayout};
pub use toml_text::{TomlError, read_toml};

use std::collections::HashMap;

use crate::model::{Digest, Window};

/// A rule set, checked and ready to compute with.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Its name for commands and results.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The version that its authors gave it.
    pub version: String,
    /// What it was drawn from.
    pub source: String,
    /// Digest of the text that it was read from.
    pub digest: Digest,
    /// The stretch of time that is settled as one.
    pub settles: Window,
    /// Days between 日期 and 登记日期 from which an entry is late (补记).
    pub late_after: Option<(i64, Mark)>,
    /// How the score is made.
    pub score: Score,
    /// Paragraphs that no computation needs.
    pub articles: Vec<Article>,
    /// The steps of the procedure that a ledger records.
    pub steps: Vec<Step>,
    /// The facts of members that the roster states in columns of the rule set's own.
    pub member_facts: Vec<MemberFact>,
    /// The tables that are read beside roster and ledger.
    pub tables: Vec<Table>,
    /// The categories, in the order in which results show them.
    pub categories: Vec<Category>,
    /// All items, vetoes included, in the rulebook's order.
    pub items: Vec<Item>,
    /// What a veto does.
    pub veto: Option<Veto>,
    /// Grades, best first; exactly one of them holds for every member.
    pub grades: Vec<Grade>,
    /// How places under a quota are given.
    pub quota: QuotaRule,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

/// How the categories make the score: their sum, rounded once.
#[derive(Clone, Debug)]
pub struct Score {
    /// 总分.
    pub title: String,
    /// Indexes of the categories that are added up.
    pub of: Vec<usize>,
    /// Decimal places, halves away from zero.
    pub places: u32,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
}

/// What a veto (一票否决) does: it decides the grade.
#[derive(Clone, Debug)]
pub struct Veto {
    /// 一票否决, in the rulebook's words.
    pub title: String,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// Index of the grade that it gives.
    pub grade: usize,
    /// The effect in words.
    pub about: String,
}

impl RuleSet {
    /// The item with this index; indexes come from the rule set itself.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Item> {
        self.items.get(index)
    }

    /// Index of the table with this title or sheet name, in any width and spacing.
    #[must_use]
    pub fn find_table(&self, title: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.is_called(title))
    }

    /// Index of the grade with this title.
    #[must_use]
    pub fn grade_index(&self, title: &str) -> Option<usize> {
        self.grades.iter().position(|grade| grade.title == title)
    }
}
