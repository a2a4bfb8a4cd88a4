//! What people decided beyond the rules: decisions of meetings, and objections.

use serde::{Deserialize, Serialize};

/// A decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionResult {
    /// The branch.
    pub branch: String,
}

/// An objection (异议).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionResult {
    /// The branch.
    pub branch: String,
}
