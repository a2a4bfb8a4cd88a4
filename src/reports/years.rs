//! The years before.

use serde::{Deserialize, Serialize};

/// Which years are known, and how the branches stood in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearsResult {
    /// Their labels, the latest first.
    pub known: Vec<String>,
}

/// What is known of a member's years before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeResult {
    /// Whether the member was found in the year before.
    pub known: bool,
}
