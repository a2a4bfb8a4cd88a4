//! Reading all files, each once, in parallel.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::closed::Reopened;
use super::options::Settings;
use super::papers::Paper;
use super::rounds::Marked;
use super::{Progress, RunError, papers, previous};
use crate::layout::check_list::is_check_list;
use crate::layout::codes::L101;
use crate::layout::{Kind, PostedNotice, Recognised, TableRead, posted_notices, recognise};
use crate::model::{Diagnostic, PastYear};
use crate::reports::FileReading;
use crate::workbook::codes::PASSED_OVER;
use crate::workbook::{
    self, Found, Original, Reading, Workbook, discover, discover_anywhere, drop_repeats, marks, read,
};

/// A file that was read and recognised.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The file.
    pub original: Original,
    /// Its sheets' names, in order.
    pub sheets: Vec<Arc<str>>,
    /// What it holds.
    pub recognised: Recognised,
    /// The branches it was taken for; set when branches are put together.
    pub branches: Vec<Arc<str>>,
    /// The digest of the workbook that this one is the annotated copy of.
    pub copy_of: Option<String>,
    /// What it brings with it as such a copy.
    pub marked: Option<Marked>,
    /// The place of the rule set by which it was recognised: 0 is the main one.
    pub rules: usize,
    /// What it holds by other rule sets, where branches of several are in it.
    pub others: Vec<(usize, Recognised)>,
    /// What stands in it, where it may have to be recognised by another rule set.
    pub workbook: Option<Arc<Workbook>>,
    /// The lines of the profile with the forms that were of use.
    pub pinned: BTreeSet<usize>,
    /// The place of another rule set whose form it plainly is.
    pub form_of: Option<usize>,
}

impl ReadFile {
    /// Nothing in it counts.
    fn empty(&mut self) {
        self.recognised.parts.clear();
        self.recognised.decisions.clear();
        self.recognised.account.set_aside();
    }

    /// The file, and what was read of it.
    #[must_use]
    pub fn taken_apart(self) -> (Original, FileReading) {
        let Self { original, recognised, branches, .. } = self;
        let reading = FileReading {
            path: original.shown.to_string(),
            branch: (!branches.is_empty()).then(|| branches.join("、")),
            tables: recognised.tables,
            account: recognised.account,
            strangers: recognised.strangers,
        };
        (original, reading)
    }
}

/// What was found where the inputs lie, used or not.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The folder that the files are shown from.
    pub root: PathBuf,
    /// The files, in order; those of years before are not among them.
    pub files: Vec<Found>,
    /// What was said of that which is no input.
    pub passed_over: Vec<Diagnostic>,
}

/// Everything that was read.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// All that was found.
    pub received: Received,
    /// The files, in the order of their paths.
    pub files: Vec<ReadFile>,
    /// The years before that were named and could be read.
    pub past: Vec<PastYear>,
    /// The files that record waivers.
    pub waivers: Vec<PathBuf>,
    /// The township's own papers that lie among the inputs.
    pub papers: Vec<Found>,
    /// Notices among the files that were posted up; nothing else is read of them.
    pub notices: Vec<PostedNotice>,
    /// Periods that were closed before, and what is reckoned for them today.
    pub reopened: Vec<Reopened>,
    /// What is wrong with files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds, reads and recognises all workbooks.
///
/// # Errors
/// [`RunError`] where a path does not exist, or nothing at all was found.
pub fn gather(settings: &Settings, progress: &dyn Progress) -> Result<Gathered, RunError> {
    let mut found = if settings.in_archive { discover_anywhere(&settings.paths)? } else { discover(&settings.paths)? };
    found.files.retain(|file| !previous::is_of_past(settings, &file.location) && !settings.is_apart(&file.location));
    settings.stand_ins.add_passed_over(&mut found.diagnostics);
    let received = Received { root: found.root, files: found.files.clone(), passed_over: found.diagnostics.clone() };
    let (found_papers, files): (Vec<_>, Vec<_>) =
        found.files.into_iter().partition(|file| papers::is_paper(settings, &file.location));
    found.files = files;
    let diagnostics = found.diagnostics;
    if found.files.is_empty() {
        return Err(RunError::nothing_to_read(&diagnostics));
    }
    progress.files(found.files.len());
    let mut readings: Vec<Reading> = found
        .files
        .par_iter()
        .map(|file| {
            let reading = read(&file.location, &file.shown);
            progress.file_done();
            reading
        })
        .collect();
    drop_repeats(&mut readings);
    let mut gathered = recognised(readings, settings);
    gathered.diagnostics.splice(0..0, diagnostics);
    gathered.received = received;
    gathered.papers = found_papers;
    if settings.follows_waivers {
        gathered.waivers = Paper::Waivers.files(settings, &gathered.papers, &mut gathered.diagnostics);
    }
    let (past, problems) = previous::read_past(settings);
    gathered.past = past;
    gathered.diagnostics.extend(problems);
    Ok(gathered)
}

/// What lies in workbooks that were read, in their order.
#[must_use]
pub fn recognised(readings: Vec<Reading>, settings: &Settings) -> Gathered {
    let recognised: Vec<(Option<ReadFile>, Vec<Diagnostic>, Vec<PostedNotice>)> =
        readings.into_par_iter().map(|reading| recognise_file(reading, settings)).collect();
    let mut gathered = Gathered {
        received: Received::default(),
        files: Vec::with_capacity(recognised.len()),
        past: Vec::new(),
        waivers: Vec::new(),
        papers: Vec::new(),
        notices: Vec::new(),
        reopened: Vec::new(),
        diagnostics: Vec::new(),
    };
    for (file, problems, notices) in recognised {
        gathered.notices.extend(notices);
        gathered.diagnostics.extend(problems);
        gathered.files.extend(file);
    }
    gathered
}

fn recognise_file(reading: Reading, settings: &Settings) -> (Option<ReadFile>, Vec<Diagnostic>, Vec<PostedNotice>) {
    let Reading { workbook, mut diagnostics, .. } = reading;
    let Some(workbook) = workbook else { return (None, diagnostics, Vec::new()) };
    // Its columns look like a ledger's, and its lines would count a second time.
    if is_check_list(&workbook) {
        let shown = &workbook.original.shown;
        diagnostics.push(PASSED_OVER.says(format!("「{shown}」是抽查清单，没有作为报表读取。")).in_file(shown));
        return (None, diagnostics, Vec::new());
    }
    let notices = posted_notices(&workbook);
    let passed_over = |mut diagnostics: Vec<Diagnostic>, notices| {
        let shown = &workbook.original.shown;
        diagnostics.push(PASSED_OVER.says(format!("「{shown}」是公示表，没有作为报表读取。")).in_file(shown));
        (None, diagnostics, notices)
    };
    let mut recognised = recognise(&workbook, &settings.rules, &settings.hints);
    // A branch may call its table of points so; a notice without points that could be counted is nothing else.
    let is_of_results = notices.iter().any(|notice| notice.is_of_results);
    // Entries are a branch's ledger even under a letter's words: whose copy it is shows where another one is handed in.
    let is_letter = notices.iter().any(|notice| notice.is_letter);
    if is_letter && !recognised.parts.iter().any(|part| part.has_ledger && !part.lines.is_empty()) {
        return passed_over(diagnostics, notices);
    }
    let lists_people = |table: &TableRead| matches!(table.kind, Kind::Roster | Kind::Summary);
    if is_of_results && recognised.tables.iter().all(lists_people) || !notices.is_empty() && recognised.is_empty() {
        return passed_over(diagnostics, notices);
    }
    let pins = recognised.pins.iter().filter_map(|pin| Some(settings.hints.pins.get(*pin)?.line));
    let pinned = pins.collect();
    if settings.own_rules.is_empty() {
        diagnostics.append(&mut recognised.diagnostics);
    }
    let sheets: Vec<Arc<str>> = workbook.sheets.iter().map(|sheet| Arc::clone(&sheet.name)).collect();
    let is_copy = sheets.iter().any(|name| marks::is_sheet_name(name));
    let (copy_of, marked) = if is_copy { marks_of(&workbook.original) } else { (None, None) };
    let (original, branches) = (workbook.original.clone(), Vec::new());
    let (rules, others, form_of) = (0, Vec::new(), None);
    let workbook = (!settings.own_rules.is_empty()).then(|| Arc::new(workbook));
    let file =
        ReadFile { original, sheets, recognised, branches, copy_of, marked, rules, others, workbook, pinned, form_of };
    (Some(file), diagnostics, Vec::new())
}

/// What an annotated copy records: the digest of the workbook it was made from, and what it remembers.
fn marks_of(original: &Original) -> (Option<String>, Option<Marked>) {
    let Ok(bytes) = original.bytes() else { return (None, None) };
    let (origin, edited) = match marks::state(&bytes) {
        Ok(marks::State::Unedited { origin }) => (Some(origin), false),
        Ok(marks::State::Edited { origin }) => (origin, true),
        Ok(marks::State::NotOurs) | Err(_) => return (None, None),
    };
    (origin, Some(Marked { edited, memo: marks::memo(&bytes).unwrap_or_default() }))
}

impl Gathered {
    /// Sets files aside, for the reason given: nothing in them counts, and what is wrong in them does not matter.
    pub fn pass_over(&mut self, reason: impl Fn(&ReadFile) -> Option<String>) {
        for file in &mut self.files {
            let Some(reason) = reason(file) else { continue };
            let shown = Arc::clone(&file.original.shown);
            file.empty();
            self.diagnostics.retain(|diagnostic| diagnostic.file.as_ref() != Some(&shown));
            self.diagnostics.push(PASSED_OVER.says(reason).in_file(&shown));
        }
    }

    /// Sets aside a file that is plainly wrong: nothing in it counts, it speaks for no township and no year, and of all
    /// that is wrong in it only this is said. That it is damaged is said nevertheless: that may be why.
    pub fn refuse(&mut self, place: usize, because: Diagnostic) {
        let Some(file) = self.files.get_mut(place) else { return };
        let shown = Arc::clone(&file.original.shown);
        file.empty();
        // Where nothing was found, what the sheets are not is all that can be told.
        if because.code != &L101 {
            file.recognised.account.set_aside_whole();
        }
        (file.recognised.township, file.recognised.year) = (None, None);
        let is_of_reading = |diagnostic: &Diagnostic| workbook::CODES.iter().any(|code| code.id == diagnostic.code.id);
        self.diagnostics.retain(|diagnostic| diagnostic.file.as_ref() != Some(&shown) || is_of_reading(diagnostic));
        self.diagnostics.push(because);
    }

    /// The township that all titles agree on.
    #[must_use]
    pub fn common_township(&self) -> Option<String> {
        let mut townships = self.files.iter().filter_map(|file| file.recognised.township.as_ref());
        let first = townships.next()?;
        townships.all(|other| other == first).then(|| first.clone())
    }

    /// The first year that a title names.
    #[must_use]
    pub fn year_in_titles(&self) -> Option<i32> {
        self.files.iter().find_map(|file| file.recognised.year)
    }

    /// The order of files and of the sheets in them.
    #[must_use]
    pub fn file_order(&self) -> FileOrder {
        let files = self.files.iter().map(|file| (file.original.shown.to_string(), file.sheets.clone()));
        FileOrder(files.enumerate().map(|(place, (shown, sheets))| (shown, (place, sheets))).collect())
    }
}

/// The order of files and of the sheets in them.
#[derive(Debug)]
pub struct FileOrder(HashMap<String, (usize, Vec<Arc<str>>)>);

impl FileOrder {
    /// Places to sort by: the run as a whole first, then unread files, then read files in their order.
    #[must_use]
    pub fn place(&self, file: Option<&str>, sheet: Option<&str>) -> (usize, usize) {
        let Some((place, sheets)) = file.and_then(|file| self.0.get(file)) else {
            return (0, usize::from(file.is_some()));
        };
        let sheet = sheet.and_then(|sheet| sheets.iter().position(|name| &**name == sheet));
        (place + 1, sheet.map_or(0, |sheet| sheet + 1))
    }
}
