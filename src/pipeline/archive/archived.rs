//! An archive that was opened: what commands read of it that change nothing.

use std::path::Path;

use super::record::RunRecord;
use crate::archive::Opened;
use crate::model::Diagnostic;
use crate::pipeline::Options;
use crate::reports::ResultDocument;
use crate::rules::RuleSet;

/// An archive with which nothing is wrong.
#[derive(Clone, Debug)]
pub struct Archived {
    /// The bag.
    pub opened: Opened,
    /// How the run was made.
    pub record: RunRecord,
    /// Its result.
    pub result: ResultDocument,
}

impl Archived {
    /// Opens an archive: fixity first, then the record and the result.
    ///
    /// # Errors
    /// Everything that is wrong with it; nothing of it is used then.
    pub fn open(_folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        // Seam: the `record` helper opens it here.
        Err(Vec::new())
    }

    /// The options of the same run over what the archive holds.
    #[must_use]
    pub fn options(&self) -> Options {
        Options { in_archive: true, ..Options::default() }
    }

    /// The rule set of the archive by which a branch was reckoned.
    #[must_use]
    pub fn rules_of(&self, _branch: &str) -> Option<RuleSet> {
        None
    }
}
