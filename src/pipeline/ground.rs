//! What all branches of a run are reckoned with.

use super::BranchScores;
use crate::model::{Held, Period};
use crate::rules::RuleSet;
use crate::scoring::Scene;

/// What all branches of a run are reckoned with.
pub struct Ground<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The period of the run.
    pub period: Period,
    /// The n-th year of the programme.
    pub programme_year: u32,
    /// Whether somebody said that it is the first.
    pub is_first_year: bool,
    /// Whether last year's archive was read, or there was no year before.
    pub knows_last_year: bool,
    /// By figure, whether the profile says that it was not held this year.
    pub closed: Vec<bool>,
}

/// What last year's archive says of each member of a branch.
pub type LastYear = Vec<Option<Vec<Option<Held>>>>;

impl Ground<'_> {
    /// The scene of a branch that was scored.
    #[must_use]
    pub fn scene<'s>(&'s self, branch: &'s BranchScores) -> Scene<'s> {
        Scene {
            rules: self.rules,
            period: self.period,
            programme_year: self.programme_year,
            is_first_year: self.is_first_year,
            knows_last_year: self.knows_last_year,
            roster: &branch.roster,
            entries: &branch.entries,
            judgements: &branch.judgements,
            records: &branch.records,
            last_year: &branch.last_year,
            closed: &self.closed,
            index: &branch.index,
        }
    }
}
