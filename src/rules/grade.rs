//! Grades and stars, and the quotas that limit them.

use serde::Deserialize;

use super::{Condition, Fact, Line, Mark};
use crate::model::Points;

/// A grade (等次); of all grades of a rule set exactly one holds for a member.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Its name.
    pub title: String,
    /// How many stars go with it.
    pub stars: u32,
    /// When the points alone give it.
    pub when: Condition,
    /// Its quota, where it has one.
    pub quota: Option<Quota>,
    /// Index of the grade at which those compete who find no place here.
    pub falls_to: Option<usize>,
    /// What follows from it (后续措施).
    pub effects: Vec<String>,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks.
    pub about: String,
}

/// The share of members who may have a grade.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Percent of the members counted, by year of the programme; the last one holds for all later years.
    pub percent: Vec<Percent>,
}

/// A share in percent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Percent {
    /// Percent of the members counted.
    pub of: Points,
    /// Given or illustrative.
    pub mark: Mark,
}

impl Quota {
    /// The share in the n-th year of the programme, counted from 1.
    #[must_use]
    pub fn percent_in(&self, programme_year: u32) -> Points {
        let index = usize::try_from(programme_year.saturating_sub(1)).unwrap_or(usize::MAX);
        self.percent.get(index).or(self.percent.last()).map_or(Points::ZERO, |percent| percent.of)
    }

    /// The most places: the largest whole number that does not exceed the share of `counted`.
    #[must_use]
    pub fn places(&self, programme_year: u32, counted: usize) -> usize {
        let share = Points::count(counted) * self.percent_in(programme_year) / Points::whole(100);
        usize::try_from(share.floor()).unwrap_or(0)
    }
}

/// Over whom a quota is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Each branch for itself.
    Branch,
    /// All branches together.
    Township,
}

/// How places under a quota are given. Who ties where places do not suffice is held (待定) until a decision.
#[derive(Clone, Debug)]
pub struct QuotaRule {
    /// Over whom.
    pub scope: Scope,
    /// What decides the order, the higher the better, one after the other.
    pub order: Vec<Fact>,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// The rule in words.
    pub about: Vec<Line>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_whole_part_of_the_share() {
        let percent = |of| Percent { of: Points::whole(of), mark: Mark::Given };
        let quota = Quota { percent: vec![percent(5), percent(12), percent(15)] };
        assert_eq!(quota.places(1, 19), 0);
        assert_eq!(quota.places(1, 20), 1);
        assert_eq!(quota.places(2, 25), 3);
        assert_eq!(quota.places(3, 40), 6);
        assert_eq!(quota.places(9, 40), 6);
    }
}
