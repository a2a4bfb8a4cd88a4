//! Who changes grade or stars by how little.

use serde::{Deserialize, Serialize};

/// What one step more would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitivityResult {
    /// Whether the list of awards changes if all pending entries were accepted.
    pub accepted_all_changes: bool,
}
