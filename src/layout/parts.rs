//! Whose the tables of a workbook are: one branch's, as a rule; several branches' where a column or the titles say so.

use super::codes::{L106, L112};
use super::ledger::Line;
use super::records::{DeclaredTable, RecordLine};
use super::roster::Listed;
use super::title::{branch_stem, read_title};
use crate::model::{Diagnostic, Member, Source};

/// What one branch has in a workbook.
#[derive(Debug, Default)]
pub struct Part {
    /// The branch, as the workbook names it.
    pub branch: Option<String>,
    /// The members of its rosters.
    pub members: Vec<Member>,
    /// Members that other tables list: the branch's, where it has no roster.
    pub others: Vec<Member>,
    /// Its entries, whose members are still open.
    pub lines: Vec<Line>,
    /// Rows of tables that the rule set declares, whose members are still open.
    pub records: Vec<RecordLine>,
    /// The declared tables that were found.
    pub declared: Vec<DeclaredTable>,
    /// Whether it has a table of events.
    pub has_ledger: bool,
}

impl Part {
    /// Whether there is nobody and nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing_declared = self.records.is_empty() && self.declared.is_empty();
        nothing_declared && self.members.is_empty() && self.others.is_empty() && self.lines.is_empty()
    }
}

/// What was read from one table, with the branch that stands above it.
#[derive(Debug)]
pub struct Shelf {
    /// The branch, as the title or a label names it.
    pub branch: Option<String>,
    /// The header, for messages.
    pub place: Source,
    /// Members of a roster.
    pub members: Vec<Listed>,
    /// Members that another table lists.
    pub others: Vec<Listed>,
    /// Entries.
    pub lines: Vec<Line>,
    /// Rows of a declared table.
    pub records: Vec<RecordLine>,
    /// That a declared table was found.
    pub declared: Option<DeclaredTable>,
    /// Whether it is a table of events.
    pub is_ledger: bool,
}

/// The names of the branches in a workbook, each under the fullest of its spellings.
#[derive(Debug, Default)]
struct Names {
    known: Vec<(String, String)>,
    township: Option<String>,
}

impl Names {
    /// The name under which a spelling goes.
    fn take(&mut self, written: &str) -> String {
        let read = read_title(written, self.township.as_deref());
        let name = read.branch.unwrap_or_else(|| written.to_owned());
        let stem = branch_stem(&name).to_owned();
        match self.known.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, full)) => {
                if full.chars().count() < name.chars().count() {
                    *full = name;
                }
            }
            None => self.known.push((stem.clone(), name)),
        }
        stem
    }

    fn full(&self, stem: &str) -> Option<String> {
        self.known.iter().find(|(known, _)| known == stem).map(|(_, full)| full.clone())
    }
}

/// Divides what was read among the branches that it belongs to.
#[must_use]
pub fn divide(shelves: Vec<Shelf>, township: Option<&str>) -> (Vec<Part>, Vec<Diagnostic>) {
    let mut names = Names { known: Vec::new(), township: township.map(str::to_owned) };
    let of_tables: Vec<Option<String>> =
        shelves.iter().map(|shelf| shelf.branch.as_deref().map(|branch| names.take(branch))).collect();
    let mut of_rows: Vec<String> = Vec::new();
    for written in shelves.iter().flat_map(Shelf::branches_of_rows) {
        let stem = names.take(written);
        if !of_rows.contains(&stem) {
            of_rows.push(stem);
        }
    }
    let mut listing: Vec<&String> = Vec::new();
    for (stem, shelf) in of_tables.iter().zip(&shelves) {
        let lists_people = !shelf.members.is_empty() || (!shelf.others.is_empty() && !shelf.is_ledger);
        if let Some(stem) = stem.as_ref().filter(|stem| lists_people && !listing.contains(stem)) {
            listing.push(stem);
        }
    }
    let several = of_rows.len() > 1 || listing.len() > 1;
    if several {
        return divided(shelves, &of_tables, names);
    }
    let mut part = Part::default();
    let mut problems = Vec::new();
    let mut first: Option<String> = None;
    for (shelf, stem) in shelves.into_iter().zip(of_tables) {
        match (&first, &stem) {
            (Some(first), Some(stem)) if first != stem => problems.push(disagreement(&shelf, &names, first, stem)),
            (None, Some(stem)) => first = Some(stem.clone()),
            _ => {}
        }
        part.add(shelf);
    }
    let stem = first.or_else(|| of_rows.into_iter().next());
    part.branch = stem.and_then(|stem| names.full(&stem));
    (vec![part], problems)
}

fn disagreement(shelf: &Shelf, names: &Names, first: &str, other: &str) -> Diagnostic {
    let (first, other) = (names.full(first).unwrap_or_default(), names.full(other).unwrap_or_default());
    let sheet = &shelf.place.sheet;
    let message = format!("工作表「{sheet}」的标题写的是「{other}」，前面的表写的是「{first}」，暂按「{first}」处理。");
    L106.says(message).in_sheet(&shelf.place.file, sheet).found(&other)
}

/// Several branches: each row goes to its own, or to that of its table.
fn divided(shelves: Vec<Shelf>, of_tables: &[Option<String>], mut names: Names) -> (Vec<Part>, Vec<Diagnostic>) {
    let mut parts: Vec<(String, Part)> = Vec::new();
    let mut problems = Vec::new();
    for (shelf, stem) in shelves.into_iter().zip(of_tables) {
        let by_sheet = || names.known.iter().find(|(stem, _)| shelf.place.sheet.contains(stem.as_str()));
        let default = stem.clone().or_else(|| by_sheet().map(|(stem, _)| stem.clone()));
        let mut orphans = 0;
        let mut whose = |written: Option<&str>| {
            let stem = written.map(|written| names.take(written)).or_else(|| default.clone());
            orphans += usize::from(stem.is_none());
            stem
        };
        let is_ledger = shelf.is_ledger;
        let mut part_of = |stem: String| -> usize {
            parts.iter().position(|(known, _)| *known == stem).unwrap_or_else(|| {
                parts.push((stem, Part::default()));
                parts.len() - 1
            })
        };
        let mut members = Vec::new();
        for listed in shelf.members {
            if let Some(stem) = whose(listed.branch.as_deref()) {
                members.push((part_of(stem), listed.member, true));
            }
        }
        for listed in shelf.others {
            if let Some(stem) = whose(listed.branch.as_deref()) {
                members.push((part_of(stem), listed.member, false));
            }
        }
        let mut lines = Vec::new();
        for line in shelf.lines {
            if let Some(stem) = whose(line.branch.as_deref()) {
                lines.push((part_of(stem), line));
            }
        }
        let mut records = Vec::new();
        for line in shelf.records {
            if let Some(stem) = whose(line.branch.as_deref()) {
                records.push((part_of(stem), line));
            }
        }
        if let Some((table, stem)) = shelf.declared.zip(default.clone()) {
            let index = part_of(stem);
            parts.get_mut(index).into_iter().for_each(|(_, part)| part.declared.push(table.clone()));
        }
        for (index, line) in records {
            if let Some((_, part)) = parts.get_mut(index) {
                part.records.push(line);
            }
        }
        for (index, member, of_roster) in members {
            if let Some((_, part)) = parts.get_mut(index) {
                if of_roster { part.members.push(member) } else { part.others.push(member) }
            }
        }
        for (index, line) in lines {
            if let Some((_, part)) = parts.get_mut(index) {
                part.has_ledger |= is_ledger;
                part.lines.push(line);
            }
        }
        if orphans > 0 {
            let message = format!(
                "这个文件里有几个支部，工作表「{}」有 {orphans} 行看不出是哪个支部的，没有使用。",
                shelf.place.sheet
            );
            problems.push(L112.says(message).at(shelf.place));
        }
    }
    let named = parts.into_iter().map(|(stem, part)| Part { branch: names.full(&stem), ..part });
    (named.collect(), problems)
}

impl Shelf {
    /// An empty one.
    #[must_use]
    pub fn new(branch: Option<String>, place: Source) -> Self {
        Self {
            branch,
            place,
            members: Vec::new(),
            others: Vec::new(),
            lines: Vec::new(),
            records: Vec::new(),
            declared: None,
            is_ledger: false,
        }
    }

    fn branches_of_rows(&self) -> impl Iterator<Item = &str> {
        let people = self.members.iter().chain(&self.others).filter_map(|listed| listed.branch.as_deref());
        people
            .chain(self.lines.iter().filter_map(|line| line.branch.as_deref()))
            .chain(self.records.iter().filter_map(|line| line.branch.as_deref()))
    }
}

impl Part {
    fn add(&mut self, shelf: Shelf) {
        self.members.extend(shelf.members.into_iter().map(|listed| listed.member));
        self.others.extend(shelf.others.into_iter().map(|listed| listed.member));
        self.lines.extend(shelf.lines);
        self.records.extend(shelf.records);
        self.declared.extend(shelf.declared);
        self.has_ledger |= shelf.is_ledger;
    }
}
