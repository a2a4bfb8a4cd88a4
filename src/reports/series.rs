//! The series over the year: what was entered, and what it changed, by month and quarter.

use serde::{Deserialize, Serialize};

use crate::model::Points;

/// One month, quarter or run of one branch, or of the township.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesResult {
    /// The branch; absent for the township.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// What the row is about.
    pub window: SeriesWindow,
    /// The label of the month, the quarter, or the run.
    pub period: String,
    /// Entries that lie in it, whatever became of them.
    pub entries: usize,
    /// Those of them that count, in full or cut by a limit.
    pub counted: usize,
    /// Points that they add.
    pub added: Points,
    /// Points that they take off; not positive.
    pub deducted: Points,
    /// Members with an entry in it.
    pub members: usize,
    /// Of the run: points of items that no entry dates: full marks, and what tables give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undated: Option<Points>,
    /// Of the run: what caps, weights, averages and rounding make of the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Points>,
}

/// What a row of the series is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeriesWindow {
    /// A calendar month.
    Month,
    /// A quarter, where the run has several: its months, and figures that are of the quarter as a whole.
    Quarter,
    /// All of it, with figures that are of no quarter.
    Run,
}
