//! Tests that a rule set brings along, and lints that it waives.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A small reckoning with its expected outcome, written by who wrote the rule set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    /// What it shows.
    pub title: String,
    /// How it is reckoned, in words.
    #[serde(default)]
    pub about: String,
    /// The period, as a label; the year 2025 where nothing is written.
    #[serde(default = "usual_period")]
    pub period: String,
    /// The roster as a text table: a header, then one line each, cells parted by `|`. Without it, everyone in the ledger.
    #[serde(default)]
    pub roster: String,
    /// The ledger, in the same way.
    #[serde(default)]
    pub ledger: String,
    /// Other tables, by their id.
    #[serde(default)]
    pub table: BTreeMap<String, String>,
    /// Whether something in it is an error, on purpose.
    #[serde(default)]
    pub errors: bool,
    /// What comes out: by name, then by `score`, `grade`, `stars`, `rank`, `veto`, `honours`, `consequences`, or the id
    /// of a category, item or figure. Several words are joined by `、`.
    pub expect: BTreeMap<String, BTreeMap<String, String>>,
}

fn usual_period() -> String {
    "2025".to_owned()
}

/// A lint that the authors of a rule set know of and accept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Its code.
    pub code: String,
    /// What it is about, as the lint names it; empty: every place.
    #[serde(default)]
    pub of: String,
    /// Why it is accepted.
    pub reason: String,
}
