//! Periods that were closed before: what has changed since.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::pipeline::RunError;
use crate::reports::ClosedResult;

/// How each closed period differs from its settlement.
///
/// # Errors
/// [`RunError`] where a settlement that was named cannot be read.
pub fn closed(_run: &Reckoned<'_>, _said: &mut Vec<Diagnostic>) -> Result<Vec<ClosedResult>, RunError> {
    Ok(Vec::new())
}
