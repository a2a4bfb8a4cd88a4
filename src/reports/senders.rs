//! Who handed in what: the problems of a township by those who can mend them.

use super::document::{BranchResult, FileResult, ResultDocument};
use crate::model::{Diagnostic, Severity};

/// A branch, or a file of which nobody knows the branch, with what is wrong there.
#[derive(Clone, Debug)]
pub struct Sender<'a> {
    /// The branch's name, or the file's path.
    pub name: &'a str,
    /// The branch; `None` for such a file.
    pub branch: Option<&'a BranchResult>,
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
    let mut senders: Vec<Sender<'a>> = result.branches.iter().map(|branch| of_branch(result, branch)).collect();
    let known = senders.len();
    for diagnostic in diagnostics {
        let file = diagnostic.file.as_deref();
        // A file of one branch speaks for it, also where the problem itself names none.
        let named = diagnostic.branch.as_deref().or_else(|| branch_of_file(result, file?));
        let branches = senders.get(..known).unwrap_or_default();
        let at = named.and_then(|name| branches.iter().position(|sender| sender.name == name));
        let at = at.or_else(|| {
            let file = file?;
            let found = senders.iter().skip(known).position(|sender| sender.name == file);
            Some(found.map_or_else(
                || {
                    senders.push(of_file(file));
                    senders.len() - 1
                },
                |found| known + found,
            ))
        });
        if let Some(sender) = at.and_then(|at| senders.get_mut(at)) {
            sender.diagnostics.push(diagnostic);
        }
    }
    senders
}

fn of_branch<'a>(result: &'a ResultDocument, branch: &'a BranchResult) -> Sender<'a> {
    let is_its =
        |file: &&FileResult| file.branch.iter().flat_map(|names| names.split('、')).any(|name| name == branch.name);
    let files: Vec<&FileResult> = result.files.iter().filter(is_its).collect();
    let is_shared = files.iter().any(|file| file.branch.as_deref() != Some(branch.name.as_str()));
    let tables = files.iter().flat_map(|file| &file.tables);
    let entries: usize =
        tables.filter(|table| !NO_ENTRIES.contains(&table.layout.as_str())).map(|table| table.rows).sum();
    Sender {
        name: &branch.name,
        branch: Some(branch),
        files: files.iter().map(|file| file.path.as_str()).collect(),
        entries: (!is_shared && entries > 0).then_some(entries),
        diagnostics: Vec::new(),
    }
}

fn of_file(file: &str) -> Sender<'_> {
    Sender { name: file, branch: None, files: vec![file], entries: None, diagnostics: Vec::new() }
}

fn branch_of_file<'a>(result: &'a ResultDocument, path: &str) -> Option<&'a str> {
    result.files.iter().find(|file| file.path == path)?.branch.as_deref()
}
