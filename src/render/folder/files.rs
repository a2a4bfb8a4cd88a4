//! Files to be put in place together.

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::OnceLock;

use super::FolderError;
use crate::model::{Diagnostic, Digest};
use crate::render::leaks::held_back_but;
use crate::workbook::record::{self, Record};

/// Files to be put in place together: for each its path below the folder, with `/`, and its bytes.
///
/// They may be inserted in any order and are kept sorted by path. A file in which a number of an ID card, a phone or a bank
/// card stands is held back: see [`held`](Self::held).
#[derive(Clone, Debug, Default)]
pub struct OutputFiles {
    files: BTreeMap<String, OutputFile>,
    held: Vec<Diagnostic>,
}

/// A file's bytes, and their digest once it was asked for: a folder without a record needs none.
#[derive(Clone, Debug)]
pub struct OutputFile {
    digest: OnceLock<Digest>,
    bytes: Vec<u8>,
}

impl OutputFiles {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file that the program has made, unless a private number stands in it (F301).
    ///
    /// # Errors
    /// As [`insert_of_branch`](Self::insert_of_branch).
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), FolderError> {
        self.insert_printing(path, bytes, &[])
    }

    /// The same, though these lines may stand in it with the phones that they name: see
    /// [`held_back_but`](crate::render::leaks::held_back_but).
    ///
    /// # Errors
    /// As [`insert_of_branch`](Self::insert_of_branch).
    pub fn insert_printing(&mut self, path: &str, bytes: Vec<u8>, printed: &[String]) -> Result<(), FolderError> {
        let problem = held_back_but(path, &bytes, printed);
        self.insert_unless(problem, path, bytes)
    }

    /// Adds a file that the program has made and packed so that nothing can be found in its bytes: `words` are all that
    /// stand in it, and are searched instead.
    ///
    /// # Errors
    /// As [`insert_of_branch`](Self::insert_of_branch).
    pub fn insert_packed(&mut self, path: &str, bytes: Vec<u8>, words: &str) -> Result<(), FolderError> {
        self.insert_unless(held_back_but(path, words.as_bytes(), &[]), path, bytes)
    }

    /// Adds a file that is a branch's own, such as its workbook with our marks: it holds what the branch wrote, private
    /// numbers too, and goes back to the branch.
    ///
    /// # Errors
    /// [`FolderError::BadPath`] where the path is absolute, leads out of the folder (`..`), is not in its plainest form
    /// (`a//b`, `./a`), is that of the record, or was taken already: by a file, or by a folder that another file needs.
    pub fn insert_of_branch(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), FolderError> {
        if self.is_refused(path) {
            return Err(FolderError::BadPath(path.to_owned()));
        }
        self.files.insert(path.to_owned(), OutputFile { digest: OnceLock::new(), bytes });
        Ok(())
    }

    /// One problem for each file that was held back, in the order of insertion: they have to be told, and the run has not
    /// done all that was asked.
    #[must_use]
    pub fn held(&self) -> &[Diagnostic] {
        &self.held
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Paths and contents, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.bytes.as_slice()))
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths and the digests of the contents, sorted by path.
    pub(super) fn digests(&self) -> impl Iterator<Item = (&str, Digest)> {
        let digest = |file: &OutputFile| *file.digest.get_or_init(|| Digest::of(&file.bytes));
        self.files.iter().map(move |(path, file)| (path.as_str(), digest(file)))
    }

    /// The record of a folder that holds these files and no others.
    pub(super) fn record(&self) -> Record {
        let mut record = Record::default();
        self.digests().for_each(|(path, digest)| record.note(path, digest));
        record
    }

    fn insert_unless(&mut self, problem: Option<Diagnostic>, path: &str, bytes: Vec<u8>) -> Result<(), FolderError> {
        match problem {
            None => self.insert_of_branch(path, bytes),
            Some(_) if self.is_refused(path) => Err(FolderError::BadPath(path.to_owned())),
            Some(problem) => {
                self.held.push(problem);
                Ok(())
            }
        }
    }

    fn is_refused(&self, path: &str) -> bool {
        !is_plain(path) || self.is_taken(path)
    }

    fn is_taken(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let holds_others = self.files.range(below.clone()..).next().is_some_and(|(next, _)| next.starts_with(&below));
        holds_others || folders_of(path).any(|folder| self.files.contains_key(folder)) || self.files.contains_key(path)
    }
}

impl IntoIterator for OutputFiles {
    type Item = (String, Vec<u8>);
    type IntoIter = std::iter::Map<
        std::collections::btree_map::IntoIter<String, OutputFile>,
        fn((String, OutputFile)) -> (String, Vec<u8>),
    >;

    /// Paths and contents, sorted by path.
    fn into_iter(self) -> Self::IntoIter {
        self.files.into_iter().map(|(path, file)| (path, file.bytes))
    }
}

/// The folders on the way to a file, outermost first: `a`, `a/b` for `a/b/c`.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Whether the system reads the path as we do: as names joined by `/`, none of which leads upwards or elsewhere.
fn is_plain(path: &str) -> bool {
    let as_read: Option<Vec<&str>> = Path::new(path)
        .components()
        .map(|component| match component {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    // On Windows a colon would name a hidden stream of the file.
    let foreign = if cfg!(windows) { [':', '\0'] } else { ['\0', '\0'] };
    as_read.is_some_and(|names| names.iter().copied().eq(path.split('/')) && names.first() != Some(&record::NAME))
        && !path.contains(foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_whatever_the_order_of_insertion() {
        let mut files = OutputFiles::new();
        for path in ["汇总.xlsx", "批注/片/西.xlsx", "批注/东.xlsx", "a.b", "a/b"] {
            files.insert(path, path.into()).unwrap();
        }
        let paths: Vec<_> = files.paths().collect();
        assert_eq!(paths, ["a.b", "a/b", "批注/东.xlsx", "批注/片/西.xlsx", "汇总.xlsx"]);
        assert_eq!(files.record().to_string().lines().count(), 5);
    }

    #[test]
    fn paths_that_lead_out_of_the_folder_or_collide_are_refused() {
        let mut files = OutputFiles::new();
        files.insert("a/b", Vec::new()).unwrap();
        for path in ["", "/", "/x", "..", "../x", "x/../y", "./x", "x//y", "x/", ".jifen", ".jifen/x", "x\0"] {
            assert!(matches!(files.insert(path, Vec::new()), Err(FolderError::BadPath(_))), "{path:?}");
        }
        for path in ["a", "a/b", "a/b/c"] {
            assert!(matches!(files.insert(path, Vec::new()), Err(FolderError::BadPath(_))), "{path:?}");
        }
        for path in ["a/c", "ab", "a b/..x", "x/.jifen"] {
            files.insert(path, Vec::new()).unwrap();
        }
        assert_eq!(files.len(), 5);
    }
}
