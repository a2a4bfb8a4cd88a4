//! Rule sets by name: built in, or from a file.

use std::path::Path;

use super::run_error::RunError;
use super::stand_ins::StandIns;
use super::unreadable;
use crate::rules::{RuleSet, builtin_ids, builtin_text, load};

/// A built-in rule set by id, or one from a file.
///
/// # Errors
/// [`RunError`] where there is none, or it is wrong.
pub fn find_rules(name: &str, base: &Path) -> Result<RuleSet, RunError> {
    rules_of_run(name, base, &StandIns::default())
}

/// The same in a run; of one over an archive it is what the archive holds under that name.
///
/// # Errors
/// As [`find_rules`].
pub fn rules_of_run(name: &str, base: &Path, stand_ins: &StandIns) -> Result<RuleSet, RunError> {
    let text = match stand_ins.named(name) {
        Some(path) => text_of(path)?,
        None if stand_ins.alone && !stand_ins.asked.iter().any(|asked| asked == name) => {
            return Err(RunError::NotRecorded(name.to_owned()));
        }
        None => rule_text(name, base)?,
    };
    load(&text).map_err(|error| RunError::Rules { name: name.to_owned(), error })
}

/// The text of a built-in rule set by id, or of one from a file.
///
/// # Errors
/// [`RunError`] where there is none, or it cannot be read.
pub fn rule_text(name: &str, base: &Path) -> Result<String, RunError> {
    if let Some(text) = builtin_text(name) {
        return Ok(text.to_owned());
    }
    let path = base.join(name);
    if !path.is_file() {
        return Err(RunError::UnknownRules { name: name.to_owned(), known: builtin_ids().join("、") });
    }
    text_of(&path)
}

fn text_of(path: &Path) -> Result<String, RunError> {
    std::fs::read_to_string(path)
        .map_err(|error| RunError::Unreadable { path: path.to_owned(), reason: unreadable::in_words(&error) })
}
