//! How a result is published (公示).

use serde::{Deserialize, Serialize};

/// When, where and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicityResult {
    /// The first day.
    pub from: String,
}
