//! Grades and stars, and the quotas that limit them.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Line, Mark, Rule, Share};
use crate::model::{Points, Rounding, Window};

/// A grade (等次); of all grades of a rule set exactly one holds for a member.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Its name.
    pub title: String,
    /// How many stars go with it.
    pub stars: u32,
    /// When each scale gives it, in the order of the rule set's scales; a scale that does not name it never does.
    pub when: Vec<Option<Rule>>,
    /// Its quota, where it has one.
    pub quota: Option<Quota>,
    /// Index of the grade at which those compete who find no place here.
    pub falls_to: Option<usize>,
    /// In which runs it can be given; empty: in all that settle.
    pub runs: Vec<Window>,
    /// Whether it stands for what the source leaves open: the rulebook has no such grade.
    pub fills_gap: bool,
    /// What follows from it (后续措施).
    pub effects: Vec<String>,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
    /// Remarks.
    pub about: String,
}

/// A scale of its own on which grades are given; where there are several the lowest grade holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its name inside the rule set.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// In which runs it is used; empty: in all that settle.
    #[serde(default)]
    pub runs: Vec<Window>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// When a grade is given: one formula, or one for each scale.
#[derive(Clone, Debug)]
pub enum WhenText {
    /// On the only scale.
    Only(Rule),
    /// By the name of the scale.
    Scales(Vec<(String, Rule)>),
}

impl<'de> Deserialize<'de> for WhenText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WhenVisitor;
        impl<'de> Visitor<'de> for WhenVisitor {
            type Value = WhenText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("一个条件，如 \"score >= 90\"，或每种评定各一个条件")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<WhenText, E> {
                Rule::deserialize(StrDeserializer::new(text)).map(WhenText::Only)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WhenText, A::Error> {
                let scales = std::collections::BTreeMap::deserialize(MapAccessDeserializer::new(map))?;
                Ok(WhenText::Scales(scales.into_iter().collect()))
            }
        }
        deserializer.deserialize_any(WhenVisitor)
    }
}

/// How many members may have a grade: exactly one of percent, share and places.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Percent of the members counted, by year of the programme; the last one holds for all later years.
    #[serde(default)]
    pub percent: Vec<Percent>,
    /// A share of the members counted.
    pub share: Option<Share>,
    /// So many places.
    pub places: Option<u32>,
    /// How a share becomes a whole number of places; the largest that does not exceed it where nothing is written.
    pub rounding: Option<Rounding>,
    /// Of whom it is a share: counted members for whom this holds.
    pub among: Option<Rule>,
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
    /// The share in percent in the n-th year of the programme, counted from 1; none where places are fixed.
    #[must_use]
    pub fn percent_in(&self, programme_year: u32) -> Option<Points> {
        let index = usize::try_from(programme_year.saturating_sub(1)).unwrap_or(usize::MAX);
        let percent = self.percent.get(index).or(self.percent.last()).map(|percent| percent.of);
        percent.or(self.share.map(Share::percent))
    }

    /// The most places: the share of `counted` as a whole number.
    #[must_use]
    pub fn limit(&self, programme_year: u32, counted: usize) -> usize {
        if let Some(places) = self.places {
            return usize::try_from(places).unwrap_or(usize::MAX);
        }
        let percent = self.percent_in(programme_year).unwrap_or(Points::ZERO);
        let share = Points::count(counted) * percent / Points::whole(100);
        let whole = share.checked_round(0, self.rounding.unwrap_or(Rounding::Floor)).unwrap_or(Points::ZERO);
        usize::try_from(whole.floor()).unwrap_or(0)
    }
}

/// Over whom a quota is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Each branch for itself.
    #[default]
    Branch,
    /// All branches together.
    Township,
    /// All branches together, each class for itself.
    Class,
    /// Each branch for itself, and each class in it.
    #[serde(rename = "branch_class")]
    BranchClass,
}

/// What becomes of those who tie where places do not suffice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ties {
    /// They are held (待定), and places are kept for them until a decision.
    #[default]
    Held,
    /// None of them has a place, and nobody behind them.
    None,
    /// All of them have one, beyond the quota.
    All,
}

/// How places under a quota are given.
#[derive(Clone, Debug, Default)]
pub struct QuotaRule {
    /// Over whom.
    pub scope: Scope,
    /// What decides the order, the higher the better, one after the other.
    pub order: Vec<Rule>,
    /// What becomes of those who tie at the last place.
    pub ties: Ties,
    /// In which runs quotas hold; empty: in all that settle.
    pub runs: Vec<Window>,
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
        let rounding = None;
        let percents = vec![percent(5), percent(12), percent(15)];
        let quota = Quota { percent: percents, share: None, places: None, rounding, among: None };
        assert_eq!(quota.limit(1, 19), 0);
        assert_eq!(quota.limit(1, 20), 1);
        assert_eq!(quota.limit(2, 25), 3);
        assert_eq!(quota.limit(3, 40), 6);
        assert_eq!(quota.limit(9, 40), 6);
    }

    #[test]
    fn a_part_of_a_place_is_left_off_or_made_whole() {
        let limits = |rounding| {
            let percent = vec![Percent { of: Points::whole(25), mark: Mark::Given }];
            let quota = Quota { percent, share: None, places: None, rounding, among: None };
            [1, 2, 4, 5, 6].map(|counted| quota.limit(1, counted))
        };
        assert_eq!(limits(None), [0, 0, 1, 1, 1]);
        assert_eq!(limits(Some(Rounding::HalfUp)), [0, 1, 1, 1, 2]);
        assert_eq!(limits(Some(Rounding::Up)), [1, 1, 1, 2, 2]);
    }
}
