//! What else has to be right, as the rule set says itself: of lines, members, branches, records.

use serde::Deserialize;

use super::{Rule, Sentence};
use crate::model::{Severity, Verdict};

/// A check that a rule set asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCheck {
    /// Its name inside the rule set.
    pub id: String,
    /// What is looked at.
    pub on: Looked,
    /// Of lines: the items and categories; of records: the table. Empty: all lines.
    #[serde(default)]
    pub of: Vec<String>,
    /// Indexes of the items, or of the table.
    #[serde(skip)]
    pub found: Vec<usize>,
    /// What is wrong.
    #[serde(rename = "if")]
    pub when: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What a line counts then.
    #[serde(default)]
    pub counts: Verdict,
    /// What is said; `{name}` is the value of a fact.
    pub says: Sentence,
    /// What to do.
    #[serde(default)]
    pub help: String,
    /// The column of the line or record that is marked; of members the table in which their row is; of a branch the table,
    /// or a label above it: `table.label`.
    #[serde(default)]
    pub at: String,
    /// Asked of members who are not counted, too.
    #[serde(default)]
    pub of_all: bool,
    /// Asked in each settled period that counts; without it, once for the run.
    #[serde(default)]
    pub each_period: bool,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Looked {
    /// Each line of the ledger.
    Entry,
    /// Each member, when the score is known.
    Member,
    /// Each branch as a whole.
    Branch,
    /// Each record of a table.
    Record,
}
