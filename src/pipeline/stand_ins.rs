//! What a run over an archive takes for that which lay elsewhere when the archive was made.
//!
//! An archive keeps the profile and the names on the command line as they were written. What these names mean is looked up
//! here first, so that the same run needs nothing outside the archive: also a built-in rule set is the archived one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::options::Options;
use super::profile::Profile;
use super::registry::code;
use super::run_error::RunError;
use crate::model::{Diagnostic, Severity, masked};

/// What stands for what; empty in any other run.
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// The id or path of a rule set, or a path that the profile names, and where that lies now.
    pub places: BTreeMap<String, PathBuf>,
    /// The id of the rule set that was assumed, where nobody named one.
    pub default_rules: Option<String>,
    /// What was said of files beside the inputs that were not read, and so are not in the archive.
    pub passed_over: Vec<Told>,
    /// Years before that were named and could not be read, and what was said of them.
    pub previous: BTreeMap<PathBuf, Vec<Told>>,
    /// Whether a name for which nothing stands is refused: an archive is all that there is.
    pub alone: bool,
    /// The rule sets that today's command names: of what is compared on an archive, they are not the archive's.
    pub asked: Vec<String>,
}

/// Something that was said of a file, as an archive keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The code.
    pub code: String,
    /// The file, as it was shown.
    pub file: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// How bad it is, where that is not what the code says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Told {
    /// A problem with a whole file, to be kept.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let clean = |text: &str| masked(text).into_owned();
        Self {
            code: diagnostic.code.id.to_owned(),
            file: diagnostic.file.as_deref().map(clean),
            message: clean(&diagnostic.message),
            help: clean(&diagnostic.help),
            severity: (diagnostic.severity != diagnostic.code.severity).then_some(diagnostic.severity),
            value: diagnostic.value.as_deref().map(clean),
        }
    }

    /// The problem again; `None` where this version no longer has such a code.
    fn again(&self) -> Option<Diagnostic> {
        let said = code(&self.code)?.says(&self.message);
        let file = self.file.as_deref().map(Into::into);
        let severity = self.severity.unwrap_or(said.severity);
        Some(Diagnostic { file, severity, value: self.value.clone(), help: self.help.clone(), ..said })
    }
}

impl StandIns {
    /// Where that lies which is called so, where something stands for it.
    #[must_use]
    pub fn named(&self, written: &str) -> Option<&Path> {
        self.places.get(written).map(PathBuf::as_path)
    }

    /// Takes out of an archived profile the files that it names: over an archive only its record says where they lie.
    ///
    /// # Errors
    /// [`RunError::NotRecorded`] where the record says nothing of one, which then lies outside the archive if anywhere.
    pub fn only_recorded(&self, profile: &mut Profile, options: &Options) -> Result<(), RunError> {
        if !self.alone {
            return Ok(());
        }
        let first = profile.publicity.as_mut().and_then(|publicity| publicity.first.take());
        let named = [
            (profile.decisions.take(), options.decisions.is_some()),
            (profile.waivers.take(), options.waivers.is_some()),
            (profile.objections.take(), options.objections.is_some()),
            (profile.organisation.take(), options.organisation.is_some()),
            (first, options.publish.since.is_some()),
            (profile.previous.take().and_then(|named| named.to_vec().into_iter().next()), !options.previous.is_empty()),
            // Closed periods that nobody asked for are not looked at.
            (
                std::mem::take(&mut profile.closed).into_iter().next(),
                options.closed.as_ref().is_none_or(|closed| !closed.is_empty()),
            ),
        ];
        let called = profile.publicity.iter().flat_map(|publicity| [&publicity.register, &publicity.holidays]);
        let called = called.flatten().map(|name| (name, self.named(name).is_some()));
        let all = named.iter().filter_map(|(name, is_recorded)| Some((name.as_ref()?, *is_recorded)));
        match all.chain(called).find(|(_, is_recorded)| !is_recorded) {
            Some((name, _)) => Err(RunError::NotRecorded(name.clone())),
            None => Ok(()),
        }
    }

    /// Where a file lies that the profile in the folder `base` names.
    #[must_use]
    pub fn place(&self, written: &str, base: &Path) -> PathBuf {
        self.named(written).map_or_else(|| base.join(written), Path::to_owned)
    }

    /// Adds what was said of files that are not in the archive, where it would have been said.
    pub fn add_passed_over(&self, said: &mut Vec<Diagnostic>) {
        if self.passed_over.is_empty() {
            return;
        }
        said.extend(self.passed_over.iter().filter_map(Told::again));
        said.sort_by(|one, other| one.file.cmp(&other.file));
        said.dedup();
    }

    /// What was said of a year before that could not be read.
    #[must_use]
    pub fn said_of(&self, previous: &Path) -> Option<Vec<Diagnostic>> {
        Some(self.previous.get(previous)?.iter().filter_map(Told::again).collect())
    }
}
