//! Output folders, put in place whole or not at all.
//!
//! Files are written into a temporary folder beside the target, and get their places by renaming alone. A process that
//! is killed leaves the old or the new, and a hidden folder beside the target that the next run removes. What was
//! written is noted in the folder's [record](crate::workbook::record): by it a later run knows the folder as ours, and
//! finds the files that their user has edited, which are never replaced.
//!
//! No lock is held. Of two runs at once on the same target one may fail; the target is whole in any case.

mod error;
mod files;
mod place;
mod staging;
mod survey;
mod swap;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::workbook::record::Record;

pub use error::FolderError;
pub use files::OutputFiles;
use place::Place;
use staging::{Staging, sync_folder, sync_folders};
use survey::Found;

/// Says early what [`replace_folder`] would refuse later, after the work is done: where it would find something at
/// `target` that must not be replaced. It also clears up after a run that was killed.
///
/// # Errors
/// Those of [`replace_folder`], as far as they show before anything is written.
pub fn ensure_replaceable(target: &Path) -> Result<(), FolderError> {
    let place = Place::of(target)?;
    place.recover()?;
    survey::look_for_replacing(&place).map(drop)
}

/// Makes `target` a folder that holds these files, and the record of them, and nothing else. On Linux there is the old
/// folder or the new one at every instant, on most file systems; elsewhere there is a moment without either, and if the
/// program dies in it, the next run puts the old one back.
///
/// ```
/// use jifen::render::folder::{OutputFiles, replace_folder};
/// # let folder = tempfile::tempdir()?;
/// # let target = folder.path().join("汇总结果");
/// let mut files = OutputFiles::new();
/// files.insert("结果.json", b"{}".to_vec())?;
/// files.insert("批注/东河村.xlsx", b"PK".to_vec())?;
/// replace_folder(&target, &files)?;
/// assert!(target.join("批注/东河村.xlsx").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`FolderError`]; nothing was changed then. A file that its user has deleted is not missed; one that was edited or
/// added is [`FolderError::Edited`].
pub fn replace_folder(target: &Path, files: &OutputFiles) -> Result<(), FolderError> {
    let place = Place::of(target)?;
    place.recover()?;
    survey::look_for_replacing(&place)?;
    let staging = Staging::of(files, &place)?;
    staging.seal(&files.record())?;
    // Looked at again: writing may have taken long enough for somebody to save a file.
    match survey::look_for_replacing(&place)? {
        Found::Nothing => swap::put(staging.path(), &place),
        Found::Empty | Found::Ours(_) => {
            keep_permissions(&place.path, staging.path());
            swap::replace(staging.path(), &place)
        }
    }
}

/// Makes a folder that must not be there yet, with these files and no record: it is never replaced by a later run.
///
/// # Errors
/// [`FolderError::Exists`] where anything stands there already; otherwise as [`replace_folder`]. Nothing was changed then.
pub fn put_new_folder(target: &Path, files: &OutputFiles) -> Result<(), FolderError> {
    let place = Place::of(target)?;
    place.recover()?;
    is_free(&place)?;
    let staging = Staging::of(files, &place)?;
    is_free(&place)?;
    swap::put(staging.path(), &place)
}

/// Says early what [`put_new_folder`] would refuse later.
///
/// # Errors
/// Those of [`put_new_folder`], as far as they show before anything is written.
pub fn ensure_free(target: &Path) -> Result<(), FolderError> {
    let place = Place::of(target)?;
    place.recover()?;
    is_free(&place)
}

fn is_free(place: &Place) -> Result<(), FolderError> {
    match std::fs::symlink_metadata(&place.path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FolderError::at(&place.path)(error)),
        Ok(_) => Err(FolderError::Exists(place.path.clone())),
    }
}

/// Puts files into an output folder of ours, or makes one of them. The folder's other files stay as they are, ours and
/// not ours; of those to be replaced none may be edited. Each file appears whole, and the record always fits: first it
/// is replaced by one that knows the old files and the new, then the files are, then the record tells the new alone.
///
/// Without files nothing is done, and no folder is made.
///
/// # Errors
/// [`FolderError`]; nothing was changed then, save by an [`FolderError::Io`] between two files.
pub fn merge_into_folder(target: &Path, files: &OutputFiles) -> Result<(), FolderError> {
    if files.is_empty() {
        return Ok(());
    }
    let place = Place::of(target)?;
    place.recover()?;
    survey::look_for_merging(&place, files)?;
    let staging = Staging::of(files, &place)?;
    let mut record = match survey::look_for_merging(&place, files)? {
        Found::Nothing => {
            staging.seal(&files.record())?;
            return swap::put(staging.path(), &place);
        }
        Found::Empty => Record::default(),
        Found::Ours(record) => record,
    };
    let put_record = |record: &Record| {
        staging.seal(record)?;
        staging.put(crate::workbook::record::NAME)?;
        sync_folder(&place.path);
        Ok(())
    };
    let mut both = record.clone();
    files.digests().for_each(|(path, digest)| both.announce(path, digest));
    put_record(&both)?;
    for path in files.paths() {
        staging.put(path)?;
    }
    sync_folders(&place.path, files);
    files.digests().for_each(|(path, digest)| record.note(path, digest));
    put_record(&record)
}

/// A folder that was opened to colleagues stays open to them.
#[cfg(unix)]
fn keep_permissions(from: &Path, to: &Path) {
    let _ = std::fs::metadata(from).and_then(|about| std::fs::set_permissions(to, about.permissions()));
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &Path) {}
