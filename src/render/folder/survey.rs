//! What stands where output is to go, and whether it may be replaced.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::files::folders_of;
use super::place::Place;
use super::{FolderError, OutputFiles};
use crate::workbook::archive_mark::is_archive;
use crate::workbook::record::{self, Record, Standing};

/// What systems leave in folders that were looked at; nobody misses them.
const DEBRIS: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// What stands at a place.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A folder with nothing in it.
    Empty,
    /// An output folder of ours.
    Ours(Record),
}

/// Looks at the place; what is not ours is an error.
pub(super) fn look(place: &Place) -> Result<Found, FolderError> {
    let failed = || FolderError::at(&place.path);
    let about = match fs::symlink_metadata(&place.path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(failed()(error)),
    };
    if about.is_symlink() {
        return Err(FolderError::Link(place.path.clone()));
    }
    if !about.is_dir() {
        return Err(FolderError::NotOurs(place.path.clone()));
    }
    if is_archive(&place.path) {
        return Err(FolderError::Archive(place.path.clone()));
    }
    if let Some(record) = Record::read(&place.path).map_err(failed())? {
        return Ok(Found::Ours(record));
    }
    for entry in fs::read_dir(&place.path).map_err(failed())? {
        if !is_debris(&entry.map_err(failed())?.file_name().to_string_lossy()) {
            return Err(FolderError::NotOurs(place.path.clone()));
        }
    }
    Ok(Found::Empty)
}

/// Whether the folder that stands there may be replaced as a whole.
pub(super) fn look_for_replacing(place: &Place) -> Result<Found, FolderError> {
    let found = look(place)?;
    if matches!(found, Found::Nothing) {
        return Ok(found);
    }
    let here = env::current_dir().and_then(fs::canonicalize);
    if let (Ok(here), Ok(target)) = (here, fs::canonicalize(&place.path))
        && here.starts_with(target)
    {
        return Err(FolderError::Inside(place.path.clone()));
    }
    if let Found::Ours(record) = &found {
        let mut obstacles = Obstacles::default();
        obstacles.search(place, record)?;
        obstacles.verdict()?;
    }
    Ok(found)
}

/// Whether files may be put into the folder that stands there.
pub(super) fn look_for_merging(place: &Place, files: &OutputFiles) -> Result<Found, FolderError> {
    let found = look(place)?;
    if let Found::Ours(record) = &found {
        let mut obstacles = Obstacles::default();
        for path in files.paths() {
            obstacles.meet(place, record, path)?;
        }
        obstacles.verdict()?;
    }
    Ok(found)
}

/// Files that must not be replaced.
#[derive(Default)]
struct Obstacles {
    edited: Vec<PathBuf>,
    open: Vec<PathBuf>,
}

impl Obstacles {
    /// Everything in the folder.
    fn search(&mut self, place: &Place, record: &Record) -> Result<(), FolderError> {
        // Empty folders are passed over: there is nothing in them to be lost.
        let mut pending = vec![String::new()];
        while let Some(folder) = pending.pop() {
            let at = place.path.join(&folder);
            let entries = fs::read_dir(&at).map_err(FolderError::at(&at))?;
            for entry in entries {
                let entry = entry.map_err(FolderError::at(&at))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let kind = entry.file_type().map_err(FolderError::at(&entry.path()))?;
                let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                if kind.is_dir() {
                    pending.push(path);
                } else if let Some(opened) = opened(&name) {
                    self.open.push(at.join(opened));
                } else if path != record::NAME
                    && !is_debris(&name)
                    && !(kind.is_file() && is_ours(place, record, &path)?)
                {
                    self.edited.push(entry.path());
                }
            }
        }
        Ok(())
    }

    /// What stands where a file is to go, or on the way there.
    fn meet(&mut self, place: &Place, record: &Record, path: &str) -> Result<(), FolderError> {
        for folder in folders_of(path) {
            let at = place.path.join(folder);
            match fs::symlink_metadata(&at) {
                Ok(about) if about.is_dir() => {}
                Ok(_) => {
                    self.edited.push(at);
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(FolderError::at(&at)(error)),
            }
        }
        let at = place.path.join(path);
        match fs::symlink_metadata(&at) {
            Ok(about) if about.is_file() && is_ours(place, record, path)? => {}
            Ok(_) => self.edited.push(at.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(FolderError::at(&at)(error)),
        }
        if let Some(name) = at.file_name().and_then(|name| name.to_str())
            && lock_files(name).iter().any(|lock| fs::symlink_metadata(at.with_file_name(lock)).is_ok())
        {
            self.open.push(at);
        }
        Ok(())
    }

    fn verdict(mut self) -> Result<(), FolderError> {
        self.edited.sort();
        self.edited.dedup();
        self.open.sort();
        self.open.dedup();
        if !self.edited.is_empty() {
            Err(FolderError::Edited(self.edited))
        } else if !self.open.is_empty() {
            Err(FolderError::Open(self.open))
        } else {
            Ok(())
        }
    }
}

fn is_ours(place: &Place, record: &Record, path: &str) -> Result<bool, FolderError> {
    let standing = record.standing(&place.path, path).map_err(FolderError::at(&place.path.join(path)))?;
    Ok(matches!(standing, Standing::Unedited | Standing::Gone))
}

fn is_debris(name: &str) -> bool {
    DEBRIS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The files that spreadsheet programs lay beside one that they have open: Excel, WPS, LibreOffice.
fn lock_files(name: &str) -> [String; 3] {
    [format!("~${name}"), format!(".~{name}"), format!(".~lock.{name}#")]
}

/// The file that another is the lock file of.
fn opened(name: &str) -> Option<&str> {
    let by_libreoffice = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    by_libreoffice().or_else(|| name.strip_prefix("~$")).or_else(|| name.strip_prefix(".~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_name_the_file_that_is_open() {
        for lock in lock_files("汇总.xlsx") {
            assert_eq!(opened(&lock), Some("汇总.xlsx"), "{lock}");
        }
        assert_eq!(opened("汇总.xlsx"), None);
    }
}
