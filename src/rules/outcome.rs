//! What follows from a result: honours, ranked lists, consequences, alerts.

use serde::Deserialize;

use super::{Mark, Per, Rule};
use crate::model::Window;

/// A title that is given to everyone who meets its condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Honour {
    /// Its name.
    pub title: String,
    /// Who has it.
    #[serde(rename = "if")]
    pub when: Rule,
    /// In which runs it is given; empty: in all that settle.
    #[serde(default)]
    pub runs: Vec<Window>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// The first or last of a branch by a figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedList {
    /// Its name.
    pub title: String,
    /// The figure.
    pub of: Rule,
    /// One list for each such window of the run; without it, one for the run.
    pub per: Option<Per>,
    /// From which end places are counted.
    pub from: End,
    /// How many places; whoever ties with the last of them is on the list too.
    pub places: Rule,
    /// Who is ranked: counted members for whom this holds.
    pub among: Option<Rule>,
    /// Names of lists of the same window; who is on one of them is not on this.
    #[serde(default)]
    pub except: Vec<String>,
    /// No list where all have the same.
    #[serde(default)]
    pub unless_all_equal: bool,
    /// What it gives.
    pub gives: Gives,
    /// The words of a consequence; `{period}` is the window's label.
    #[serde(default)]
    pub text: String,
    /// In which runs it is made, those that settle nothing (累计) included; empty: in all that settle.
    #[serde(default)]
    pub runs: Vec<Window>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// The end of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// The highest first.
    Top,
    /// The lowest first.
    Bottom,
}

/// What a list gives to those on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gives {
    /// An honour with the list's title.
    Honour,
    /// A consequence.
    Consequence,
}

/// What follows (后续措施) for everyone who meets its condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// For whom.
    #[serde(rename = "if")]
    pub when: Rule,
    /// The words, in their order; `{period}` is the period's label.
    pub text: Vec<String>,
    /// Asked in each settled period that counts; without it, once for the run.
    #[serde(default)]
    pub each_period: bool,
    /// Of several of one group only the first that holds follows, in each period.
    pub group: Option<String>,
    /// What a warning says, where it is to be looked at.
    #[serde(default)]
    pub warning: String,
    /// In which runs it follows; empty: in all that settle.
    #[serde(default)]
    pub runs: Vec<Window>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// Months in a row in which something is missing (连续几个月).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// What is missing.
    pub kind: String,
    /// Whether a month is one of them, asked month by month.
    pub absent: Rule,
    /// Whether a month ends the row. A month that is neither is passed over.
    pub breaks: Rule,
    /// For whom it cannot be told.
    pub unknown: Option<Rule>,
    /// From how many months what is said, the longest first.
    pub levels: Vec<AlertLevel>,
    /// The row of last year that was not ended, as columns of the archive: first and last month.
    pub carry: Option<Carry>,
    /// In which runs it is looked for; empty: in all that settle.
    #[serde(default)]
    pub runs: Vec<Window>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Given or illustrative.
    pub mark: Option<Mark>,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// What so many months in a row mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertLevel {
    /// So many months at the least.
    pub from: u32,
    /// What it is called.
    pub level: String,
    /// Only while the row has not ended at the end of the period.
    #[serde(default)]
    pub open: bool,
}

/// Where last year's archive has the row that was not ended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// The column with its first month.
    pub from: String,
    /// The column with its last month.
    pub to: String,
    /// Indexes of the columns.
    #[serde(skip)]
    pub found: (usize, usize),
}
