//! Archives among the paths that a command is given: what reads them, and changes nothing.

use std::path::{Path, PathBuf};

use super::args::RunArguments;
use super::failure::Failure;
use crate::pipeline::archive::Kept;
use crate::workbook::archive_mark::archive_of;

/// The archive that is given as the only path, or around it; `None` where none is.
///
/// # Errors
/// [`Failure::Told`] where it is given together with something else, or with settings that it has itself.
pub fn archive_among(paths: &[PathBuf], run: &RunArguments) -> Result<Option<PathBuf>, Failure> {
    if let Some(zip) = paths.iter().find(|path| is_zip(path)) {
        let message = format!("「{}」是压缩包，请先解开，再写解开以后的文件夹。", zip.display());
        return Err(Failure::Told(message));
    }
    let existing = || paths.iter().filter(|path| path.exists());
    let Some(archive) = existing().find_map(|path| archive_of(path)) else { return Ok(None) };
    if paths.len() > 1 {
        let message =
            format!("「{}」是档案包，只能单独写，不能与别的文件、文件夹或另一个档案包一起写。", archive.display());
        return Err(Failure::Told(message));
    }
    if let Some(flag) = run.first_given() {
        let message = format!("「{}」是档案包，期间、办法等照归档时的，不用写 {flag}。", archive.display());
        return Err(Failure::Told(message));
    }
    Ok(Some(archive))
}

/// Opens an archive.
///
/// # Errors
/// What is wrong with it.
pub fn open(folder: &Path) -> Result<Kept, Failure> {
    Ok(Kept::open(folder)?)
}

/// Whether a path is an archive in one file.
pub fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) && path.is_file()
}
