//! What is noted of a branch's workbooks, so that a later round can be compared with them: problems and entries, as texts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{CellRange, Diagnostic, Digest, Entry, ItemMention, Severity, StepTaken, masked};
use crate::pipeline::BranchScores;
use crate::rules::RuleSet;

/// How many characters of a text are kept.
const LONGEST: usize = 300;

/// All that is noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The problems that somebody has to do something about, in their order.
    pub problems: Vec<NotedProblem>,
    /// The entries, in the order of files, sheets and rows.
    pub entries: Vec<NotedEntry>,
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedProblem {
    /// The file, as shown in the run that noted it.
    pub file: Arc<str>,
    /// The branch; empty where none is named.
    pub branch: String,
    /// The code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cells.
    pub cells: Option<CellRange>,
    /// The member.
    pub member: Option<String>,
    /// What was found.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// Whether a meeting accepted it: it is no problem any more, and not mended either.
    pub waived: bool,
}

/// An entry. The names are those that people know it by; what stands besides is there as digests, so that a copy holds no
/// text twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedEntry {
    /// The file, as shown in the run that noted it.
    pub file: Arc<str>,
    /// The branch.
    pub branch: String,
    /// The member's name; as written where the roster has nobody of that name.
    pub member: String,
    /// The item's id; what is written in its place where there is no such item.
    pub item: String,
    /// The day or period; empty where none can be read.
    pub date: String,
    /// Whether all three were understood.
    pub understood: bool,
    /// The roster's number for the member, where others bear the same name.
    pub which: String,
    /// How often.
    pub quantity: String,
    /// The level, as written.
    pub level: String,
    /// The points, as written.
    pub stated: String,
    /// Digest of 事由; empty where nothing is written, as in the next two.
    pub matter: String,
    /// Digest of the steps of the procedure.
    pub steps: String,
    /// Digest of the other columns.
    pub others: String,
    /// The sheet.
    pub sheet: String,
    /// The row, as far as its table reaches; of a figure in a grid, the cell.
    pub cells: CellRange,
}

/// Whether problems of this kind are the branch's to mend: notes ask for nothing, and places under quotas are settled by meetings.
fn is_noted(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity > Severity::Note && !diagnostic.code.id.starts_with('A')
}

impl NotedProblem {
    /// What is noted of a diagnostic; `None` where it asks for nothing, or is about no file.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let file = diagnostic.file.clone().filter(|_| is_noted(diagnostic))?;
        Some(Self {
            file,
            branch: diagnostic.branch.as_deref().map(kept).unwrap_or_default(),
            code: diagnostic.code.id.to_owned(),
            severity: diagnostic.severity,
            sheet: diagnostic.sheet.as_deref().map(kept),
            cells: diagnostic.cells,
            member: diagnostic.member.as_deref().map(kept),
            value: diagnostic.value.as_deref().map(kept),
            message: kept(&diagnostic.message),
            waived: false,
        })
    }
}

impl NotedEntry {
    /// What is noted of an entry of a branch.
    #[must_use]
    pub fn of(rules: &RuleSet, branch: &BranchScores, entry: &Entry) -> Self {
        let member = entry.member.and_then(|member| branch.roster.get(member));
        let source = entry.source();
        let (item, beside) = item_in_words(rules, &entry.item);
        Self {
            file: source.file,
            branch: kept(&branch.name),
            member: kept(member.map_or(&entry.written_name, |member| &member.name)),
            date: entry.when.map(|when| when.to_string()).unwrap_or_default(),
            understood: member.is_some() && entry.known_item().is_some() && entry.when.is_some(),
            item,
            which: member.filter(|member| member.namesake).map(|member| kept(&member.id)).unwrap_or_default(),
            quantity: entry.quantity.to_string(),
            level: kept(&entry.level),
            stated: entry.stated.map(|stated| stated.to_string()).unwrap_or_default(),
            matter: digest(&entry.matter),
            steps: digest(&steps_in_words(&entry.steps)),
            others: digest(&others_in_words(entry, beside)),
            sheet: kept(&source.sheet),
            cells: source.cells,
        }
    }

    /// By what entries are known: member, item and date.
    #[must_use]
    pub fn key(&self) -> [&str; 3] {
        [&self.member, &self.item, &self.date]
    }

    /// What it says besides.
    #[must_use]
    pub fn rest(&self) -> [&str; 7] {
        [&self.which, &self.quantity, &self.level, &self.stated, &self.matter, &self.steps, &self.others]
    }
}

/// The item's id, or what stands in its place; and a name that contradicts the number.
fn item_in_words<'a>(rules: &RuleSet, mention: &'a ItemMention) -> (String, Option<&'a str>) {
    let id = |item: usize| rules.item(item).map_or_else(String::new, |item| item.id.clone());
    match mention {
        ItemMention::Known(item) => (id(*item), None),
        ItemMention::Contradicting { number, name } => (id(*number), Some(name)),
        ItemMention::Unknown { number, name } => {
            (number.as_deref().or(name.as_deref()).map(kept).unwrap_or_default(), name.as_deref())
        }
        ItemMention::Unreadable | ItemMention::Missing => (String::new(), None),
    }
}

fn steps_in_words(steps: &[StepTaken]) -> String {
    let mut words = String::new();
    for (index, step) in steps.iter().enumerate() {
        match step {
            StepTaken::No => {}
            StepTaken::Yes(None) => words.push_str(&format!("{index}:yes;")),
            StepTaken::Yes(Some(day)) => words.push_str(&format!("{index}:{day};")),
        }
    }
    words
}

fn others_in_words(entry: &Entry, beside: Option<&str>) -> String {
    let mut words = String::new();
    if let Some(registered) = entry.registered {
        words.push_str(&format!("registered:{registered};"));
    }
    if entry.evidence == Some(true) {
        words.push_str("evidence;");
    }
    if let Some(name) = beside {
        words.push_str(&format!("name:{name};"));
    }
    for (index, held) in entry.own.iter().enumerate() {
        if let Some(held) = held {
            words.push_str(&format!("{index}:{held:?};"));
        }
    }
    words
}

/// Digest of what an entry says in 事由, in the steps of the procedure and in its other columns; `None` where nothing is
/// written there.
#[must_use]
pub fn written(entry: &Entry) -> Option<String> {
    let words = [entry.matter.to_string(), steps_in_words(&entry.steps), others_in_words(entry, None)];
    words.iter().any(|words| !words.is_empty()).then(|| digest(&words.join("\u{1f}")))
}

/// A text as it is kept: masked, on one line, and not endless.
fn kept(text: &str) -> String {
    let shown = masked(text);
    shown.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The short digest of a text; nothing for no text.
fn digest(text: &str) -> String {
    if text.is_empty() { String::new() } else { Digest::of(text.as_bytes()).short() }
}

/// Finds the entry in which a problem stands.
#[derive(Debug, Default)]
pub struct Finder<'a> {
    /// Lines by file, sheet and row.
    lines: HashMap<(&'a str, &'a str, u32), usize>,
    /// Figures of grids by their cell.
    figures: HashMap<(&'a str, &'a str, u32, u32), usize>,
}

impl<'a> Finder<'a> {
    /// Over some entries.
    #[must_use]
    pub fn new(entries: &'a [NotedEntry]) -> Self {
        let mut finder = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            let (first, last) = (entry.cells.first, entry.cells.last);
            if first == last {
                finder.figures.insert((&entry.file, &entry.sheet, first.row, first.col), index);
            } else {
                finder.lines.insert((&entry.file, &entry.sheet, first.row), index);
            }
        }
        finder
    }

    /// The entry, where the problem stands in one.
    #[must_use]
    pub fn entry_of(&self, problem: &NotedProblem) -> Option<usize> {
        let (sheet, at) = (problem.sheet.as_deref()?, problem.cells?.first);
        let figure = self.figures.get(&(&*problem.file, sheet, at.row, at.col));
        figure.or_else(|| self.lines.get(&(&*problem.file, sheet, at.row))).copied()
    }
}
