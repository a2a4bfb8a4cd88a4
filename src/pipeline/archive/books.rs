//! 一人一册: the books of members.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::pipeline::OutputError;

/// The books of all members, a workbook for each branch or for each member.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(_packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    Ok(Vec::new())
}
