//! Who handed in what: the problems of a township by those who can mend them.

use std::collections::HashMap;

use super::document::{BranchResult, FileResult, ResultDocument};
use crate::model::{Diagnostic, Severity};

/// A branch, or a file of which nobody knows the branch, with what is wrong there.
#[derive(Clone, Debug)]
pub struct Sender<'a> {
    /// The branch's name, or the file's path.
    pub name: &'a str,
    /// The branch; `None` for such a file.
    pub branch: Option<&'a BranchResult>,
    /// The branch that such a file's titles name.
    pub titled: Option<&'a str>,
    /// The files, in the order of their paths.
    pub files: Vec<&'a str>,
    /// Entries read; `None` where the branch shares its files with others, or nothing was read.
    pub entries: Option<usize>,
    /// The problems, in the order in which they are listed.
    pub diagnostics: Vec<&'a Diagnostic>,
}

impl Sender<'_> {
    /// How many problems are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Tables without entries of their own.
const NO_ENTRIES: [&str; 3] = ["roster", "summary", "decisions"];

/// The branches in the order of the result, then the files with problems that belong to none. What concerns the run as
/// a whole is nobody's.
#[must_use]
pub fn senders<'a>(result: &'a ResultDocument, diagnostics: &'a [Diagnostic]) -> Vec<Sender<'a>> {
    let mut files_of: HashMap<&str, Vec<&FileResult>> = HashMap::new();
    for file in &result.files {
        for name in file.branch.iter().flat_map(|names| names.split('、')) {
            files_of.entry(name).or_default().push(file);
        }
    }
    let mut senders: Vec<Sender<'a>> = Vec::with_capacity(result.branches.len());
    for branch in &result.branches {
        senders.push(of_branch(branch, files_of.get(branch.name.as_str()).map_or(&[], Vec::as_slice)));
    }
    let branches: HashMap<&str, usize> = (0..).zip(&result.branches).map(|(at, b)| (b.name.as_str(), at)).collect();
    // A file of one branch speaks for it, also where the problem itself names none.
    let branch_of = |file: &'a FileResult| Some((file.path.as_str(), file.branch.as_deref()?));
    let branch_of: HashMap<&str, &str> = result.files.iter().filter_map(branch_of).collect();
    let titled: HashMap<&str, &str> =
        result.files.iter().filter_map(|file| Some((file.path.as_str(), file.titled.as_deref()?))).collect();
    let mut strays: HashMap<&str, usize> = HashMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.file.as_deref();
        let named = diagnostic.branch.as_deref().or_else(|| branch_of.get(file?).copied());
        let at = named.and_then(|name| branches.get(name).copied()).or_else(|| {
            let file = file?;
            Some(*strays.entry(file).or_insert_with(|| {
                senders.push(of_file(file, titled.get(file).copied()));
                senders.len() - 1
            }))
        });
        if let Some(sender) = at.and_then(|at| senders.get_mut(at)) {
            sender.diagnostics.push(diagnostic);
        }
    }
    senders
}

fn of_branch<'a>(branch: &'a BranchResult, files: &[&'a FileResult]) -> Sender<'a> {
    let is_shared = files.iter().any(|file| file.branch.as_deref() != Some(branch.name.as_str()));
    let tables = files.iter().flat_map(|file| &file.tables);
    let entries: usize =
        tables.filter(|table| !NO_ENTRIES.contains(&table.layout.as_str())).map(|table| table.rows).sum();
    Sender {
        name: &branch.name,
        branch: Some(branch),
        titled: None,
        files: files.iter().map(|file| file.path.as_str()).collect(),
        entries: (!is_shared && entries > 0).then_some(entries),
        diagnostics: Vec::new(),
    }
}

fn of_file<'a>(file: &'a str, titled: Option<&'a str>) -> Sender<'a> {
    Sender { name: file, branch: None, titled, files: vec![file], entries: None, diagnostics: Vec::new() }
}
