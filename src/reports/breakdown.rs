//! Members and means by sex, age, education, class and Party age.

use serde::{Deserialize, Serialize};

use crate::model::Points;

/// One way to part the members counted, and its groups. Sums only: nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakdownResult {
    /// By what: sex, age, education, standing, class, party_age.
    pub by: String,
    /// The same in words: 性别.
    pub title: String,
    /// The groups, in their order; together they hold every member counted once.
    pub groups: Vec<BreakdownGroup>,
}

/// The members of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakdownGroup {
    /// What they have in common; 未填 where the roster does not say.
    pub group: String,
    /// How many members counted.
    pub members: usize,
    /// How many of them have a score.
    pub scored: usize,
    /// The mean of those scores, to two places; absent where nobody has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Points>,
    /// How many have one of the grades that have quotas (where none has, the best grade); absent where no grades are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
}
