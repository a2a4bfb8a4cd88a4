//! Where each file that the run read gets its place in the bag, so that the same run finds it there again.
//!
//! What lies below the folder of the inputs keeps its place in relation to it; of anything else the name is kept, for
//! messages name files by it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Packing;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::pipeline::OutputError;
use crate::workbook::Original;

/// Bytes of a file; what is larger is not even read by a run.
const LARGEST: u64 = 200_000_000;

/// A file to be kept, not yet read.
pub struct Kept<'a> {
    /// 题名.
    pub title: String,
    /// 责任者.
    pub author: String,
    /// 备注.
    pub remark: String,
    /// Where its bytes are.
    pub source: Source<'a>,
}

/// Where bytes are.
pub enum Source<'a> {
    /// An input that was read: the same bytes again, or none.
    Original(&'a Original),
    /// A file.
    File(PathBuf),
    /// Here.
    Bytes(Vec<u8>),
}

/// The files and their places.
pub struct Keeper<'a> {
    period: &'a str,
    root: &'a Path,
    files: BTreeMap<String, Kept<'a>>,
    elsewhere: BTreeMap<PathBuf, String>,
}

impl<'a> Keeper<'a> {
    /// Nothing is kept yet.
    #[must_use]
    pub fn new(packing: &'a Packing<'_>) -> Self {
        let root = packing.outcome.received.root.as_path();
        Self { period: packing.period(), root, files: BTreeMap::new(), elsewhere: BTreeMap::new() }
    }

    /// Keeps a file below the inputs' folder; `shown` is its path from there, with `/`.
    ///
    /// # Errors
    /// [`OutputError::Name`] where another system could not hold its name.
    pub fn keep_input(&mut self, shown: &str, kept: Kept<'a>) -> Result<String, OutputError> {
        self.keep_at(place(self.period, Kind::Received, shown), kept)
    }

    /// Keeps a file, wherever it lies.
    ///
    /// # Errors
    /// [`OutputError::Name`] where another system could not hold its name.
    pub fn keep(&mut self, location: &Path, title: &str) -> Result<String, OutputError> {
        let at = self.place_of(location);
        let source = Source::File(location.to_owned());
        let kept = Kept { title: title.to_owned(), author: String::new(), remark: String::new(), source };
        self.keep_at(at, kept)
    }

    /// Keeps something in a place; where it is kept already, it stays as it is.
    ///
    /// # Errors
    /// [`OutputError::Name`] where another system could not hold its name.
    pub fn keep_at(&mut self, place: String, kept: Kept<'a>) -> Result<String, OutputError> {
        if place.contains('\\') {
            return Err(OutputError::Name(place));
        }
        self.files.entry(place.clone()).or_insert(kept);
        Ok(place)
    }

    /// The place of a file or folder that was read, or could not be.
    pub fn place_of(&mut self, location: &Path) -> String {
        let whole = whole(location);
        if let Some(below) = below(self.root, &whole) {
            return place(self.period, Kind::Received, &below).trim_end_matches('/').to_owned();
        }
        let number = self.elsewhere.len() + 1;
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let own = name(&whole).unwrap_or_else(|| "材料".to_owned());
        // A result is called by its folder too.
        let folder = whole.parent().and_then(name).filter(|_| whole.file_name() == Some(OsStr::new("结果.json")));
        let own = folder.map_or_else(|| own.clone(), |folder| format!("{folder}/{own}"));
        let new = || place(self.period, Kind::Elsewhere, &format!("{number:02}/{own}"));
        self.elsewhere.entry(whole).or_insert_with(new).clone()
    }

    /// Whether anything is kept below a folder of the bag.
    #[must_use]
    pub fn holds(&self, folder: &str) -> bool {
        let below = format!("{folder}/");
        self.files.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below))
    }

    /// The files with their bytes, in the order of their places, and the places of those that cannot be read at all.
    ///
    /// # Errors
    /// [`OutputError::Changed`] where an input is no longer what was read.
    pub fn read(self) -> Result<(Vec<ArchivedFile>, BTreeSet<String>), OutputError> {
        let read = |(path, kept): (String, Kept<'_>)| {
            let bytes = match kept.source {
                Source::Original(original) => {
                    Some(original.bytes().map_err(|problem| OutputError::Changed(problem.message))?)
                }
                Source::File(location) => bytes_of(&location),
                Source::Bytes(bytes) => Some(bytes),
            };
            let (title, author, remark) = (kept.title, kept.author, kept.remark);
            Ok(match bytes {
                Some(bytes) => Ok(ArchivedFile { path, title, author, remark, bytes }),
                None => Err(path),
            })
        };
        let all: Result<Vec<Result<ArchivedFile, String>>, OutputError> =
            self.files.into_iter().collect::<Vec<_>>().into_par_iter().map(read).collect();
        let (mut files, mut unread) = (Vec::new(), BTreeSet::new());
        for one in all? {
            match one {
                Ok(file) => files.push(file),
                Err(path) => {
                    unread.insert(path);
                }
            }
        }
        Ok((files, unread))
    }
}

/// The bytes of a file; `None` where it cannot be read.
fn bytes_of(location: &Path) -> Option<Vec<u8>> {
    let about = fs::metadata(location).ok()?;
    (about.is_file() && about.len() <= LARGEST).then(|| fs::read(location).ok()).flatten()
}

/// The whole path: of a folder without links; a file keeps its own name, which is what users see.
fn whole(location: &Path) -> PathBuf {
    if location.is_dir() {
        return fs::canonicalize(location).unwrap_or_else(|_| location.to_owned());
    }
    let folder = location.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    location.file_name().map_or_else(|| location.to_owned(), |name| folder.join(name))
}

/// A path below a folder, with `/`.
fn below(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let steps: Vec<_> = below.components().map(|step| step.as_os_str().to_string_lossy()).collect();
    Some(steps.join("/"))
}
