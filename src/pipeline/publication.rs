//! The files of a publication: notices, slips, the record.

use rayon::prelude::*;

use super::Outcome;
use super::outputs::OutputError;
use crate::render::folder::OutputFiles;
use crate::render::xlsx::write_book;
use crate::reports::{changed_members, publicity_files};

impl Outcome {
    /// Whether files of a publication are written: of a provisional result only where it is asked for by name.
    #[must_use]
    pub fn has_publication(&self) -> bool {
        self.notice.as_ref().is_some_and(|notice| notice.provisional_too || !self.is_provisional())
            && !self.result.members.is_empty()
    }
}

/// Adds the files where the result is to be published, and says what the user should know of them.
///
/// # Errors
/// [`OutputError::Publicity`] where one cannot be written.
pub fn add(outcome: &Outcome, files: &mut OutputFiles) -> Result<Vec<String>, OutputError> {
    let Some(notice) = &outcome.notice else { return Ok(Vec::new()) };
    if !outcome.has_publication() {
        return Ok(vec![
            "结果还是试算，没有写公示表：张贴出去再改，就不好解释了。要先看样子的，加 --publish，表上写明「试算，不得张贴」。"
                .to_owned(),
        ]);
    }
    let books = publicity_files(&outcome.result, &outcome.rules, notice);
    let written: Vec<_> = books.into_par_iter().map(|(path, book)| (path, write_book(&book))).collect();
    for (path, bytes) in written {
        files.insert_printing(&path, bytes.map_err(OutputError::Publicity)?, &notice.to_whom)?;
    }
    let mut told = Vec::new();
    if notice.from.is_none() {
        told.push(
            "没有写公示从哪天开始，公示表上的日期空着；写 --publish=日期，或者在 jifen.toml 的 [publicity] 里写 start。"
                .to_owned(),
        );
    }
    if notice.to_whom.is_empty() {
        told.push(
            "没有写向谁反映异议，公示表上空着；请在 jifen.toml 的 [publicity] 里写 to_whom（单位、地址、电话）。"
                .to_owned(),
        );
    }
    if let Some(first) = &notice.first
        && changed_members(&outcome.result, first).is_empty()
    {
        told.push("与第一次公示相比没有变动，不用第二次公示。".to_owned());
    }
    Ok(told)
}
