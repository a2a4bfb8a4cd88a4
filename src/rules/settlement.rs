//! When points are reckoned up, and how the reckonings make the year.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Mark, Rule, Share};

/// How settled periods make the year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// What is made of them.
    pub of: Join,
    /// The share of each, by the part of its label behind the year (`H1`, `Q3`, `05`), for `weighted`.
    #[serde(default)]
    pub weights: BTreeMap<String, Share>,
    /// Whether a period counts for a member, asked at its end; without it, every one does.
    pub counts: Option<Rule>,
    /// Whether the branch settled a period; one that it did not is left out, which is an error.
    pub settled: Option<Rule>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
}

/// How several figures make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    /// Added up.
    Sum,
    /// Their mean.
    Mean,
    /// Each with its share; shares of periods that do not count are spread over the others.
    Weighted,
    /// The last.
    Last,
    /// The highest.
    Max,
    /// The lowest.
    Min,
}

/// Classes (类别) that may change within the year: every class is reckoned for its own months.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// The fact of members that is the class at the end of the period.
    pub of: String,
    /// Index of that fact.
    #[serde(skip)]
    pub fact: usize,
    /// Where changes stand.
    pub changes: Option<Changes>,
}

/// The table of changes of class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Its id.
    pub table: String,
    /// Its column with the first day of the new class.
    pub day: String,
    /// Its column with the class before.
    pub before: String,
    /// Its column with the class after.
    pub after: String,
    /// Indexes of table, day, before, after.
    #[serde(skip)]
    pub found: (usize, usize, usize, usize),
}

/// Which days of a member count.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Only months at whose last day the member is on the roster count.
    #[serde(default)]
    pub months: bool,
    /// The fact of members with a first day that goes before 转入时间.
    pub since: Option<String>,
    /// Index of that fact.
    #[serde(skip)]
    pub since_fact: Option<usize>,
}
