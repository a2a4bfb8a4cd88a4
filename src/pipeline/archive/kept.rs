//! A result as an archive, or a book that goes with a member, keeps it, with its rule sets: read, and never reckoned again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Archived;
use crate::archive::codes::NOT_USABLE;
use crate::archive::{Opened, examine, places};
use crate::model::{Diagnostic, Digest};
use crate::pipeline::{CompareError, read_result};
use crate::reports::ResultDocument;
use crate::rules::{RuleSet, load};

/// So many findings are told of an archive that is not what it was; the rest is counted.
const MOST: usize = 20;

/// Why nothing of an archive is used.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// It is not what it was when it was packed, or a newer version packed it.
    #[error("{}", in_words(folder, found))]
    NotWhole {
        /// Its folder.
        folder: PathBuf,
        /// What is wrong.
        found: Vec<Diagnostic>,
    },
    /// It has no result.
    #[error("「{}」是档案包，里面却没有「结果.json」（公开部分不带党员的结果）。请写带全部材料的那一包。", .0.display())]
    NoResult(PathBuf),
    /// What was named lies in an archive, and is not its result.
    #[error("「{}」在档案包「{}」里面，却不是它的结果。请写这个档案包的文件夹。", path.display(), folder.display())]
    NotItsResult {
        /// What was named.
        path: PathBuf,
        /// The archive's folder.
        folder: PathBuf,
    },
    /// It has nothing from which a year could be reckoned.
    #[error("「{}」里没有收到的材料和运行记录（公开部分、随人转走的一册都不带），不能换办法重新算。请写带全部材料的那一包。", .0.display())]
    NoInputs(PathBuf),
    /// The result cannot be read.
    #[error(transparent)]
    Result(#[from] CompareError),
    /// The rule set is not there.
    #[error("「{}」里没有「{branch}」所用的规则集。", folder.display())]
    NoRules {
        /// The archive's folder.
        folder: PathBuf,
        /// The branch.
        branch: String,
    },
}

/// A result that an archive keeps.
#[derive(Clone, Debug)]
pub struct Kept {
    opened: Opened,
    result: ResultDocument,
    /// Where the result lies, in full.
    location: PathBuf,
}

impl Kept {
    /// Opens an archive, or a book that goes with a member: fixity first.
    ///
    /// # Errors
    /// [`KeptError`]; nothing of it is used then.
    pub fn open(folder: &Path) -> Result<Self, KeptError> {
        if folder.join("data").join(places::RUN).is_file() {
            return match Archived::open(folder) {
                Ok(Archived { opened, record, result }) => {
                    let location = whole(&opened.location(&record.result));
                    Ok(Self { opened, result, location })
                }
                Err(found) => Err(KeptError::NotWhole { folder: folder.to_owned(), found }),
            };
        }
        let examined = examine(folder);
        let Some(opened) = examined.opened else {
            return Err(KeptError::NotWhole { folder: folder.to_owned(), found: examined.diagnostics });
        };
        let Some(path) = result_of_book(&opened) else { return Err(KeptError::NoResult(folder.to_owned())) };
        let result = read_result(&path)?;
        Ok(Self { opened, result, location: whole(&path) })
    }

    /// Opens the archive in which a result lies, or a folder with it.
    ///
    /// # Errors
    /// [`KeptError`], also where the path leads to something else of the archive.
    pub fn open_with(path: &Path, archive: &Path) -> Result<Self, KeptError> {
        let kept = Self::open(archive)?;
        if kept.location.starts_with(whole(path)) {
            return Ok(kept);
        }
        Err(KeptError::NotItsResult { path: path.to_owned(), folder: archive.to_owned() })
    }

    /// The result.
    #[must_use]
    pub fn result(&self) -> &ResultDocument {
        &self.result
    }

    /// The result, without the archive.
    #[must_use]
    pub fn into_result(self) -> ResultDocument {
        self.result
    }

    /// The archive's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.opened.folder()
    }

    /// The day that the archive is of; where it does not say, the last of the period.
    #[must_use]
    pub fn date(&self) -> String {
        self.opened.info("Bagging-Date").unwrap_or(&self.result.period.to).to_owned()
    }

    /// The rule set by which a branch was reckoned, and its text.
    ///
    /// # Errors
    /// [`KeptError::NoRules`] where the archive has no such text, or this version cannot read it.
    pub fn rules_and_text(&self, branch: &str) -> Result<(RuleSet, String), KeptError> {
        let own = self.result.branches.iter().find(|one| one.name == branch);
        let id = own.and_then(|branch| branch.rule_set.as_deref()).unwrap_or(&self.result.rule_set.id);
        let all = std::iter::once(&self.result.rule_set).chain(&self.result.rule_sets);
        let digest = all.into_iter().find(|rules| rules.id == id).map(|rules| rules.sha256.as_str());
        let files = std::fs::read_dir(self.opened.location(places::RULES)).into_iter().flatten().flatten();
        let mut texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        let text = texts.find(|text| Some(Digest::of(text.as_bytes()).to_string().as_str()) == digest);
        text.and_then(|text| Some((load(&text).ok()?, text)))
            .ok_or_else(|| KeptError::NoRules { folder: self.folder().to_owned(), branch: branch.to_owned() })
    }

    /// The rule set that the result names first.
    #[must_use]
    pub fn main_rules(&self) -> Option<RuleSet> {
        Some(self.rules_and_text("").ok()?.0)
    }
}

/// The result of a book that goes with a member: it has one year only.
#[must_use]
pub fn result_of_book(opened: &Opened) -> Option<PathBuf> {
    let years = std::fs::read_dir(opened.location(places::RECORDS)).ok()?;
    let folder = places::Kind::Results.folder();
    let years = years.flatten().map(|year| year.path().join(folder).join("结果.json"));
    let mut found: Vec<PathBuf> = years.filter(|path| path.is_file()).collect();
    found.sort();
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn whole(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn in_words(folder: &Path, found: &[Diagnostic]) -> String {
    let place = |one: &Diagnostic| one.file.as_ref().map_or_else(String::new, |file: &Arc<str>| format!("{file} "));
    let line = |one: &Diagnostic| format!("  {} {}{}", one.code.id, place(one), one.message);
    let mut lines = vec![format!("档案包「{}」不能用，里面的东西都没有读：", folder.display())];
    lines.extend(found.iter().take(MOST).map(line));
    if found.len() > MOST {
        lines.push(format!("  ……共 {} 处", found.len()));
    }
    // Where nothing was changed, only the program is too old, or the package another, and fetching it anew helps nobody.
    match found {
        [only] if only.code == &NOT_USABLE => lines.push(only.help.clone()),
        _ => lines.push("请从保管档案的地方重新取一份；想看全部问题，运行 jifen verify（核验）。".to_owned()),
    }
    lines.join("\n")
}
