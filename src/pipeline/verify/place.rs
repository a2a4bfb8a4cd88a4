//! From what the user named to the folder of a package. A zip is unpacked somewhere else, and is gone afterwards.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::VerifyError;
use crate::archive::zip::unpack;
use crate::model::Diagnostic;
use crate::workbook::archive_mark::is_archive;
use crate::workbook::is_spreadsheet;

/// A package on disk.
#[derive(Debug)]
pub struct Place {
    /// Its folder.
    pub folder: PathBuf,
    /// The folder beside which other packages may lie: that of the zip, where it came as one.
    pub beside: PathBuf,
    /// Where a zip was unpacked.
    unpacked: Option<TempDir>,
}

impl Place {
    /// Whether the package is the whole of a zip, without a folder of its own: then it is called as the zip is.
    #[must_use]
    pub fn is_all_of_zip(&self) -> bool {
        self.unpacked.as_ref().is_some_and(|folder| folder.path() == self.folder)
    }
}

/// What only a package has: one of them without the declaration is a package that was not written to its end.
const SIGNS: [&str; 6] = [
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
    "bag-info.txt",
    "data",
];

/// Finds the package.
///
/// # Errors
/// [`VerifyError`] where there is none; what is wrong with a zip that cannot be unpacked.
pub fn find(path: &Path) -> Result<Result<Place, Vec<Diagnostic>>, VerifyError> {
    let about = fs::metadata(path).map_err(|_| VerifyError::Missing(path.to_owned()))?;
    if about.is_dir() {
        return in_folder(path).map(Ok);
    }
    let mut first = [0; 2];
    let is_zip = fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == *b"PK";
    // A workbook is a zip as well.
    if !is_zip || is_spreadsheet(path) {
        return Err(VerifyError::NoZip(path.to_owned()));
    }
    let unpacked = tempfile::tempdir().map_err(|source| VerifyError::NoRoom { path: path.to_owned(), source })?;
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = full.parent().unwrap_or(Path::new("")).to_owned();
    Ok(unpack(path, unpacked.path()).map(|folder| Place { folder, beside, unpacked: Some(unpacked) }))
}

fn in_folder(path: &Path) -> Result<Place, VerifyError> {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = full.parent().unwrap_or(Path::new("")).to_owned();
    if is_archive(path) || SIGNS.iter().filter(|sign| path.join(sign).exists()).count() > 1 {
        return Ok(Place { folder: path.to_owned(), beside, unpacked: None });
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let bags = entries.filter(|entry| is_archive(&entry.path()));
    let mut names: Vec<String> = bags.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    if names.is_empty() {
        Err(VerifyError::NoPackage(path.to_owned()))
    } else {
        Err(VerifyError::Several { folder: path.to_owned(), names })
    }
}
