//! A rule set as data: what a township's rulebook says, read from TOML.
//!
//! The engine knows no item, threshold or band by name: it walks the tree that stands here.

mod bands;
mod builtin;
mod category;
mod cohort;
mod column;
mod document;
mod figure;
pub mod formula;
pub mod form;
mod grade;
mod illustrative;
mod inputs;
mod item;
mod limit;
pub mod lint;
mod load;
mod lookup;
mod names;
mod number;
mod outcome;
mod procedure;
mod provenance;
pub mod reach;
mod requirement;
mod resolve;
mod rule;
mod sentence;
mod settlement;
mod share;
mod table;
mod toml_text;
mod trial;
mod wording;

pub use bands::{Bands, BandsBy, usual_place};
pub use builtin::{builtin, builtin_ids, builtin_text, default_id};
pub use category::{Category, Combine, Computed, Reckoned};
pub use cohort::compares_members;
pub use column::{Column, Holds, Means, MemberFact, Unlisted, Word};
pub use figure::{Case, Figure, Ladder, Rung};
pub use grade::{Grade, Percent, Quota, QuotaRule, Scale, Scope, Ties};
pub use item::{Amendment, Assessed, FullBy, Item, ItemMatch, Level, Levels, MostLines, Pricing};
pub use limit::{Keep, Limit, LimitBy, Once, Per, Repeat, Together};
pub use load::{RuleError, load};
pub use number::{DatedValue, Number};
pub use outcome::{Alert, AlertLevel, Carry, Consequence, End, Gives, Honour, RankedList};
pub use procedure::{Requirement, Step, Until};
pub use provenance::{Article, Line, Mark};
pub use reach::{Given, Reach, reach};
pub use requirement::{Looked, OwnCheck};
pub use resolve::Node;
pub use rule::{LineField, MemberRef, OutcomeRef, Ref, Rule, RunRef};
pub use sentence::Sentence;
pub use settlement::{Changes, Classes, Join, Presence, Year};
pub use share::Share;
pub use table::{Blank, CarriedItem, Carries, Enters, Rows, Sign, Table, TableLayout};
pub use toml_text::{TomlError, read_toml};
pub use trial::{TestCase, Waiver};

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::model::{Digest, Points, Rounding, Window};

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
    /// The text that it was read from.
    pub text: Arc<str>,
    /// The stretch of time that is settled as one.
    pub settles: Window,
    /// What the column of names is called besides the usual, where no persons are scored (户主); the first in templates.
    pub name_column: Vec<String>,
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
    /// The columns of the rule set's own in the ledger.
    pub entry_columns: Vec<Column>,
    /// The levels, the lowest first.
    pub levels: Vec<String>,
    /// Numbers with a name.
    pub numbers: Vec<Number>,
    /// Figures with a name.
    pub figures: Vec<Figure>,
    /// The categories, in the order in which results show them.
    pub categories: Vec<Category>,
    /// All items, vetoes included, in the rulebook's order.
    pub items: Vec<Item>,
    /// Limits over several items.
    pub together: Vec<Together>,
    /// How settled periods make the year, where they are shorter.
    pub year: Option<Year>,
    /// Classes that may change within the year.
    pub classes: Option<Classes>,
    /// Which days of a member count.
    pub presence: Option<Presence>,
    /// What a veto does.
    pub veto: Option<Veto>,
    /// The scales on which grades are given; at least one.
    pub scales: Vec<Scale>,
    /// Grades, best first; exactly one of them holds for every member.
    pub grades: Vec<Grade>,
    /// How places under a quota are given.
    pub quota: QuotaRule,
    /// Titles by condition.
    pub honours: Vec<Honour>,
    /// The first and last of a branch.
    pub lists: Vec<RankedList>,
    /// What follows.
    pub consequences: Vec<Consequence>,
    /// Months in a row.
    pub alerts: Vec<Alert>,
    /// How statistics part the members by years.
    pub bands: Vec<Bands>,
    /// What else has to be right.
    pub checks: Vec<OwnCheck>,
    /// Tests that the rule set brings along.
    pub tests: Vec<TestCase>,
    /// Lints that are accepted.
    pub waivers: Vec<Waiver>,
    /// Figures, items, categories and the score, each after all that it is reckoned from.
    pub order: Vec<Node>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

/// How the categories make the score: those that are no part of another, each with its weight, added up.
#[derive(Clone, Debug)]
pub struct Score {
    /// 总分.
    pub title: String,
    /// What it begins with.
    pub start: Option<Rule>,
    /// The least that it can come to.
    pub floor: Option<Points>,
    /// The most that it can come to.
    pub cap: Option<Points>,
    /// Decimal places.
    pub places: u32,
    /// How it is rounded.
    pub rounding: Rounding,
    /// What becomes of it where a category has no value.
    pub missing: Missing,
    /// Whether a veto makes it 0.
    pub zero_on_veto: bool,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks.
    pub about: String,
}

/// What becomes of the score where a category has no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// There is no score.
    #[default]
    None,
    /// The category counts 0.
    Zero,
    /// The others take its weight over, in proportion.
    Reweight,
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
    /// Index of the grade that it gives, where it gives one.
    pub grade: Option<usize>,
    /// The effect in words.
    pub about: String,
    /// When a veto no longer stands, asked of its line.
    pub repaired: Option<Rule>,
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

    /// Whether its grades are stars.
    #[must_use]
    pub fn has_stars(&self) -> bool {
        self.grades.iter().any(|grade| grade.stars > 0)
    }

    /// Indexes of the grades that are the best there are: those with a quota, else the first.
    #[must_use]
    pub fn top_grades(&self) -> Vec<usize> {
        self.grades_or_first(|grade| grade.quota.is_some())
    }

    /// Indexes of the grades for which something is handed over (授牌): those with stars or a quota, else the first.
    #[must_use]
    pub fn award_grades(&self) -> Vec<usize> {
        self.grades_or_first(|grade| grade.stars > 0 || grade.quota.is_some())
    }

    fn grades_or_first(&self, is_one: impl Fn(&Grade) -> bool) -> Vec<usize> {
        let found: Vec<usize> =
            self.grades.iter().enumerate().filter(|(_, grade)| is_one(grade)).map(|(index, _)| index).collect();
        if found.is_empty() { (0..self.grades.len().min(1)).collect() } else { found }
    }

    /// Indexes of the categories whose sum is the score, where the score is no more than that.
    #[must_use]
    pub fn added_up(&self) -> Option<Vec<usize>> {
        let score = &self.score;
        let is_plain = score.start.is_none()
            && score.floor.is_none()
            && score.cap.is_none()
            && score.rounding == Rounding::HalfUp
            && !score.zero_on_veto
            && self.categories.iter().all(|category| category.weight.is_none() && category.parent.is_none());
        is_plain.then(|| (0..self.categories.len()).collect())
    }

    /// Index of the grade with this title.
    #[must_use]
    pub fn grade_index(&self, title: &str) -> Option<usize> {
        self.grades.iter().position(|grade| grade.title == title)
    }
}
