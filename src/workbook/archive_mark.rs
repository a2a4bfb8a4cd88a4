//! By what an archive of ours, or any other bag, is known: its folder holds `bagit.txt`. Archives are never changed, and
//! never taken for branches' reports.

use std::path::{Path, PathBuf};

/// The file that declares a bag.
pub const DECLARATION: &str = "bagit.txt";

/// Whether a folder is a bag.
#[must_use]
pub fn is_archive(folder: &Path) -> bool {
    folder.join(DECLARATION).is_file()
}

/// The bag in which a path lies, or which it is; the path itself need not exist.
#[must_use]
pub fn archive_around(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let existing = whole.ancestors().find(|folder| folder.exists())?;
    let full = std::fs::canonicalize(existing).unwrap_or_else(|_| existing.to_owned());
    full.ancestors().find(|folder| is_archive(folder)).map(Path::to_owned)
}
