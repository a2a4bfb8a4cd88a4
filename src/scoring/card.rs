//! A member's scorecard: the score, and every step that made it.

use crate::model::{Period, Points, Verdict};

/// What the checks say of an entry, and why where it does not simply count.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason, in a few words.
    pub why: Option<String>,
}

/// What became of an entry in the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Counted in full.
    Counted,
    /// Waits for a step of the procedure.
    Pending,
    /// In error, or of another period.
    Excluded,
    /// Cut or dropped by a limit, a maximum or a floor.
    Capped,
}

impl LineState {
    /// Whether the entry is valid, whatever a limit left of it.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        matches!(self, Self::Counted | Self::Capped)
    }
}

/// An entry in the score.
#[derive(Clone, Debug)]
pub struct ScoredLine {
    /// Index into the branch's entries.
    pub entry: usize,
    /// What it changes in its item, after all limits.
    pub effect: Points,
    /// What became of it.
    pub state: LineState,
    /// Why, where it did not count in full.
    pub why: Option<String>,
}

/// One step of the score: an item, or what the rule set does with the sum.
#[derive(Clone, Debug)]
pub struct Step {
    /// Index of the item; `None` for a step that belongs to no item (rounding).
    pub item: Option<usize>,
    /// Index of the category; `None` for a veto and for steps on the whole score.
    pub category: Option<usize>,
    /// The settled period, where it is not the whole run.
    pub period: Option<Period>,
    /// The class in which it was reckoned, as an index of the fact's words, where the member had several.
    pub class: Option<usize>,
    /// What it contributes, after floor, maximum and limits.
    pub counted: Points,
    /// Full marks, where the item has any.
    pub of: Option<Points>,
    /// How it came about, in words.
    pub note: String,
    /// The entries behind it.
    pub lines: Vec<ScoredLine>,
}

/// A member's score with all its steps.
#[derive(Clone, Debug, Default)]
pub struct Scorecard {
    /// Points by category, in the rule set's order; `None` where there are none to be had.
    pub categories: Vec<Option<Points>>,
    /// The score, rounded as the rule set says; `None` where none can be formed.
    pub score: Option<Points>,
    /// The steps; they add up to the score.
    pub steps: Vec<Step>,
    /// Indexes of the vetoes that stand, sorted by their numbers, each once.
    pub vetoes: Vec<usize>,
    /// The scores of the settled periods that count, where the year is made of such.
    pub periods: Vec<(Period, Option<Points>)>,
    /// Points by the headings of a second classification.
    pub groups: Vec<(String, Points)>,
}

impl Scorecard {
    /// What an item contributed.
    #[must_use]
    pub fn of_item(&self, item: usize) -> Points {
        self.steps.iter().filter(|step| step.item == Some(item)).map(|step| step.counted).sum()
    }
}
