//! Putting a folder in the place of another.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::FolderError;
use super::place::Place;
use super::staging::sync_folder;

/// Puts `new` in place, where there is nothing.
pub(super) fn put(new: &Path, place: &Place) -> Result<(), FolderError> {
    // A folder is never renamed over anything but an empty folder: what appeared meanwhile is safe.
    rename(new, &place.path).map_err(FolderError::at(&place.path))?;
    sync_folder(&place.parent);
    Ok(())
}

/// Puts `new` in the place of the folder that stands there, and removes that, or leaves it under the name of `new`.
pub(super) fn replace(new: &Path, place: &Place) -> Result<(), FolderError> {
    if exchange(new, &place.path).map_err(FolderError::at(&place.path))? {
        sync_folder(&place.parent);
        return Ok(());
    }
    // Without exchange there is a moment without target; `Place::recover` puts the old one back if we die in it.
    let aside = place.aside();
    rename(&place.path, &aside).map_err(FolderError::at(&place.path))?;
    if let Err(error) = rename(new, &place.path) {
        let _ = rename(&aside, &place.path);
        return Err(FolderError::at(&place.path)(error));
    }
    sync_folder(&place.parent);
    place.discard(&aside);
    Ok(())
}

/// Exchanges two folders in one step; `false` where the system, or this file system, cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Renames. On Windows virus scanners and indexers hold new files open for a moment: there it is tried again.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut again = if cfg!(windows) { 10 } else { 0 };
    loop {
        match fs::rename(from, to) {
            Err(error) if again > 0 && error.kind() != io::ErrorKind::NotFound => {
                again -= 1;
                thread::sleep(Duration::from_millis(50));
            }
            result => return result,
        }
    }
}
