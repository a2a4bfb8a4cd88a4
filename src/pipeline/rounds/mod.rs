//! Resubmission: what a branch has mended since it handed its workbooks in before, and what it wrote otherwise.
//!
//! The earlier round is known from the marks of a copy that the branch worked on, or from files that were kept (`--against`).

mod memo;
mod noted;
mod pairs;
mod words;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

pub use self::noted::{NotedEntry, written};
pub use self::pairs::{Pairs, pair_entries};

use self::memo::Memo;
use self::noted::{Noted, NotedProblem};
use self::pairs::pair_problems;
use self::words::{changed, gone, new, problem};
use super::gather::ReadFile;
use super::options::Settings;
use super::{BranchScores, NoProgress, Outcome, RunError, gather, reckon};
use crate::layout::codes::M104;
use crate::model::{Diagnostic, Period};
use crate::reports::RoundResult;
use crate::rules::RuleSet;

/// A problem that shows only where another branch is read with this one: alone, nobody can say that it is mended.
const BETWEEN_BRANCHES: &str = M104.id;

/// What a marked copy among the inputs brings with it.
#[derive(Clone, Debug)]
pub struct Marked {
    /// Whether somebody worked on it since.
    pub edited: bool,
    /// What it remembers, line by line.
    pub memo: Vec<String>,
}

/// What was found now.
#[derive(Clone, Copy)]
pub struct Findings<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The branches.
    pub branches: &'a [BranchScores],
    /// What is wrong.
    pub diagnostics: &'a [Diagnostic],
    /// What would be wrong, had a meeting not accepted it.
    pub waived: &'a [Diagnostic],
}

impl Findings<'_> {
    /// Leaves out earlier problems of which this run cannot tell whether they are still there.
    fn forget_what_cannot_be_told(&self, before: &mut Noted) {
        if self.branches.len() < 2 {
            before.problems.retain(|problem| problem.code != BETWEEN_BRANCHES);
        }
    }
}

/// The branches of which an earlier round is known, compared with it.
pub struct Rounds {
    /// By branch, in the order of branches.
    pub results: Vec<RoundResult>,
    /// How many times each file has been handed in, by its path as shown; 1 for those that are not listed.
    pub of_files: HashMap<Arc<str>, u32>,
    /// What has to be said about the comparison.
    pub told: Vec<String>,
}

/// Compares every branch with its earlier round, where one is known.
///
/// # Errors
/// [`RunError::Against`] where the earlier files cannot be read at all.
pub fn compare(
    settings: &Settings,
    files: &[ReadFile],
    period: Period,
    findings: Findings<'_>,
) -> Result<Rounds, RunError> {
    let memos: Vec<Option<Memo>> = files.iter().map(memo_of).collect();
    let (results, told) = match &settings.against {
        Some(path) => against(path, settings, files, &memos, period, findings)?,
        None => (by_marks(files, &memos, findings), forgetful(files, &memos)),
    };
    let of_files = files.iter().zip(&memos).filter_map(|(file, memo)| {
        let marked = file.marked.as_ref();
        let round = results.iter().find(|round| file.branches.iter().any(|name| **name == *round.branch));
        let number = match (marked, memo, round) {
            (Some(Marked { edited: false, .. }), memo, _) => memo.as_ref().map_or(1, |memo| memo.round),
            (_, _, Some(round)) => round.round,
            (Some(_), memo, None) => memo.as_ref().map_or(2, |memo| memo.round.saturating_add(1)),
            (None, _, None) => return None,
        };
        Some((Arc::clone(&file.original.shown), number))
    });
    Ok(Rounds { of_files: of_files.collect(), results, told })
}

/// What the copy of a file has to remember.
#[must_use]
pub fn lines_of_copy(outcome: &Outcome, file: &str, branches: &[usize]) -> Vec<String> {
    let kept = &outcome.kept;
    let waived = &kept.waived;
    let branches = branches.iter().filter_map(|index| kept.branches.get(*index));
    let noted = noted(&outcome.rules, branches, &outcome.diagnostics, waived, &|other| other == file, &|_| true);
    Memo { round: kept.rounds.get(file).copied().unwrap_or(1), noted }.lines()
}

/// The branches whose entries stand in each file, as indexes.
#[must_use]
pub fn branches_of_files(branches: &[BranchScores]) -> HashMap<Arc<str>, Vec<usize>> {
    let mut found: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
    for (index, branch) in branches.iter().enumerate() {
        for forms in branch.entries.chunk_by(|a, b| Arc::ptr_eq(&a.form.file, &b.form.file)) {
            let Some(entry) = forms.first() else { continue };
            let known = found.entry(Arc::clone(&entry.form.file)).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        }
    }
    found
}

/// What is noted of some branches in some files.
fn noted<'a>(
    rules: &RuleSet,
    branches: impl Iterator<Item = &'a BranchScores>,
    diagnostics: &[Diagnostic],
    waived: &[Diagnostic],
    is_of_file: &dyn Fn(&str) -> bool,
    is_of_branch: &dyn Fn(&Diagnostic) -> bool,
) -> Noted {
    let mine =
        |diagnostic: &&Diagnostic| diagnostic.file.as_deref().is_some_and(is_of_file) && is_of_branch(diagnostic);
    let mut problems: Vec<NotedProblem> = diagnostics.iter().filter(mine).filter_map(NotedProblem::of).collect();
    let accepted = waived.iter().filter(mine).filter_map(NotedProblem::of);
    problems.extend(accepted.map(|problem| NotedProblem { waived: true, ..problem }));
    let entries = branches.flat_map(|branch| {
        let entries = branch.entries.iter().filter(|entry| is_of_file(&entry.form.file));
        entries.map(|entry| NotedEntry::of(rules, branch, entry)).collect::<Vec<_>>()
    });
    Noted { entries: entries.collect(), problems }
}

/// What is said of copies that somebody worked on and that do not remember all any more.
fn forgetful(files: &[ReadFile], memos: &[Option<Memo>]) -> Vec<String> {
    let remembered =
        |file: &ReadFile| file.marked.as_ref().is_some_and(|marked| marked.edited && !marked.memo.is_empty());
    let names = files.iter().zip(memos).filter(|(file, memo)| memo.is_none() && remembered(file));
    let said = |(file, _): (&ReadFile, _)| {
        let shown = &file.original.shown;
        format!(
            "「{shown}」的「jifen 校验」表里，程序自己记的内容不全了，没有与上一次比较；要比较，请用 --against 指明以前的表。"
        )
    };
    names.map(said).collect()
}

fn memo_of(file: &ReadFile) -> Option<Memo> {
    Memo::read(&file.marked.as_ref()?.memo, &file.original.shown)
}

/// Whether a problem is this branch's: it says so, or it names none and the file is this branch's first of all.
fn is_of_branch(branch: Option<&str>, file: Option<&str>, name: &str, files: &[ReadFile]) -> bool {
    match branch.filter(|branch| !branch.is_empty()) {
        Some(branch) => branch == name,
        None => files.iter().any(|other| {
            Some(&*other.original.shown) == file && other.branches.first().is_some_and(|first| &**first == name)
        }),
    }
}

/// The branches whose copies somebody worked on, compared with what the copies remember.
fn by_marks(files: &[ReadFile], memos: &[Option<Memo>], findings: Findings<'_>) -> Vec<RoundResult> {
    let mut results = Vec::new();
    if memos.iter().all(Option::is_none) {
        return results;
    }
    for branch in findings.branches {
        let mine = |file: &ReadFile| file.branches.contains(&branch.name);
        let remembering = || files.iter().zip(memos).filter_map(|(file, memo)| Some((file, memo.as_ref()?)));
        let mut known = remembering().filter(|(file, _)| mine(file)).peekable();
        let is_edited = |file: &ReadFile| file.marked.as_ref().is_some_and(|marked| marked.edited);
        if !remembering().any(|(file, _)| mine(file) && is_edited(file)) || known.peek().is_none() {
            continue;
        }
        let (mut before, mut round, mut compared) = (Noted::default(), 0, Vec::new());
        for (file, memo) in known {
            // A workbook of one branch is that branch's whatever the branch was called before.
            let whole = file.branches.len() == 1 && names_in(&memo.noted) <= 1;
            let is_mine =
                |name: &str| whole || is_of_branch(Some(name), Some(&file.original.shown), &branch.name, files);
            let problems = memo.noted.problems.iter().filter(|problem| is_mine(&problem.branch));
            before.problems.extend(problems.cloned());
            before.entries.extend(memo.noted.entries.iter().filter(|entry| is_mine(&entry.branch)).cloned());
            round = round.max(memo.round);
            compared.push(Arc::clone(&file.original.shown));
        }
        findings.forget_what_cannot_be_told(&mut before);
        let now = noted_now(findings, branch, files, &|file| compared.iter().any(|other| &**other == file));
        results.push(result(branch, files, round.saturating_add(1), None, &before, &now));
    }
    results
}

/// How many branches a memo names.
fn names_in(noted: &Noted) -> usize {
    let mut names: Vec<&str> = noted.entries.iter().map(|entry| entry.branch.as_str()).collect();
    names.extend(noted.problems.iter().map(|problem| problem.branch.as_str()).filter(|name| !name.is_empty()));
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn noted_now(
    findings: Findings<'_>,
    branch: &BranchScores,
    files: &[ReadFile],
    is_of_file: &dyn Fn(&str) -> bool,
) -> Noted {
    let is_mine = |diagnostic: &Diagnostic| {
        is_of_branch(diagnostic.branch.as_deref(), diagnostic.file.as_deref(), &branch.name, files)
    };
    let Findings { rules, diagnostics, waived, .. } = findings;
    noted(rules, std::iter::once(branch), diagnostics, waived, is_of_file, &is_mine)
}

/// The branches compared with what the same run finds in earlier files.
fn against(
    path: &Path,
    settings: &Settings,
    files: &[ReadFile],
    memos: &[Option<Memo>],
    period: Period,
    findings: Findings<'_>,
) -> Result<(Vec<RoundResult>, Vec<String>), RunError> {
    let earlier = settings.of_earlier_files(path.to_owned(), period);
    let run = || {
        let gathered = gather::gather(&earlier, &NoProgress)?;
        reckon(earlier, gathered)
    };
    let failed = |error| RunError::Against { path: path.to_owned(), error: Box::new(error) };
    let outcome = run().map_err(failed)?;
    let (mut results, mut unknown) = (Vec::new(), Vec::new());
    for branch in findings.branches {
        let Some(old) = outcome.kept.branches.iter().find(|old| old.name == branch.name) else {
            unknown.push(branch.name.to_string());
            continue;
        };
        let is_first_of = |file: &str| {
            let mut files = outcome.result.files.iter().filter(|it| it.path == file);
            files.any(|it| it.branch.as_deref().and_then(|all| all.split('、').next()) == Some(&*old.name))
        };
        // As it is asked of the branch now: a problem that names no branch is the first one's of its file.
        let is_theirs = |diagnostic: &Diagnostic| match &diagnostic.branch {
            Some(name) => **name == *old.name,
            None => diagnostic.file.as_deref().is_some_and(is_first_of),
        };
        let Outcome { rules, diagnostics, .. } = &outcome;
        let mut before = noted(rules, std::iter::once(old), diagnostics, &[], &|_| true, &is_theirs);
        findings.forget_what_cannot_be_told(&mut before);
        let now = noted_now(findings, branch, files, &|_| true);
        let paths = outcome.result.files.iter().filter(|file| is_named(file.branch.as_deref(), &old.name));
        let paths: Vec<String> = paths.map(|file| file.path.clone()).collect();
        let rounds = paths.iter().map(|path| outcome.kept.rounds.get(path.as_str()).copied().unwrap_or(1));
        let marked = files.iter().zip(memos).filter(|(file, _)| file.branches.contains(&branch.name));
        let marked = marked.filter_map(|(file, memo)| match &file.marked {
            Some(Marked { edited: true, .. }) => memo.as_ref().map(|memo| memo.round),
            _ => None,
        });
        let round = rounds.chain(marked).max().unwrap_or(1).saturating_add(1);
        results.push(result(branch, files, round, Some(paths), &before, &now));
    }
    let path = path.display();
    let is_here = |old: &BranchScores| findings.branches.iter().any(|branch| branch.name == old.name);
    let missing = outcome.kept.branches.iter().filter(|old| !is_here(old)).map(|old| old.name.to_string());
    let missing: Vec<String> = missing.collect();
    let mut told = Vec::new();
    if !unknown.is_empty() {
        told.push(format!("「{path}」里没有{}以前的表，没有比较。", unknown.join("、")));
    }
    if !missing.is_empty() {
        told.push(format!("「{path}」里有{}的表，这一次没有。", missing.join("、")));
    }
    Ok((results, told))
}

/// Whether a file's branches, as the result lists them, include this one.
fn is_named(branches: Option<&str>, name: &str) -> bool {
    branches.is_some_and(|branches| branches.split('、').any(|other| other == name))
}

fn result(
    branch: &BranchScores,
    files: &[ReadFile],
    round: u32,
    against: Option<Vec<String>>,
    before: &Noted,
    now: &Noted,
) -> RoundResult {
    let entries = pair_entries(&before.entries, &now.entries);
    let problems = pair_problems(before, now, &entries);
    let is_open = |index: &usize| now.problems.get(*index).is_some_and(|problem| !problem.waived);
    let of_now = |index: usize| now.problems.get(index).map(problem);
    let mut unmended: Vec<usize> = problems.same.iter().map(|(_, now)| *now).filter(is_open).collect();
    unmended.sort_unstable();
    let mine = files.iter().filter(|file| file.branches.contains(&branch.name));
    RoundResult {
        branch: branch.name.to_string(),
        files: mine.map(|file| file.original.shown.to_string()).collect(),
        round,
        against,
        mended: problems.gone.iter().filter_map(|index| before.problems.get(*index).map(problem)).collect(),
        unmended: unmended.into_iter().filter_map(of_now).collect(),
        new: problems.new.iter().copied().filter(is_open).filter_map(of_now).collect(),
        entries: entries_of(&entries, before, now),
    }
}

/// The entries that are not what they were: those there now in their order, then those that are gone.
fn entries_of(pairs: &Pairs, before: &Noted, now: &Noted) -> Vec<crate::reports::RoundEntry> {
    let mut found = Vec::new();
    for index in &pairs.new {
        found.extend(now.entries.get(*index).map(|entry| (*index, new(entry))));
    }
    for (old, index) in &pairs.same {
        let both = before.entries.get(*old).zip(now.entries.get(*index));
        found.extend(both.and_then(|(before, now)| changed(before, now)).map(|entry| (*index, entry)));
    }
    found.sort_by_key(|(index, _)| *index);
    let removed = pairs.gone.iter().filter_map(|index| before.entries.get(*index).map(gone));
    found.into_iter().map(|(_, entry)| entry).chain(removed).collect()
}
