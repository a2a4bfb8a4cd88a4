//! Putting branches together from the workbooks that were read.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::Decisions;
use super::branch_names::is_spoken_of;
use super::gather::{Gathered, ReadFile};
use super::given_out::give_out;
use super::options::Settings;
use super::own_rules::understand;
use super::profile::BranchProfile;
use super::wrong_file;
use crate::layout::codes::{L107, L108, L127, L128, M101};
use crate::layout::{
    DeclaredTable, Elsewhere, Home, Kind, Line, Listed, Part, RecordLine, SettledRecords, SheetAccount, Use,
    branch_stem, compare_figures, renew, settle_lines, settle_members, settle_records,
};
use crate::model::text::split_remark;
use crate::model::{Diagnostic, Entry, Member, Record, Severity, When, Window};

/// The tables that members' points are entered in.
const ENTERED: [Kind; 3] = [Kind::Ledger, Kind::Matrix, Kind::Card];

/// A branch before checking.
#[derive(Debug)]
pub struct BranchBook {
    /// Its name.
    pub name: Arc<str>,
    /// Its place in the organisation tree, itself included.
    pub path: Vec<String>,
    /// Its members.
    pub roster: Vec<Member>,
    /// Its entries, in the order of files, sheets and rows; then those that signs of declared tables are.
    pub entries: Vec<Entry>,
    /// The rows and signs of declared tables, in the order of files, sheets, rows and columns.
    pub records: Vec<Record>,
    /// Which declared tables have a row for which members.
    pub listed: Listed,
    /// The declared tables that were found.
    pub declared: Vec<DeclaredTable>,
    /// What is wrong with the roster.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the workbooks of one branch hold, before lines are matched to members.
#[derive(Debug, Default)]
struct Parts {
    members: Vec<Member>,
    lines: Vec<Line>,
    months: BTreeSet<(i32, u32)>,
    files: Vec<Arc<str>>,
    /// Members that tables other than rosters list.
    others: Vec<Member>,
    records: Vec<RecordLine>,
    declared: Vec<DeclaredTable>,
    has_ledger: bool,
    /// What is wrong with its rosters.
    diagnostics: Vec<Diagnostic>,
}

/// Recognises files by the rules of their branches, and sets aside those that are not used: those that another one stands for,
/// and those that are plainly wrong.
pub fn set_aside(gathered: &mut Gathered, settings: &Settings) {
    understand(gathered, settings);
    pass_over_corrected(gathered);
    pass_over_others(gathered, settings);
    wrong_file::set_aside(gathered, settings);
    give_out(gathered, settings);
}

/// The same of files that were gathered for their rosters alone: workbooks of another year or township list their people as
/// well.
pub fn set_aside_for_rosters(gathered: &mut Gathered, settings: &Settings) {
    understand(gathered, settings);
    pass_over_corrected(gathered);
    pass_over_others(gathered, settings);
    wrong_file::set_aside_no_rosters(gathered, settings);
}

/// The branches of the files that are used, in the order of the organisation tree, else of their files; and the decisions
/// of all workbooks.
pub fn assemble(gathered: &mut Gathered, settings: &Settings) -> (Vec<BranchBook>, Decisions) {
    let mut decisions = Vec::new();
    let mut order: Vec<Arc<str>> = Vec::new();
    let mut parts: HashMap<Arc<str>, Parts> = HashMap::new();
    for file in &mut gathered.files {
        for part in std::mem::take(&mut file.recognised.parts).into_iter().filter(|part| !part.is_empty()) {
            let name: Arc<str> = branch_name(file, part.branch.as_deref(), settings).into();
            let branch = parts.entry(Arc::clone(&name)).or_insert_with(|| {
                order.push(Arc::clone(&name));
                Parts::default()
            });
            let overlap = branch.add(file, part, &name);
            if overlap.is_some() {
                file.recognised.decisions.clear();
            }
            gathered.diagnostics.extend(overlap);
            file.branches.push(name);
        }
        // A sheet of decisions in a branch's workbook is about that branch, where it names no other.
        if let [name] = file.branches.as_slice() {
            for decision in file.recognised.decisions.iter_mut().filter(|decision| decision.branch.is_empty()) {
                decision.branch = name.to_string();
            }
        }
        decisions.append(&mut file.recognised.decisions);
    }
    for diagnostic in &mut gathered.diagnostics {
        let file = gathered.files.iter().find(|file| diagnostic.file.as_deref() == Some(&*file.original.shown));
        if let Some([name]) = file.map(|file| file.branches.as_slice()) {
            diagnostic.branch.get_or_insert_with(|| Arc::clone(name));
        }
    }
    let lacking: Vec<Diagnostic> =
        order.iter().filter_map(|name| parts.get(name)?.lacks_entries(name, gathered, settings)).collect();
    gathered.diagnostics.extend(lacking);
    let listed = |name: &str| settings.profile.branch.iter().position(|branch| branch.name == name);
    order.sort_by_key(|name| listed(name).unwrap_or(usize::MAX));
    let elsewhere = who_is_where(gathered, &parts);
    let books =
        order.into_iter().filter_map(|name| parts.remove(&name).map(|parts| parts.settle(name, settings, &elsewhere)));
    (books.collect(), decisions)
}

/// Who is in which branch, for each workbook that holds several.
fn who_is_where(gathered: &Gathered, parts: &HashMap<Arc<str>, Parts>) -> HashMap<Arc<str>, Elsewhere> {
    let shared = gathered.files.iter().filter(|file| file.branches.len() > 1);
    let of_file = |branches: &[Arc<str>]| {
        let mut elsewhere = Elsewhere::new();
        for branch in branches {
            for member in parts.get(branch).into_iter().flat_map(|parts| &parts.members) {
                let known = elsewhere.entry(member.name.clone()).or_default();
                if !known.contains(branch) {
                    known.push(Arc::clone(branch));
                }
            }
        }
        elsewhere
    };
    shared.map(|file| (Arc::clone(&file.original.shown), of_file(&file.branches))).collect()
}

/// An annotated copy stands for the workbook it was made from, where both were sent.
fn pass_over_corrected(gathered: &mut Gathered) {
    let copies: HashMap<String, Arc<str>> = gathered
        .files
        .iter()
        .filter_map(|file| Some((file.copy_of.clone()?, Arc::clone(&file.original.shown))))
        .collect();
    gathered.pass_over(|file| {
        let copy = copies.get(&file.original.digest.to_string())?;
        Some(format!("「{copy}」是这个文件的批注改正本，以改正本为准，这个文件没有使用。"))
    });
}

/// Where the profile names one of several workbooks of a branch, and it was read, the others are not used.
fn pass_over_others(gathered: &mut Gathered, settings: &Settings) {
    // One that is passed over already, for its corrected copy, is no choice.
    let has_parts = |file: &&ReadFile| file.recognised.parts.iter().any(|part| !part.is_empty());
    let used = gathered.files.iter().filter(has_parts);
    let used: BTreeSet<Arc<str>> = used.map(|file| Arc::clone(&file.original.shown)).collect();
    gathered.pass_over(|file| {
        let [part] = file.recognised.parts.as_slice() else { return None };
        if part.is_empty() {
            return None;
        }
        let name = branch_name(file, part.branch.as_deref(), settings);
        let chosen = settings.profile.branch_called(&name)?.file.as_deref()?;
        let is_other = chosen != &*file.original.shown && used.contains(chosen);
        is_other.then(|| format!("{name}指定用「{chosen}」，这个文件没有使用。"))
    });
}

/// The branch that a file is taken for, by what the profile says, its titles and its name.
pub fn branch_name(file: &ReadFile, title: Option<&str>, settings: &Settings) -> String {
    branch_of(&file.original.shown, title, settings)
}

/// The same of a file by its path as shown.
pub fn branch_of(shown: &str, title: Option<&str>, settings: &Settings) -> String {
    let profile = &settings.profile;
    let stem = Path::new(shown).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    if let Some(named) = profile.branch.iter().find(|branch| branch.file.as_deref() == Some(shown)) {
        return named.name.clone();
    }
    match title {
        Some(title) => profile.branch_called(title).map_or_else(|| title.to_owned(), |branch| branch.name.clone()),
        None => {
            let fits = |branch: &&BranchProfile| {
                std::iter::once(&branch.name).chain(&branch.aliases).any(|name| stem.contains(name.as_str()))
            };
            let called = profile.branch.iter().find(fits).or_else(|| spoken_of(&profile.branch, &stem));
            called.map_or(stem.clone(), |branch| branch.name.clone())
        }
    }
}

/// The branch that a file's name speaks of without its ending: 东河村党支部 of 2025年东河村积分表.
fn spoken_of<'b>(branches: &'b [BranchProfile], file: &str) -> Option<&'b BranchProfile> {
    let spoken = |stem: &&str| is_spoken_of(stem, file);
    let length = |branch: &BranchProfile| branch.names().map(branch_stem).filter(spoken).map(str::len).max();
    let longest = branches.iter().filter_map(|branch| Some((length(branch)?, branch)));
    longest.max_by_key(|(length, _)| *length).map(|(_, branch)| branch)
}

impl Parts {
    /// Adds a workbook. Workbooks of one branch whose entries share no month are parts of one; others overlap, and
    /// only the first counts.
    fn add(&mut self, file: &ReadFile, part: Part, name: &str) -> Option<Diagnostic> {
        let shown = Arc::clone(&file.original.shown);
        let months = months(&part);
        // A roster alone completes a ledger alone; a second roster without entries is another version of the first.
        let both_list_members = !self.members.is_empty() && !part.members.is_empty();
        let overlaps =
            !self.files.is_empty() && (!self.months.is_disjoint(&months) || (months.is_empty() && both_list_members));
        if overlaps {
            let first = self.files.first().map_or("", |first| first);
            let both = match self.months.intersection(&months).next() {
                Some((year, month)) => format!(" {year} 年 {month} 月的登记"),
                None => "花名册".to_owned(),
            };
            let message = format!("{name}已经有「{first}」，两个文件里都有{both}，这个文件没有计入。");
            return Some(L107.says(message).in_file(&shown).advise(which_counts(name, &shown)));
        }
        let is_later = self.months.last() < months.last();
        // A part for other months repeats the roster: nobody is listed twice by that, and the latest part knows best
        // who has come and gone.
        if self.members.is_empty() {
            self.members = part.members;
        } else if !part.members.is_empty() {
            self.diagnostics.extend(renew(&mut self.members, part.members, is_later));
        }
        self.others.extend(part.others);
        self.records.extend(part.records);
        self.declared.extend(part.declared);
        self.lines.extend(part.lines);
        self.months.extend(months);
        self.has_ledger |= part.has_ledger;
        self.files.push(shown);
        None
    }

    /// That there is no ledger, or nothing in it, unless a sheet of its files could not be read: that is told already.
    fn lacks_entries(&self, name: &Arc<str>, gathered: &Gathered, settings: &Settings) -> Option<Diagnostic> {
        let file = self.files.first()?;
        let is_mine = |diagnostic: &&Diagnostic| diagnostic.file.as_ref().is_some_and(|file| self.files.contains(file));
        let mut mine = gathered.diagnostics.iter().filter(is_mine);
        let is_broken =
            mine.any(|d| d.severity == Severity::Error && (d.cells.is_none() || d.code.id.starts_with('L')));
        if is_broken || !self.lines.is_empty() || !self.records.is_empty() {
            return None;
        }
        let mut mine = gathered.files.iter().filter(|it| self.files.contains(&it.original.shown));
        let mut tables = mine.clone().flat_map(|it| &it.recognised.tables);
        if tables.any(|table| ENTERED.contains(&table.kind)) {
            // A table that just ends below its header may be meant so; a form that waits to be filled in is not.
            if !mine.any(waits_to_be_filled_in) {
                return None;
            }
            // A month without any event may be; a year in which nobody in a branch did anything is a blank form.
            let is_whole = settings.period.is_none_or(|period| settings.settles(period));
            let severity =
                if settings.rules.settles == Window::Year && is_whole { Severity::Error } else { Severity::Warning };
            let message = format!("{name}的登记表一行也没有填，党员都没有任何记录。");
            return Some(L127.says(message).as_severity(severity).in_file(file).of_branch(name));
        }
        let message = format!("{name}只有花名册，没有积分登记，所有党员都按没有任何记录计分。");
        self.declared.is_empty().then(|| L108.says(message).in_file(file).of_branch(name))
    }

    fn settle(self, name: Arc<str>, settings: &Settings, elsewhere: &HashMap<Arc<str>, Elsewhere>) -> BranchBook {
        let home = Home { branch: &name, elsewhere };
        let mut others = self.others;
        if !self.members.is_empty() {
            // Who stands in a declared table and not in the roster is told with the row.
            let is_declared = |member: &Member| {
                let source = &member.source;
                self.declared
                    .iter()
                    .any(|table| (&table.place.file, &table.place.sheet) == (&source.file, &source.sheet))
            };
            others.retain(|member| !is_declared(member));
        }
        let (mut roster, found) = settle_members(self.members, others, &self.lines, &name);
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(found);
        let mut lines = self.lines;
        let no_roster = lacks_roster(&roster, &lines, &home);
        if self.has_ledger {
            let (events, compared) = compare_figures(&mut roster, lines, home, &settings.rules);
            lines = events;
            diagnostics.extend(compared);
        }
        let mut entries = settle_lines(&roster, lines, home);
        if let Some(no_roster) = no_roster {
            diagnostics.push(no_roster.of_branch(&name));
            // What it says of all need not be said of each.
            entries.iter_mut().for_each(|entry| entry.problems.retain(|problem| *problem.code != M101));
        }
        let SettledRecords { records, entries: signs, listed, problems } =
            settle_records(&roster, self.records, &settings.rules, home);
        entries.extend(signs);
        diagnostics.extend(problems);
        let own = settings.profile.branch_called(&name);
        let above = own.map_or(Vec::new(), |branch| branch.path.clone());
        let above = if above.is_empty() { settings.township.iter().cloned().collect() } else { above };
        let path = above.into_iter().chain([name.to_string()]).collect();
        BranchBook { name, path, roster, entries, records, listed, declared: self.declared, diagnostics }
    }
}

/// How the township says which of several workbooks of a branch counts.
pub fn which_counts(name: &str, file: &str) -> String {
    format!(
        "请向支部问清以哪一份为准，只留下那一份；或者写明用哪一份，例如用这一份：在「组织.xlsx」里{name}那一行的「文件」写 {file}，\
         也可以在 jifen.toml 里{name}的 [[branch]] 下面写 file = \"{file}\"。两份都要的，把登记合到一份里，重复的行删掉。"
    )
}

/// Whether a table for entries in a file has its example or its numbered blanks, and nothing else.
fn waits_to_be_filled_in(file: &ReadFile) -> bool {
    let has_table = |sheet: &SheetAccount| {
        let mut tables = file.recognised.tables.iter();
        tables.any(|table| table.sheet == sheet.sheet && ENTERED.contains(&table.kind))
    };
    let sheets = file.recognised.account.sheets.iter().filter(|sheet| has_table(sheet));
    sheets.flat_map(|sheet| &sheet.stretches).any(|part| matches!(part.what, Use::Example | Use::Waiting))
}

/// That there are entries and nobody on a roster: said once, not of each entry. A branch whose people another branch of
/// the workbook lists has a roster there, and is only named wrongly in some rows.
fn lacks_roster(roster: &[Member], lines: &[Line], home: &Home<'_>) -> Option<Diagnostic> {
    let file = &lines.first().filter(|_| roster.is_empty())?.entry.form.file;
    let is_elsewhere = |line: &Line| {
        let elsewhere = home.elsewhere.get(&line.entry.form.file);
        elsewhere.is_some_and(|elsewhere| elsewhere.contains_key(split_remark(&line.named.name).0))
    };
    if lines.iter().any(is_elsewhere) {
        return None;
    }
    let (branch, count) = (home.branch, lines.len());
    let message = format!("{branch}没有读到花名册，登记的 {count} 条不知道是谁的，都没有计入。");
    Some(L128.says(message).in_file(file))
}

/// The months, with their years, that a part has entries of.
pub fn months(part: &Part) -> BTreeSet<(i32, u32)> {
    part.lines.iter().filter_map(|line| line.entry.when).flat_map(months_of).collect()
}

/// The months that an entry reaches over.
fn months_of(when: When) -> impl Iterator<Item = (i32, u32)> {
    let (from, to) = (when.from(), when.to());
    let count = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    (count(from)..=count(to)).map(|month| (month.div_euclid(12), month.rem_euclid(12).unsigned_abs() + 1))
}
