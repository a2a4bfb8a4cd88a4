//! Two rule sets on the same workbooks, or two results that were kept.

use std::path::Path;

use super::OutputError;
use super::gather::gather;
use super::options::Settings;
use super::own_rules::LeftOut;
use super::rule_file::rules_of_run;
use super::{Options, Outcome, Progress, RunError, code, reckon};
use crate::render::xlsx::write_book;
use crate::reports::{Comparison, ResultDocument, SCHEMA, Side, compare, comparison_book};
use crate::rules::{RuleSet, builtin};

/// Why nothing could be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// A run could not go on.
    #[error("按「{rules}」没有算成：{error}")]
    Run {
        /// The rule set.
        rules: String,
        /// Why.
        error: RunError,
    },
    /// A result cannot be read.
    #[error("「{file}」不是 jifen 写出的结果（结果.json）：{reason}")]
    Result {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// An archive cannot be used.
    #[error(transparent)]
    Archive(#[from] Box<super::archive::KeptError>),
    /// One is the book of a member, and the other is not, or of another member.
    #[error(
        "有一份是「{0}」随人转走的一册，只有这一个人，不能与全乡镇的结果或别人的一册比较；看这个人的得分，用 jifen why（查依据）。"
    )]
    Book(String),
    /// The results are of different townships.
    #[error("两个结果不是同一个乡镇的：一个是「{0}」，一个是「{1}」。")]
    Townships(String, String),
}

/// Runs two rule sets, each by its id or path, over the same workbooks. 分值 that was written by the prices of one is no
/// error under the other. Branches for which the profile names a third rule set are left out.
///
/// # Errors
/// [`CompareError`] where one of the runs cannot go on.
pub fn compare_rules(
    before: &str,
    after: &str,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Comparison, CompareError> {
    let found = |name: &str| rules_of_run(name, Path::new(""), &options.stand_ins).map_err(|error| wrong(name, error));
    let (old_rules, new_rules) = (found(before)?, found(after)?);
    let apart = LeftOut::of(options, [&old_rules, &new_rules]);
    let mut left_out = Vec::new();
    let mut outcome = |name: &str, other: &RuleSet| {
        let options = Options { rules: Some(name.to_owned()), ..options.clone() };
        let mut settings = Settings::new(&options)?;
        settings.prices_of = Some(other.clone());
        let mut gathered = gather(&settings, progress)?;
        if let Some(apart) = &apart {
            left_out = apart.leave_out(&mut gathered);
            if gathered.files.iter().all(|file| file.recognised.is_empty()) && !left_out.is_empty() {
                return Err(RunError::NothingCompared(left_out.join("、")));
            }
        }
        reckon(settings, gathered)
    };
    let old = outcome(before, &new_rules).map_err(|error| wrong(before, error))?;
    let new = outcome(after, &old_rules).map_err(|error| wrong(after, error))?;
    Ok(Comparison { left_out, ..compare(side(&old), side(&new)) })
}

/// That two results are of one township, as far as both say.
pub fn same_township(old: &ResultDocument, new: &ResultDocument) -> Result<(), CompareError> {
    match (&old.township, &new.township) {
        (Some(one), Some(other)) if one != other => Err(CompareError::Townships(one.clone(), other.clone())),
        _ => Ok(()),
    }
}

/// The comparison as a workbook.
///
/// # Errors
/// [`OutputError`] where it cannot be written.
pub fn comparison_file(comparison: &Comparison) -> Result<Vec<u8>, OutputError> {
    write_book(&comparison_book(comparison, &|id| code(id).map(|code| code.title))).map_err(OutputError::Comparison)
}

fn wrong(rules: &str, error: RunError) -> CompareError {
    CompareError::Run { rules: rules.to_owned(), error }
}

fn side(outcome: &Outcome) -> Side<'_> {
    Side { result: &outcome.result, rules: Some(&outcome.rules) }
}

/// A result that `tally` wrote.
pub fn read_result(file: &Path) -> Result<ResultDocument, CompareError> {
    let wrong = |reason: String| CompareError::Result { file: file.display().to_string(), reason };
    let bytes = std::fs::read(file).map_err(|_| wrong("打不开这个文件".to_owned()))?;
    let read: ResultDocument =
        serde_json::from_slice(&bytes).map_err(|error| wrong(format!("第 {} 行读不懂", error.line())))?;
    if read.schema > SCHEMA {
        return Err(wrong("它是更新的版本写出的，请用新的版本比较".to_owned()));
    }
    Ok(read)
}

/// The built-in rule set that a result was reckoned by, if it is still the same.
pub fn rules_of(result: &ResultDocument) -> Option<RuleSet> {
    let rules = builtin(&result.rule_set.id)?.ok()?;
    (rules.digest.to_string() == result.rule_set.sha256).then_some(rules)
}
