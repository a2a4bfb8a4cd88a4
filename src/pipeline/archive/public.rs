//! The package that may be published: results without personal data.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::pipeline::OutputError;

/// The payload of the publishable package.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(_packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    Ok(Vec::new())
}
