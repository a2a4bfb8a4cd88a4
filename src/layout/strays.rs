//! Lines of a workbook of several branches that name no branch: the member that they name tells whose they are.

use super::codes::{M101, M102};
use super::directory::{Directory, Found};
use super::ledger::Line;
use super::naming::Naming;
use super::parts::Part;
use super::people::near_names;
use crate::model::{Diagnostic, Field, Member};

/// The branches of a workbook or of a township, with who is in them.
pub struct Branches<'a> {
    /// What they are branches of, for messages: 这个文件里.
    within: &'static str,
    directories: Vec<(&'a str, Directory<'a>)>,
}

impl<'a> Branches<'a> {
    /// The branches that a workbook was divided into.
    #[must_use]
    pub fn new(parts: &'a [Part]) -> Self {
        let directory = |part: &'a Part| {
            let branch = part.branch.as_deref().unwrap_or_default();
            let members = if part.members.is_empty() { &part.others } else { &part.members };
            (branch, Directory::new(members, branch))
        };
        Self { within: "这个文件里", directories: parts.iter().map(directory).collect() }
    }

    /// Branches with their members.
    #[must_use]
    pub fn of(branches: impl IntoIterator<Item = (&'a str, &'a [Member])>) -> Self {
        let directories = branches.into_iter().map(|(branch, members)| (branch, Directory::new(members, branch)));
        Self { within: "", directories: directories.collect() }
    }

    /// The branch whose member a line names, by its index; else what is wrong with the line.
    pub fn home_of(&self, line: &Line) -> Result<usize, Box<Diagnostic>> {
        self.home(&line.named).map_err(|problem| Box::new((*problem).at(line.entry.cell(Field::Name))))
    }

    /// The branch whose member is named so, by its index; else what is wrong.
    pub fn home(&self, named: &Naming) -> Result<usize, Box<Diagnostic>> {
        let found: Vec<(usize, Found)> =
            self.directories.iter().map(|(_, directory)| directory.find(named)).enumerate().collect();
        let that = |fits: fn(&Found) -> bool| -> Vec<usize> {
            found.iter().filter(|(_, found)| fits(found)).map(|(index, _)| *index).collect()
        };
        // From the surest to the least: what is wrong with the only branch that is left is told there.
        let ways = [
            that(|found| matches!(found, Found::One { by_alias: false, .. })),
            that(|found| matches!(found, Found::One { .. })),
            that(|found| match found {
                Found::OtherNumber { named, .. } => !named.is_empty(),
                found => !matches!(found, Found::Nobody | Found::OfAnotherBranch),
            }),
            that(|found| matches!(found, Found::OtherNumber { numbered, .. } if !numbered.is_empty())),
        ];
        match ways.into_iter().find(|fitting| !fitting.is_empty()).as_deref() {
            Some([only]) => Ok(*only),
            Some(several) => Err(Box::new(self.in_several(&named.name, several))),
            None => Err(Box::new(self.in_none(&named.name))),
        }
    }

    fn in_several(&self, name: &str, several: &[usize]) -> Diagnostic {
        let branches: Vec<&str> =
            several.iter().filter_map(|index| self.directories.get(*index)).map(|(branch, _)| *branch).collect();
        let message =
            format!("{}{}都有「{name}」，分不清是哪一位，这一条没有算给谁。", self.within, branches.join("、"));
        let advice = format!(
            "请在姓名后面用括号写明支部，例如「{name}（{}）」；或者加「支部」一栏，逐行填写。",
            branches.first().copied().unwrap_or_default()
        );
        M102.says(message).found(name).of_member(name).advise(advice)
    }

    fn in_none(&self, name: &str) -> Diagnostic {
        let message = format!("{}各支部的花名册都没有「{name}」，不知道这一条是谁的。", self.within);
        let diagnostic = M101.says(message).found(name).of_member(name);
        let near: Vec<String> = self
            .directories
            .iter()
            .flat_map(|(branch, directory)| {
                near_names(directory.members(), name).into_iter().map(move |near| format!("{branch}的{near}"))
            })
            .take(3)
            .collect();
        if near.is_empty() {
            return diagnostic;
        }
        let near = near.join("、");
        diagnostic.advise(format!("是不是{near}？请核对后改正姓名；如果确有其人，请先补进花名册。"))
    }
}
