//! What was read of the tables in which others judge a member: 测评, 评议票, 考核, 评价.

use serde::{Deserialize, Serialize};

use crate::model::Points;

/// One such table of one branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraisalResult {
    /// The table's id in the rule set.
    pub table: String,
    /// Its title.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// How many rows were read.
    pub rows: usize,
    /// How many of the members counted they are about.
    pub rated: usize,
    /// How many members are counted.
    pub members: usize,
    /// The members counted of whom nothing was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// The figures, by column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FiguresResult>,
    /// How often each word was chosen, by column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<ChosenResult>,
}

/// The figures of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresResult {
    /// The column's id.
    pub column: String,
    /// Its title.
    pub title: String,
    /// How many there are.
    pub count: usize,
    /// Their mean, to two places.
    pub mean: Points,
    /// The least.
    pub least: Points,
    /// The most.
    pub most: Points,
}

/// How often a word was chosen in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenResult {
    /// The column's id.
    pub column: String,
    /// Its title.
    pub title: String,
    /// The word.
    pub word: String,
    /// How many rows have it.
    pub count: usize,
}
