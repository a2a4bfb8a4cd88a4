//! How the result is published.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::pipeline::RunError;
use crate::reports::PublicityResult;

/// When and how, where the township publishes.
///
/// # Errors
/// [`RunError`] where a file that was named cannot be read.
pub fn publicity(_run: &Reckoned<'_>, _said: &mut Vec<Diagnostic>) -> Result<Option<PublicityResult>, RunError> {
    Ok(None)
}
