//! A package with which nothing is wrong, laid out for the tests of its content.

use std::collections::BTreeSet;

use serde_json::Value;

use super::payload::{Part, PayloadFile};
use crate::archive::places::Kind;
use crate::pipeline::archive::Archived;

/// The year's package.
#[derive(Debug)]
pub struct Bench<'a> {
    /// The archive, opened.
    pub archived: &'a Archived,
    /// Its result as it stands in the file.
    pub document: &'a Value,
    /// The files of its payload.
    pub files: &'a [PayloadFile],
}

impl<'a> Bench<'a> {
    /// The files of a kind of record.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a PayloadFile> {
        self.files.iter().filter(move |file| file.part == Part::Record(kind))
    }

    /// The digests of all files that came in.
    pub fn digests_of_inputs(&self) -> BTreeSet<String> {
        self.files.iter().filter(|file| file.part.came_in()).map(|file| file.digest.clone()).collect()
    }

    /// Whether something lies at a place below `data/`: a file, or a folder of files.
    pub fn has(&self, place: &str) -> bool {
        let place = place.trim_end_matches('/');
        let below = format!("{place}/");
        // The files are in the order of their paths.
        let from = |path: &str| self.files.get(self.files.partition_point(|file| file.path.as_str() < path));
        let is_file = || from(place).is_some_and(|file| file.path == place);
        place.is_empty() || is_file() || from(&below).is_some_and(|file| file.path.starts_with(&below))
    }
}
