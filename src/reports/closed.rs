//! How a period that was settled differs from what its settlement said.

use serde::{Deserialize, Serialize};

/// One settled period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedResult {
    /// Its label.
    pub period: String,
}
