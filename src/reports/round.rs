//! What 结果.json says of earlier workbooks of a branch, and of accepted deviations.

use serde::{Deserialize, Serialize};

use super::document::DiagnosticResult;
use crate::model::Severity;

/// How a branch's workbooks differ from those that it handed in before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoundResult {
    /// The branch.
    pub branch: String,
    /// Its files now, in the order of their paths.
    pub files: Vec<String>,
    /// How many times it has been handed in, this one included; 2 where one earlier one is known.
    pub round: u32,
    /// What it is compared with: paths, or `null` for the marks that it carries itself.
    pub against: Option<Vec<String>>,
    /// Problems that are no longer there, in the order in which they were listed (已改).
    pub mended: Vec<RoundProblem>,
    /// Problems that were there and still are (未改).
    pub unmended: Vec<RoundProblem>,
    /// Problems that were not there before (新增).
    pub new: Vec<RoundProblem>,
    /// Entries that were added, removed or changed.
    pub entries: Vec<RoundEntry>,
}

/// A problem, as a comparison of rounds names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundProblem {
    /// Its code.
    pub code: String,
    /// Its severity.
    pub severity: Severity,
    /// The sheet and the cells where it stands; for a mended problem, where it stood.
    pub sheet: Option<String>,
    /// See `sheet`.
    pub cell: Option<String>,
    /// The member concerned.
    pub member: Option<String>,
    /// What is, or was, wrong.
    pub message: String,
}

/// An entry that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundEntry {
    /// What became of it.
    pub change: EntryChange,
    /// The member, as written.
    pub member: String,
    /// The item's id, or what is written in its place.
    pub item: String,
    /// The day or period, as in `steps[].entries[].date`; empty where none can be read.
    pub date: String,
    /// What it said before, in words; `null` for an added one.
    pub before: Option<String>,
    /// What it says now; `null` for a removed one.
    pub after: Option<String>,
    /// Where it stands now; where it stood, for a removed one.
    pub sheet: String,
    /// See `sheet`.
    pub cell: String,
}

/// What became of an entry between two rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryChange {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says something else.
    Changed,
}

/// A deviation that was accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WaivedResult {
    /// The problem as it would stand among the diagnostics.
    pub diagnostic: DiagnosticResult,
    /// Whether the entry counts now; `null` where the problem does not bear on that.
    pub counts: Option<bool>,
    /// Why it was accepted.
    pub reason: String,
    /// Who accepted it: the meeting.
    pub by: String,
    /// When, as a day.
    pub on: String,
    /// Where the waiver is recorded: file and row.
    pub source: String,
}
