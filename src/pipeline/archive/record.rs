//! How a run was made (运行记录.json): what a recomputation needs, so that the same inputs give the same result again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of this record.
pub const RECORD_SCHEMA: u32 = 1;

/// The record of a run. All paths are below the bag's `data/`, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The version of the record: a newer one is refused.
    pub schema: u32,
    /// The version of the program.
    pub jifen: String,
    /// Where 结果.json lies.
    pub result: String,
    /// The files and folders that were given.
    pub paths: Vec<String>,
    /// The profile, where there was one.
    pub profile: Option<String>,
    /// What command line or profile call a file or a rule set, and where it lies in the bag: rule sets by id or path, and
    /// every path that the profile names.
    pub stand_ins: BTreeMap<String, String>,
    /// What the command line said, as it was said: the name of a rule set, a period's label and so on.
    pub rules: Option<String>,
    /// A period's label.
    pub period: Option<String>,
    /// The year in which the programme began.
    pub programme_start: Option<i32>,
    /// The report date: 2025-12-31.
    pub report_date: Option<String>,
    /// Whether warnings were errors.
    pub strict: bool,
}
