//! One township, from paths to results: reading in parallel, branch by branch, then what concerns all branches.

mod award;
mod branch;
mod decisions;
mod document;
mod forms;
mod gather;
mod options;
mod outputs;
mod people;
mod period;
mod profile;
mod records;
mod registry;
mod rule_book;
mod suggest;

pub use options::{Options, RunError, find_rules};
pub use outputs::{Copies, OutputError, annotated_copies, reading_list, township_files};
pub use registry::{all_codes, code};
pub use rule_book::{RuleBook, RuleBookError, export_rules, import_rules};
pub use suggest::{Suggestion, suggest_profile};

use std::sync::Arc;

use rayon::prelude::*;

use crate::checks::{Book, check_entries, check_results};
use crate::layout::{lacking_members, records_of_period};
use crate::model::{Decision, Diagnostic, Entry, Member, Period, Record, Severity, When};
use crate::reports::{FileReading, ResultDocument};
use crate::rules::RuleSet;
use crate::scoring::{Scorecard, score_branch};
use crate::workbook::Original;

use self::award::{Standing, award};
use self::branch::BranchBook;
use self::options::Settings;

/// One branch, checked and scored.
#[derive(Debug)]
pub struct BranchScores {
    /// Its name.
    pub name: Arc<str>,
    /// Its place in the organisation tree.
    pub path: Vec<String>,
    /// Its members.
    pub roster: Vec<Member>,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// The rows and signs of declared tables.
    pub records: Vec<Record>,
    /// The members' scorecards.
    pub cards: Vec<Scorecard>,
}

/// All that a run found out.
#[derive(Debug)]
pub struct Outcome {
    /// The result as other programs read it.
    pub result: ResultDocument,
    /// The rules in force.
    pub rules: RuleSet,
    /// All problems, in the order of files, sheets and cells.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were read.
    pub originals: Vec<Original>,
    /// What was read of them.
    pub readings: Vec<FileReading>,
    /// What was assumed because nobody said it.
    pub assumed: Vec<String>,
}

impl Outcome {
    /// Whether the data has errors or a decision is pending: exit code 1.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.result.status == crate::reports::Status::Provisional
    }
}

/// Who wants to know how far a run is.
pub trait Progress: Sync {
    /// So many files will be read.
    fn files(&self, _count: usize) {}
    /// One file more was read.
    fn file_done(&self) {}
}

/// Nobody wants to know.
pub struct NoProgress;

impl Progress for NoProgress {}

/// Reads, checks, scores and allocates.
///
/// # Errors
/// [`RunError`] where the run cannot go on; what is wrong in the data is in the outcome.
pub fn run(options: &Options, progress: &dyn Progress) -> Result<Outcome, RunError> {
    let settings = Settings::new(options)?;
    let rules = &settings.rules;
    let mut gathered = gather::gather(&settings, progress)?;
    let unused = forms::unused(&settings, &gathered.files);
    let (books, mut decisions) = branch::assemble(&mut gathered, &settings);
    if let Some(path) = &settings.decisions {
        let (read, found) = decisions::read_file(path, &settings, &gathered.files)?;
        decisions.extend(read);
        gathered.diagnostics.extend(found);
    }
    let (period, assumed_period) = period::choose(&settings, &gathered, &books)?;
    let report_date = options.report_date.unwrap_or(period.to());
    let programme_year = settings.programme_year(period)?;
    let township = settings.township.clone().or_else(|| gathered.common_township());

    decisions::name_branches(&mut decisions, &settings, township.as_deref());

    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    let scored: Vec<(BranchScores, Vec<Diagnostic>)> =
        books.into_par_iter().map(|book| score(book, rules, period, report_date)).collect();
    let mut branches = Vec::with_capacity(scored.len());
    for (branch, found) in scored {
        diagnostics.extend(found);
        branches.push(branch);
    }
    diagnostics.extend(people::in_two_branches(&branches, period));
    diagnostics.extend(people::over_probation(&branches, period));
    diagnostics.extend(people::unexpected_numbers(&settings.profile, &branches, period));
    let standing = if settings.settles(period) {
        let (standing, found) =
            award(rules, &branches, period, programme_year.unwrap_or(1), township.as_deref(), &decisions);
        diagnostics.extend(found);
        standing
    } else {
        Standing::without_grades(&branches, period)
    };
    if programme_year.is_none() && settings.settles(period) && !branches.is_empty() {
        diagnostics.push(award::first_year_assumed(period));
    }
    if options.strict {
        for diagnostic in &mut diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }
    let order = gathered.file_order();
    diagnostics.sort_by(|a, b| sort_key(a, &order).cmp(&sort_key(b, &order)));
    let mut assumed = settings.assumed.clone();
    assumed.extend(assumed_period);
    assumed.extend(unused);
    if !settings.settles(period) && !decisions.is_empty() {
        assumed.push(format!("期间 {period} 不评等次，{} 项决定没有用到。", decisions.len()));
    }
    let result = document::document(document::Parts {
        rules,
        period,
        programme_year: programme_year.unwrap_or(1),
        township,
        files: &gathered.files,
        branches: &branches,
        standing: &standing,
        diagnostics: &diagnostics,
    });
    let (originals, readings) = gathered.files.into_iter().map(gather::ReadFile::taken_apart).unzip();
    Ok(Outcome { result, rules: settings.rules, diagnostics, originals, readings, assumed })
}

fn score(
    book: BranchBook,
    rules: &RuleSet,
    period: Period,
    report_date: chrono::NaiveDate,
) -> (BranchScores, Vec<Diagnostic>) {
    let BranchBook { name, path, roster, mut entries, records, listed, declared, mut diagnostics } = book;
    // A figure without a period of its own is one of the period that is computed.
    for entry in entries.iter_mut().filter(|entry| entry.col.is_some() && entry.when.is_none()) {
        entry.when = Some(When::Span(period));
    }
    let (records, found) = records_of_period(records, &mut entries, rules, &period);
    diagnostics.extend(found);
    diagnostics.extend(lacking_members(&roster, &listed, &declared, rules, period.to()));
    let view = Book { rules, period, report_date, roster: &roster, entries: &entries };
    let (found, judgements) = check_entries(&view);
    diagnostics.extend(found);
    let cards = score_branch(rules, &roster, &entries, &judgements);
    diagnostics.extend(check_results(&view, &cards));
    let diagnostics = diagnostics.into_iter().map(|diagnostic| diagnostic.of_branch(&name)).collect();
    (BranchScores { name, path, roster, entries, records, cards }, diagnostics)
}

type SortKey<'a> = (usize, usize, Option<crate::model::CellRef>, &'a str);

/// By file, sheet, cell, code.
fn sort_key<'a>(diagnostic: &'a Diagnostic, order: &gather::FileOrder) -> SortKey<'a> {
    let (file, sheet) = order.place(diagnostic.file.as_deref(), diagnostic.sheet.as_deref());
    (file, sheet, diagnostic.cells.map(|cells| cells.first), diagnostic.code.id)
}

/// A member, as indexes of branch and roster.
type Who = (usize, usize);

/// The decisions of a run.
type Decisions = Vec<Decision>;
