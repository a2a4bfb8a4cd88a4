//! Categories: the parts of the score, a tree of any depth.

use super::{Case, Limit, Mark, Rule, Sentence, Share};
use crate::model::Points;

/// A part of the score under a name of its own.
#[derive(Clone, Debug)]
pub struct Category {
    /// Key in results.
    pub id: String,
    /// Name for people; also the header of the branch's own total.
    pub title: String,
    /// Other headers of that total.
    pub also: Vec<String>,
    /// Where the rulebook says so.
    pub article: String,
    /// Index of the category that it is a part of; without one, the score is the whole.
    pub parent: Option<usize>,
    /// Its share in the whole, where it is not taken as it is.
    pub weight: Option<Share>,
    /// Full marks, where it has any: the sum of its items' full marks.
    pub full: Option<Points>,
    /// What it begins with.
    pub start: Option<Rule>,
    /// The least that it can come to.
    pub floor: Option<Points>,
    /// The most that it can come to.
    pub cap: Option<Points>,
    /// Whether lines that go below the floor are cut themselves (扣完为止), the later by date first; else floor and cap are
    /// a step of their own.
    pub exhausts: bool,
    /// What is made of its items and parts.
    pub combine: Combine,
    /// To what the full marks of the items that apply are scaled (满分折算).
    pub scale_to: Option<Points>,
    /// How it is reckoned where it has no items.
    pub computed: Option<Computed>,
    /// When it has a value: other members have none of it and are not asked for it.
    pub applies: Option<Rule>,
    /// How often it is reckoned.
    pub reckoned: Reckoned,
    /// What of its lines counts in each window.
    pub limits: Vec<Limit>,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks that belong to the whole category.
    pub about: String,
}

/// What is made of the items and parts of a category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Combine {
    /// Added up.
    #[default]
    Sum,
    /// Only the highest.
    Max,
    /// Only the lowest.
    Min,
    /// Their mean.
    Mean,
}

/// How often a category is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reckoned {
    /// In each settled period.
    #[default]
    EachPeriod,
    /// In each settled period, for each class that the member had in it.
    EachClass,
    /// Once for the whole run.
    Once,
}

/// Points that no line gives: they are reckoned from other figures.
#[derive(Clone, Debug)]
pub struct Computed {
    /// The formula, where no case holds.
    pub points: Option<Rule>,
    /// Special cases; the first that holds decides.
    pub cases: Vec<Case>,
    /// What the step says of how the points came about, where the case says nothing.
    pub shows: Option<Sentence>,
}
