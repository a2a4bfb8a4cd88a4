//! Figures: what a rule set reckons out under a name of its own, a number or a yes or no.

use serde::Deserialize;

use super::{Mark, Rule};
use crate::model::Points;

/// A figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its name in formulas.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it is, where no case holds.
    pub of: Option<Rule>,
    /// What it is in special cases; the first that holds decides.
    #[serde(default)]
    pub cases: Vec<Case>,
    /// The highest step that a number reaches, instead of `of`.
    pub steps: Option<Ladder>,
    /// Whether a profile may say that it was not held this year (本年未评选). It is then no.
    #[serde(default)]
    pub closable: bool,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// A special case of a figure or item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// When it is the case.
    #[serde(rename = "if")]
    pub when: Rule,
    /// What it then is.
    pub is: Option<Rule>,
    /// The item then does not apply: no points, and no full marks are asked.
    #[serde(default)]
    pub exempt: bool,
    /// What the step then says.
    #[serde(default)]
    pub note: String,
    /// What is wrong with that, where it is an error for a member counted.
    #[serde(default)]
    pub error: String,
    /// What is to be known about it, where it is a warning for a member counted.
    #[serde(default)]
    pub warning: String,
}

/// Steps that a number climbs: bands of an outside figure, ladders over what came together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// The number.
    pub of: Rule,
    /// The steps, in any order; the highest that is reached counts.
    pub from: Vec<Rung>,
    /// What it is below the lowest step.
    #[serde(default)]
    pub below: Points,
}

/// One step: reached from a number on (以上), or above it (不含).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Reached from here on, included.
    pub from: Option<Points>,
    /// Reached above, not included.
    pub above: Option<Points>,
    /// What it is there.
    pub is: Points,
    /// Given or illustrative.
    pub mark: Option<Mark>,
}

impl Ladder {
    /// What a number comes to.
    #[must_use]
    pub fn at(&self, number: Points) -> Points {
        let reached = self.from.iter().filter(|rung| rung.is_reached(number));
        reached.max_by_key(|rung| rung.bound()).map_or(self.below, |rung| rung.is)
    }
}

impl Rung {
    /// Whether a number reaches it.
    #[must_use]
    pub fn is_reached(&self, number: Points) -> bool {
        self.from.is_none_or(|from| from <= number) && self.above.is_none_or(|above| above < number)
    }

    /// Where it begins; of two at one number the open one is the higher.
    #[must_use]
    pub fn bound(&self) -> (Option<Points>, bool) {
        (self.from.max(self.above), self.above.is_some())
    }
}
