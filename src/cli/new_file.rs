//! Writing one file that must not be there yet.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::failure::Failure;

/// Writes a file that must not be there, whole or not at all.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let wrong = |source| Failure::Rules { path: path.to_owned(), source };
    let mut file = std::fs::File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Exists(path.to_owned()),
        _ => wrong(error),
    })?;
    file.write_all(bytes).map_err(|error| {
        let _ = std::fs::remove_file(path);
        wrong(error)
    })
}
