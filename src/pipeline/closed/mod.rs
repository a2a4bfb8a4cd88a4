//! Periods that were closed (结账): the 结果.json that was kept then, and what today's workbooks give for the same period.
//!
//! The results are read first, so that a damaged one is told before anything is reckoned. What today gives comes from the
//! same workbooks, read once. It is always reckoned: where neither workbooks nor rules are others, a waiver, a decision,
//! the profile or last year's archive may be.

mod compare;
mod said;

pub use compare::compared;
pub use said::{Told, of_another_year, said};

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::gather::Gathered;
use super::options::Settings;
use super::profile::Profile;
use super::{RunError, reckon};
use crate::model::Period;
use crate::pipeline::previous::shown as shown_elsewhere;
use crate::reports::{ResultDocument, SCHEMA};

/// The folder beside the inputs in which results are kept.
pub const FOLDER: &str = "结账";

/// A closed period.
#[derive(Clone, Debug)]
pub struct Reopened {
    /// The result that was kept, as it is named.
    pub file: String,
    /// The period.
    pub period: Period,
    /// What was kept.
    pub before: ResultDocument,
    /// What today's workbooks give.
    pub now: ResultDocument,
}

/// The folders 结账 beside the inputs, in order.
#[must_use]
pub fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let beside = |path: &PathBuf| {
        if path.is_dir() { path.clone() } else { path.parent().map(Path::to_owned).unwrap_or_default() }
    };
    let found = paths.iter().map(|path| beside(path).join(FOLDER)).filter(|folder| folder.is_dir());
    found.collect::<BTreeSet<PathBuf>>().into_iter().collect()
}

/// The results to compare with: those that were named on the command line, else in the profile (relative to `base`), else
/// those in the folders beside the inputs. Of a folder all its .json files, in order.
///
/// # Errors
/// [`RunError::Closed`] where one that was named is not there.
pub fn files(named: &[PathBuf], profile: &Profile, base: &Path, folders: &[PathBuf]) -> Result<Vec<PathBuf>, RunError> {
    let of_profile: Vec<PathBuf> = profile.closed.iter().map(|file| base.join(file)).collect();
    let chosen = match (named, of_profile.as_slice()) {
        ([], []) => folders,
        ([], of_profile) => of_profile,
        (named, _) => named,
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for path in chosen {
        let found = if path.is_dir() { in_folder(path)? } else { vec![path.clone()] };
        files.extend(found);
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, RunError> {
    let entries = std::fs::read_dir(folder).map_err(|error| wrong(folder, format!("打不开这个文件夹（{error}）。")))?;
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_json(path) && path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// The periods that were closed, and what is reckoned for them today; in the order of their ends.
///
/// # Errors
/// [`RunError::Closed`] where a result cannot be read, or is of another township.
pub fn reopened(settings: &Settings, gathered: &Gathered) -> Result<Vec<Reopened>, RunError> {
    let mut all = settings.closed.iter().map(|file| read(file, settings)).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|one| (one.period.to(), one.period.window()));
    let reopen = |kept: Kept| {
        let now = reckon(settings.of_closed_period(kept.period), gathered.clone())?.result;
        Ok(Reopened { file: kept.file, period: kept.period, before: kept.result, now })
    };
    all.into_iter().map(reopen).collect()
}

/// A result that was kept.
struct Kept {
    file: String,
    period: Period,
    result: ResultDocument,
}

fn read(file: &Path, settings: &Settings) -> Result<Kept, RunError> {
    let bytes = std::fs::read(file).map_err(|_| wrong(file, "打不开这个文件。"))?;
    let result: ResultDocument = serde_json::from_slice(&bytes).map_err(|error| {
        let what = if error.is_eof() { "文件不完整" } else { "不是 jifen 写出的结果.json" };
        wrong(file, format!("{what}（第 {} 行）。请用结账时保存的那一份。", error.line()))
    })?;
    if result.schema > SCHEMA {
        return Err(wrong(file, "它是更新的版本写出的，请用新的版本。"));
    }
    let Some(period) = Period::parse(&result.period.label) else {
        return Err(wrong(file, format!("里面的期间「{}」看不懂。", result.period.label)));
    };
    if let (Some(theirs), Some(ours)) = (&result.township, &settings.township)
        && theirs != ours
    {
        return Err(wrong(file, format!("它是「{theirs}」的，这次汇总的是「{ours}」。")));
    }
    Ok(Kept { file: shown(file, settings), period, result })
}

/// The file as it is named in results: from the folder of the inputs on, where it lies there; else its name.
fn shown(file: &Path, settings: &Settings) -> String {
    let full = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    };
    let whole = full(file);
    let within = settings.paths.iter().find_map(|path| {
        let folder = if path.is_dir() { path.as_path() } else { path.parent()? };
        Some(whole.strip_prefix(full(folder)).ok()?.to_string_lossy().replace('\\', "/"))
    });
    within.unwrap_or_else(|| shown_elsewhere(file))
}

fn wrong(path: &Path, message: impl Into<String>) -> RunError {
    RunError::Closed { path: path.to_owned(), message: message.into() }
}
