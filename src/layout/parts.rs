//! Whose the tables of a workbook are: one branch's, as a rule; several branches' where a column or the titles say so.

use chrono::NaiveDate;

use super::codes::{L106, L112};
use super::directory::stem;
use super::ledger::Line;
use super::records::{DeclaredTable, RecordLine};
use super::roster::Listed;
use super::strays::Branches;
use super::title::{branch_stem, read_title};
use crate::model::text::split_remark;
use crate::model::{Diagnostic, Member, Source};

/// What one branch has in a workbook.
#[derive(Clone, Debug, Default)]
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

    /// Whether nothing stands in its tables: they are forms that nobody has filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let nothing_said = self.records.iter().flat_map(|line| &line.records).all(|record| record.values.is_empty());
        nothing_said && self.members.is_empty() && self.others.is_empty() && self.lines.is_empty()
    }
}

/// What was read from one table, with the branch that stands above it.
#[derive(Debug)]
pub struct Shelf {
    /// The branch, as the title or a label names it.
    pub branch: Option<String>,
    /// The header, for messages.
    pub place: Source,
    /// The last day that it is about, where its title says so: of two rosters the later one knows who left.
    pub as_of: Option<NaiveDate>,
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

    /// The branch that the remark behind a name means: 王伟（东河村）.
    fn in_remark(&self, name: &str) -> Option<String> {
        let (_, remark) = split_remark(name);
        let meant = stem(remark?);
        let known = || self.known.iter().map(|(known, _)| known);
        let mut close = known().filter(|known| meant.chars().count() > 1 && known.contains(meant.as_str()));
        let exact = known().find(|known| **known == meant);
        match (exact, close.next(), close.next()) {
            (Some(known), ..) | (None, Some(known), None) => Some(known.clone()),
            _ => None,
        }
    }

    fn full(&self, stem: &str) -> Option<String> {
        self.known.iter().find(|(known, _)| known == stem).map(|(_, full)| full.clone())
    }
}

/// Divides what was read among the branches that it belongs to.
#[must_use]
pub fn divide(mut shelves: Vec<Shelf>, township: Option<&str>) -> (Vec<Part>, Vec<Diagnostic>) {
    put_rosters_in_order(&mut shelves);
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
    let several = of_rows.len() > 1 || listing.len() > 1 || is_of_township(&shelves, &of_tables);
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

/// Whether nobody's own tables stand in a workbook, no roster and no ledger, and those that do are of several branches: what
/// the township has of all of them.
fn is_of_township(shelves: &[Shelf], of_tables: &[Option<String>]) -> bool {
    let mut named = of_tables.iter().flatten();
    let first = named.next();
    let is_nobodys = |shelf: &Shelf| shelf.members.is_empty() && shelf.lines.is_empty() && !shelf.is_ledger;
    named.any(|other| Some(other) != first) && shelves.iter().all(is_nobodys)
}

fn disagreement(shelf: &Shelf, names: &Names, first: &str, other: &str) -> Diagnostic {
    let (first, other) = (names.full(first).unwrap_or_default(), names.full(other).unwrap_or_default());
    let sheet = &shelf.place.sheet;
    let message = format!("工作表「{sheet}」的标题写的是「{other}」，前面的表写的是「{first}」，暂按「{first}」处理。");
    L106.says(message).in_sheet(&shelf.place.file, sheet).found(&other)
}

/// Several branches: each row goes to its own, or to that of its table; a line of neither to the one branch whose member it
/// names.
fn divided(shelves: Vec<Shelf>, of_tables: &[Option<String>], mut names: Names) -> (Vec<Part>, Vec<Diagnostic>) {
    let mut parts: Vec<(String, Part)> = Vec::new();
    let mut problems = Vec::new();
    let mut strays: Vec<(Line, bool)> = Vec::new();
    for (shelf, stem) in shelves.into_iter().zip(of_tables) {
        let by_sheet = || names.known.iter().find(|(stem, _)| shelf.place.sheet.contains(stem.as_str()));
        let default = stem.clone().or_else(|| by_sheet().map(|(stem, _)| stem.clone()));
        let mut orphans = 0;
        let is_ledger = shelf.is_ledger;
        let has_lines = !shelf.lines.is_empty();
        let listed = shelf.members.into_iter().map(|listed| (listed, true));
        for (listed, of_roster) in listed.chain(shelf.others.into_iter().map(|listed| (listed, false))) {
            let named = listed.branch.as_deref().map(|written| names.take(written));
            match named.or_else(|| default.clone()) {
                Some(stem) => part_of(&mut parts, stem, |part| {
                    if of_roster { part.members.push(listed.member) } else { part.others.push(listed.member) }
                }),
                // Whose lines these are the lines tell.
                None => orphans += usize::from(!has_lines),
            }
        }
        for line in shelf.lines {
            let written = line.branch.as_deref().map(|written| names.take(written));
            let named = written.or_else(|| names.in_remark(&line.named.name)).or_else(|| default.clone());
            match named {
                Some(stem) => part_of(&mut parts, stem, |part| part.add_line(line, is_ledger)),
                None if line.named.name.is_empty() => orphans += 1,
                None => strays.push((line, is_ledger)),
            }
        }
        let mut declaring: Vec<String> = default.iter().cloned().collect();
        for line in shelf.records {
            let named = line.branch.as_deref().map(|written| names.take(written));
            match named.or_else(|| default.clone()) {
                Some(stem) => {
                    if !declaring.contains(&stem) {
                        declaring.push(stem.clone());
                    }
                    part_of(&mut parts, stem, |part| part.records.push(line));
                }
                None => orphans += 1,
            }
        }
        for stem in declaring {
            part_of(&mut parts, stem, |part| part.declared.extend(shelf.declared.clone()));
        }
        if orphans > 0 {
            let message = format!(
                "这个文件里有几个支部，工作表「{}」有 {orphans} 行看不出是哪个支部的，没有使用。",
                shelf.place.sheet
            );
            problems.push(L112.says(message).at(shelf.place));
        }
    }
    let mut parts: Vec<Part> =
        parts.into_iter().map(|(stem, part)| Part { branch: names.full(&stem), ..part }).collect();
    let homes: Vec<_> = {
        let known = Branches::new(&parts);
        strays.iter().map(|(line, _)| known.home_of(line)).collect()
    };
    for ((line, is_ledger), home) in strays.into_iter().zip(homes) {
        match home {
            Ok(home) => parts.get_mut(home).into_iter().for_each(|part| part.add_line(line.clone(), is_ledger)),
            Err(problem) => {
                problems.push(*problem);
                problems.extend(line.entry.problems);
            }
        }
    }
    (parts, problems)
}

/// Adds something to the part of a branch; to a new one, where it has none yet.
fn part_of(parts: &mut Vec<(String, Part)>, stem: String, add: impl FnOnce(&mut Part)) {
    match parts.iter_mut().find(|(known, _)| *known == stem) {
        Some((_, part)) => add(part),
        None => {
            let mut part = Part::default();
            add(&mut part);
            parts.push((stem, part));
        }
    }
}

/// Of several rosters the latest stands last; the other tables keep their places.
fn put_rosters_in_order(shelves: &mut [Shelf]) {
    let dated = |shelf: &Shelf| !shelf.members.is_empty() && shelf.as_of.is_some();
    let places: Vec<usize> = (0..).zip(shelves.iter()).filter(|(_, shelf)| dated(shelf)).map(|(at, _)| at).collect();
    for (done, first) in places.iter().enumerate() {
        for later in places.iter().skip(done + 1) {
            let is_out_of_order = shelves
                .get(*first)
                .zip(shelves.get(*later))
                .is_some_and(|(first, later)| first.branch == later.branch && later.as_of < first.as_of);
            if is_out_of_order {
                shelves.swap(*first, *later);
            }
        }
    }
}

impl Shelf {
    /// An empty one.
    #[must_use]
    pub fn new(branch: Option<String>, place: Source) -> Self {
        Self {
            branch,
            place,
            as_of: None,
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
    fn add_line(&mut self, line: Line, is_event: bool) {
        self.has_ledger |= is_event;
        self.lines.push(line);
    }

    fn add(&mut self, shelf: Shelf) {
        self.members.extend(shelf.members.into_iter().map(|listed| listed.member));
        self.others.extend(shelf.others.into_iter().map(|listed| listed.member));
        self.lines.extend(shelf.lines);
        self.records.extend(shelf.records);
        self.declared.extend(shelf.declared);
        self.has_ledger |= shelf.is_ledger;
    }
}
