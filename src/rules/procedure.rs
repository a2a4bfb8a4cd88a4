//! Procedure: what has to be done before an entry counts, and what it is worth until then.

use serde::Deserialize;

use super::Holds;

/// A step of the procedure (核实, 通过 …), recorded in a column of the ledger.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name inside the rule set.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The column that records it; filled in means done.
    pub column: String,
    /// Other headers of the same column.
    #[serde(default)]
    pub also: Vec<String>,
    /// What the column holds: a day, or a name or any words.
    pub holds: Holds,
}

/// A step that entries of a category or item need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Index of the step.
    pub step: usize,
    /// What the entry is worth while the step is missing.
    pub until: Until,
}

/// What an entry is worth while a step is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Until {
    /// It is set aside and counts 0.
    Pending,
    /// It counts all the same; the missing step is listed.
    Counts,
}
