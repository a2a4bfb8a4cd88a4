//! What is compared without reckoning: results in files or archives; and rule sets over what an archive holds.

use std::path::Path;

use super::archive::{Archived, Kept, KeptError};
use super::compare::{CompareError, compare_rules, read_result, rules_of, same_township};
use super::{Options, Progress};
use crate::archive::{examine, places::RUN};
use crate::reports::{Comparison, ResultDocument, Side, compare};
use crate::rules::RuleSet;
use crate::workbook::archive_mark::archive_of;

/// A result, and the rule set by which it was reckoned, where that is known.
struct Known {
    result: ResultDocument,
    rules: Option<RuleSet>,
}

impl Known {
    /// Of an archive the rule set is the archived one; of a result alone, the built-in one if it is still the same.
    fn read(path: &Path) -> Result<Self, CompareError> {
        if let Some(archive) = archive_of(path) {
            let kept = Kept::open_with(path, &archive).map_err(Box::new)?;
            return Ok(Self { rules: kept.main_rules(), result: kept.into_result() });
        }
        let result = read_result(path)?;
        Ok(Self { rules: rules_of(&result), result })
    }

    fn side(&self) -> Side<'_> {
        Side { result: &self.result, rules: self.rules.as_ref() }
    }
}

/// Compares two results that were kept, each an archive's folder or a file that `tally` wrote.
///
/// # Errors
/// [`CompareError`] where one of them cannot be read or is not whole, or they are of different townships.
pub fn compare_kept(before: &Path, after: &Path) -> Result<Comparison, CompareError> {
    let (old, new) = (Known::read(before)?, Known::read(after)?);
    same_township(&old.result, &new.result)?;
    same_kind(&old.result, &new.result)?;
    Ok(compare(old.side(), new.side()))
}

/// That neither is the book of one member, or both are of the same one: what a township has, a book has not, and all of it
/// would be told as gone.
fn same_kind(old: &ResultDocument, new: &ResultDocument) -> Result<(), CompareError> {
    let whose = |result: &ResultDocument| result.transfer.as_ref().map(|book| book.member.clone());
    match (whose(old), whose(new)) {
        (one, other) if one == other => Ok(()),
        (one, other) => Err(CompareError::Book(one.or(other).unwrap_or_default())),
    }
}

/// Runs two rule sets over what an archive holds. A rule set that is named as the archived run named it is the archived one,
/// unless a file of that name lies here.
///
/// # Errors
/// [`CompareError`] where the archive is not whole, or one of the runs cannot go on.
pub fn compare_rules_on_archive(
    before: &str,
    after: &str,
    archive: &Path,
    progress: &dyn Progress,
) -> Result<Comparison, CompareError> {
    let not_whole = |found| Box::new(KeptError::NotWhole { folder: archive.to_owned(), found });
    if !archive.join("data").join(RUN).is_file() {
        let whole = examine(archive);
        return Err(match whole.opened {
            Some(_) => Box::new(KeptError::NoInputs(archive.to_owned())).into(),
            None => not_whole(whole.diagnostics).into(),
        });
    }
    let archived = Archived::open(archive).map_err(not_whole)?;
    let mut options: Options = archived.options();
    let (before, after) = (here(before), here(after));
    options.stand_ins.asked = vec![before.clone(), after.clone()];
    compare_rules(&before, &after, &options, progress)
}

/// A file that lies here, written so that nothing of the archive stands for it.
fn here(name: &str) -> String {
    let path = Path::new(name);
    if path.is_relative() && path.is_file() { format!("./{name}") } else { name.to_owned() }
}
