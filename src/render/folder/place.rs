//! Where an output folder stands, and the temporary folders of ours beside it.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{FolderError, swap};
use crate::model::Digest;
use crate::workbook::archive_mark::archive_around;

/// In the name of a temporary folder: may be removed at any time.
const NEW: &str = "new";
/// In the name of a temporary folder: a whole output folder, set aside while another takes its place.
const ASIDE: &str = "old";

/// An output folder's place.
pub(super) struct Place {
    /// The folder itself, that may not exist.
    pub(super) path: PathBuf,
    /// The folder that it lies in.
    pub(super) parent: PathBuf,
    /// What the names of its temporary folders begin with. It has the target's name in it as a digest: the name itself
    /// might be too long with an addition.
    prefix: String,
}

impl Place {
    pub(super) fn of(target: &Path) -> Result<Self, FolderError> {
        // Taken apart and put together again, the path has no trailing slash, under which a link would be followed.
        let plain: PathBuf = target.components().collect();
        let path = match plain.file_name() {
            Some(_) => plain,
            None => fs::canonicalize(&plain).map_err(FolderError::at(target))?,
        };
        let Some(name) = path.file_name() else { return Err(FolderError::NotOurs(path)) };
        let prefix = format!(".jifen-{:.8}-", Digest::of(name.as_encoded_bytes()).to_string());
        let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new(".")).to_owned();
        match archive_around(&parent) {
            Some(archive) => Err(FolderError::Archive(archive)),
            None => Ok(Self { path, parent, prefix }),
        }
    }

    /// A name beside the target, for a folder that is on its way in or out.
    pub(super) fn temporary(&self) -> PathBuf {
        self.name(NEW)
    }

    /// A name beside the target, for what stands there while it is replaced.
    pub(super) fn aside(&self) -> PathBuf {
        self.name(ASIDE)
    }

    fn name(&self, kind: &str) -> PathBuf {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        self.parent.join(format!("{}{kind}-{}-{count}", self.prefix, process::id()))
    }

    /// Clears up after a run that was killed: puts back what it had set aside, and removes what it had begun.
    pub(super) fn recover(&self) -> Result<(), FolderError> {
        let aside = self.leftovers(ASIDE);
        let is_missing = fs::symlink_metadata(&self.path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if let Some(first) = aside.first().filter(|_| is_missing) {
            // Where this fails, nothing is removed: it may be the only copy.
            swap::rename(first, &self.path).map_err(FolderError::at(&self.path))?;
        }
        aside.iter().chain(&self.leftovers(NEW)).for_each(|path| self.discard(path));
        Ok(())
    }

    /// Removes a folder of ours beside the target, as far as it can be: what remains is left to a later run.
    ///
    /// It is given another name first. So a folder under the name of one set aside is always whole; and a process that
    /// may still be using it finds it gone, not half empty.
    pub(super) fn discard(&self, path: &Path) {
        let doomed = self.temporary();
        if fs::rename(path, &doomed).is_ok() {
            let _ = fs::remove_dir_all(doomed);
        }
    }

    /// What a process that no longer runs left behind, sorted. None where the folder cannot be listed.
    fn leftovers(&self, kind: &str) -> Vec<PathBuf> {
        let is_leftover = |name: &OsStr| {
            let rest = name.to_str().and_then(|name| name.strip_prefix(&self.prefix)?.strip_prefix(kind));
            let process = rest.and_then(|rest| rest.strip_prefix('-')?.split('-').next()?.parse().ok());
            process.is_some_and(|process| !is_running(process))
        };
        let Ok(entries) = fs::read_dir(&self.parent) else { return Vec::new() };
        let mut found: Vec<_> = entries
            .flatten()
            .filter(|entry| is_leftover(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .map(|entry| entry.path())
            .collect();
        found.sort();
        found
    }
}

/// Whether another process of this number runs, where the system shows it without being asked through C. Elsewhere a
/// second run on the same target may take the folder of the first, which then fails; the target is whole either way.
fn is_running(process: u32) -> bool {
    process != process::id() && Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn leftovers_are_removed_and_the_folder_set_aside_is_put_back() {
        let root = tempfile::tempdir().unwrap();
        let place = Place::of(&root.path().join("汇总结果/")).unwrap();
        let other = Place::of(&root.path().join("汇总结果2")).unwrap();
        for folder in [place.temporary(), place.aside(), other.temporary()] {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("a"), "whole").unwrap();
        }
        place.recover().unwrap();
        assert_eq!(fs::read_to_string(place.path.join("a")).unwrap(), "whole");
        assert_eq!(names(root.path()).len(), 2, "the other target's folder stays: {:?}", names(root.path()));
        fs::create_dir(place.aside()).unwrap();
        place.recover().unwrap();
        other.recover().unwrap();
        assert_eq!(names(root.path()), ["汇总结果"]);
        assert_eq!(names(&place.path), ["a"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_running_process_keeps_its_folder() {
        let root = tempfile::tempdir().unwrap();
        let place = Place::of(&root.path().join("汇总结果")).unwrap();
        fs::create_dir(root.path().join(format!("{}new-1-0", place.prefix))).unwrap();
        place.recover().unwrap();
        assert_eq!(names(root.path()).len(), 1);
    }

    #[test]
    fn the_root_and_what_is_not_there_are_no_places() {
        assert!(matches!(Place::of(Path::new("/")), Err(FolderError::NotOurs(_))));
        assert!(matches!(Place::of(Path::new("")), Err(FolderError::Io { .. })));
        assert_eq!(Place::of(Path::new("x")).unwrap().parent, Path::new("."));
        assert!(Place::of(Path::new(".")).unwrap().path.is_absolute());
    }
}
