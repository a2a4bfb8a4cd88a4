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
        let below = |path: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        place.is_empty() || self.files.iter().any(|file| below(&file.path))
    }
}
