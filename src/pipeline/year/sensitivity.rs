//! Who changes grade or stars by how little.

use super::Reckoned;
use crate::reports::SensitivityResult;

/// What one step more would change; `None` where nothing is settled.
pub fn sensitivity(_run: &Reckoned<'_>) -> Option<SensitivityResult> {
    None
}
