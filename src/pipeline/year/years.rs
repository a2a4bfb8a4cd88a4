//! The years before.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::pipeline::RunError;
use crate::reports::YearsResult;

/// What earlier years say; `None` where none was named.
///
/// # Errors
/// [`RunError`] where an archive that was named cannot be read.
pub fn years(_run: &Reckoned<'_>, _said: &mut Vec<Diagnostic>) -> Result<Option<YearsResult>, RunError> {
    Ok(None)
}
