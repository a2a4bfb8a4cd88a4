//! The organisation tree: Party committees, general branches, branches, groups; and who moved between branches.

use serde::{Deserialize, Serialize};

/// A unit of the tree with the sums of all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitResult {
    /// Its place in the tree, itself included.
    pub path: Vec<String>,
}

/// A member who moved from one branch to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferResult {
    /// The member.
    pub name: String,
}
