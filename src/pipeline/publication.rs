//! The files of a publication: notices, slips, the record.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Outcome;
use super::OutputError;
use crate::render::folder::OutputFiles;
use crate::render::xlsx::write_book;
use crate::reports::{changed_members, publicity_files};

impl Outcome {
    /// Whether files of a publication are written: of a provisional result only where it is asked for by name.
    #[must_use]
    pub fn has_publication(&self) -> bool {
        let notice = self.by_rules().into_iter().find_map(|one| one.notice.as_ref());
        notice.is_some_and(|notice| notice.provisional_too || !self.is_provisional()) && !self.result.members.is_empty()
    }
}

/// Adds the files where the result is to be published, and says what the user should know of them.
///
/// # Errors
/// [`OutputError::Publicity`] where one cannot be written.
pub fn add(outcome: &Outcome, files: &mut OutputFiles) -> Result<Vec<String>, OutputError> {
    let own = outcome.by_rules();
    let Some(notice) = own.iter().find_map(|one| one.notice.as_ref()) else { return Ok(Vec::new()) };
    if !outcome.has_publication() {
        return Ok(vec![
            "结果还是试算，没有写公示表：张贴出去再改，就不好解释了。要先看样子的，加 --publish，表上写明「试算，不得张贴」。"
                .to_owned(),
        ]);
    }
    let mut books = Vec::new();
    for one in &own {
        let of_one = one.notice.iter().flat_map(|notice| publicity_files(&one.result, &one.rules, notice));
        // The branches of another rule set are published by themselves: their points are other points.
        let folder = outcome.result.beside_its_name(&one.result.rule_set, "公示", "");
        books.extend(of_one.map(|(path, book)| match path.strip_prefix("公示/") {
            Some(rest) => (format!("{folder}/{rest}"), book),
            None => (path, book),
        }));
    }
    let mut folders: Vec<String> =
        books.iter().filter_map(|(path, _)| Some(format!("「{}」", path.split('/').next()?))).collect();
    folders.dedup();
    let written: Vec<_> = books.into_par_iter().map(|(path, book)| (path, write_book(&book))).collect();
    for (path, bytes) in written {
        files.insert_printing(&path, bytes.map_err(OutputError::Publicity)?, &notice.to_whom)?;
    }
    let mut told = vec![format!("公示要用的表写在结果文件夹的{}里。", folders.concat())];
    let last = outcome.result.period.to.as_str();
    if let Some(from) = notice.from
        && last.parse().is_ok_and(|last: NaiveDate| from <= last)
    {
        told.push(format!(
            "公示从 {from} 开始，统计期到 {last} 才结束，结果以后还会变；请核对公示的日期和统计的期间。"
        ));
    }
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
    let firsts: Vec<_> =
        own.iter().filter_map(|one| Some((&one.result, one.notice.as_ref()?.first.as_ref()?))).collect();
    if !firsts.is_empty() && firsts.iter().all(|(result, first)| changed_members(result, first).is_empty()) {
        told.push("与第一次公示相比没有变动，不用第二次公示。".to_owned());
    }
    Ok(told)
}
