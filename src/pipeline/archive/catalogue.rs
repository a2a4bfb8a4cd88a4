//! The lists of what is in the package: 说明文件.TXT, 文件目录.XML, 目录.xlsx, index.html.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::pipeline::OutputError;

/// The lists over all other files of the payload.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(_packing: &Packing<'_>, _others: &[ArchivedFile]) -> Result<Vec<ArchivedFile>, OutputError> {
    Ok(Vec::new())
}
