//! Writing one file that must not be there yet.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::failure::Failure;
use crate::render::folder::FolderError;
use crate::render::leaks::held_back;
use crate::workbook::archive_mark::archive_around;

/// Refuses a place in an archive: archives are never changed.
pub fn ensure_outside_archives(path: &Path) -> Result<(), Failure> {
    archive_around(path).map_or(Ok(()), |archive| Err(Failure::Folder(FolderError::Archive(archive))))
}

/// Writes a file that must not be there, whole or not at all; not at all, too, where a private number stands in it.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    ensure_outside_archives(path)?;
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    if let Some(problem) = held_back(&name, bytes) {
        return Err(Failure::Held(Box::new(problem)));
    }
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
