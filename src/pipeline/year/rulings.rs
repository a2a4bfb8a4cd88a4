//! What people decided beyond the rules: decisions of meetings, and objections.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::pipeline::RunError;
use crate::reports::{DecisionResult, ObjectionResult};

/// The decisions, and what became of them.
pub fn decisions(_run: &Reckoned<'_>) -> Vec<DecisionResult> {
    Vec::new()
}

/// The objections.
///
/// # Errors
/// [`RunError`] where the file that was named cannot be read.
pub fn objections(_run: &Reckoned<'_>, _said: &mut Vec<Diagnostic>) -> Result<Vec<ObjectionResult>, RunError> {
    Ok(Vec::new())
}
