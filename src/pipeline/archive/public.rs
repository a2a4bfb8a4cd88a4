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

/// The file that points from the publishable package to the whole one: its name, and the SHA-256 of its manifest.
#[must_use]
pub fn pointer(name: &str, sha256: &str) -> ArchivedFile {
    ArchivedFile::new("其他/指向.txt", "指向完整的归档包", format!("{name}\r\n{sha256}\r\n").into_bytes())
}
