//! One township, from paths to results: reading in parallel, branch by branch, then what concerns all branches.

mod award;
mod branch;
mod clean;
mod closed;
mod compare;
mod decisions;
mod document;
mod fixes;
mod forms;
mod follow;
mod gather;
mod given_out;
mod ground;
mod lint;
mod objections;
mod one_more;
mod options;
mod organisation;
mod outputs;
mod papers;
mod people;
mod period;
mod previous;
mod profile;
mod publication;
mod publishing;
mod records;
mod registry;
mod rounding;
mod rounds;
mod restated;
mod sample;
mod rule_book;
mod rulebook;
mod signs;
mod suggest;
mod template;
mod trial;
mod waivers;
mod wrong_file;
mod year;

pub use clean::{Cleaning, clean_copies};
pub use closed::FOLDER as CLOSED_FOLDER;
use compare::read_result;
pub use compare::{CompareError, compare_results, compare_rules, comparison_file};
pub use fixes::{Fixable, Mending};
pub use lint::{LintOptions, lint_rules};
pub use options::{Options, RunError, find_rules};
pub use outputs::{Copies, OutputError, annotated_copies, member_book, mended_copies, reading_list, township_files};
pub use publishing::PublishOptions;
pub use registry::{all_codes, code};
pub use rule_book::{RuleBook, RuleBookError, export_rules, import_rules};
pub use rulebook::{rulebook, rulebook_as_book, rulebook_in_markdown};
pub use sample::{Drawn, SampleError, SampleOptions, sample};
pub use suggest::{Suggestion, suggest_profile};
pub use template::{TemplateError, TemplateFile, TemplateOptions, Templates, register_template, templates};
pub use trial::{TestOutcome, run_tests};

use std::sync::Arc;

use rayon::prelude::*;

use crate::checks::{Book, check_entries, check_results};
use crate::layout::{lacking_members, records_of_period};
use crate::model::text::compact;
use crate::model::{Decision, Diagnostic, Entry, Held, Member, PastMatch, PastYear, Record, Severity, When};
use crate::reports::{FileReading, Notice, ResultDocument};
use crate::rules::{Figure, RuleSet};
use crate::scoring::{BranchIndex, Judgement, Reckoning, Scorecard, blank_sign, reckon_branch, scorecard};
use crate::workbook::Original;

use self::award::{Standing, award};
use self::branch::BranchBook;
use self::gather::Gathered;
use self::ground::{Ground, LastYear};
use self::one_more::Kept;
use self::options::Settings;
use self::papers::Paper;
use self::waivers::{Lifted, Waivers};
use self::year::Reckoned;

/// One branch, checked and scored.
#[derive(Clone, Debug)]
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
    /// What belongs to whom.
    pub index: BranchIndex,
    /// What the checks say of each entry.
    pub judgements: Vec<Judgement>,
    /// What last year's archive says of each member.
    pub last_year: LastYear,
    /// What was reckoned of each member.
    pub reckonings: Vec<Reckoning>,
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
    /// What the notices say, where the result is to be published.
    pub notice: Option<Notice>,
    /// What questions that are asked afterwards need.
    kept: Kept,
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
    let mut gathered = gather::gather(&settings, progress)?;
    gathered.reopened = closed::reopened(&settings, &gathered)?;
    reckon(settings, gathered)
}

/// From what was read to the result.
fn reckon(mut settings: Settings, mut gathered: Gathered) -> Result<Outcome, RunError> {
    organisation::learn(&mut settings, &mut gathered)?;
    let rules = &settings.rules;
    let unused = forms::unused(&settings, &gathered.files);
    let (mut books, mut decisions) = branch::assemble(&mut gathered, &settings);
    if let Some(other) = &settings.prices_of {
        restated::drop_prices_of(other, rules, &mut books);
    }
    for path in Paper::Decisions.files(&settings, &gathered.papers, &mut gathered.diagnostics) {
        let (read, found) = decisions::read_file(&path, &settings, &gathered.files)?;
        decisions.extend(read);
        gathered.diagnostics.extend(found);
    }
    let (period, assumed_period) = period::choose(&settings, &gathered, &books)?;
    let report_date = settings.report_date.unwrap_or(period.to());
    let programme_year = settings.programme_year(period)?;
    let township = settings.township.clone().or_else(|| gathered.common_township());

    decisions::name_branches(&mut decisions, &settings, township.as_deref());

    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    let (waivers, found) = Waivers::read(&gathered.waivers, &settings, township.as_deref())?;
    diagnostics.extend(found);
    let names = books.iter().map(|book| Arc::clone(&book.name)).collect();
    let (past, found) =
        previous::choose(std::mem::take(&mut gathered.past), rules, period, township.as_deref(), &names);
    diagnostics.extend(found);
    let ground = Ground {
        rules,
        period,
        programme_year: programme_year.unwrap_or(1),
        is_first_year: programme_year == Some(1),
        knows_last_year: programme_year == Some(1) || past.tells_open_months(),
        closed: closed(rules, &settings.honours_not_held),
    };
    let scored: Vec<(BranchScores, Lifted)> =
        books.into_par_iter().map(|book| score(book, &ground, past.last(), report_date, &waivers)).collect();
    let mut branches = Vec::with_capacity(scored.len());
    let (mut waived, mut fates) = (Vec::new(), Vec::new());
    for (branch, found) in scored {
        diagnostics.extend(found.standing);
        waived.extend(found.waived);
        fates.extend(found.fates);
        branches.push(branch);
    }
    diagnostics.extend(people::in_two_branches(&branches, rules, period));
    diagnostics.extend(people::over_probation(&branches, period));
    let found = organisation::expected_and_come(&settings, &gathered.files, &branches, &diagnostics, period);
    diagnostics.extend(found);
    diagnostics.extend(people::unexpected_numbers(&settings.profile, &branches, period));
    let standing = if settings.settles(period) {
        let (standing, found) = award(&ground, &branches, township.as_deref(), &decisions);
        diagnostics.extend(found);
        standing
    } else {
        Standing::without_grades(&branches, period)
    };
    diagnostics.extend(signs::signs(&ground, &branches, &standing));
    let (following, said) = follow::follow(&ground, &branches, &standing, settings.settles(period));
    diagnostics.extend(said);
    let (mut year, said) = year::year(&Reckoned {
        settings: &settings,
        ground: &ground,
        branches: &branches,
        standing: &standing,
        following: &following,
        decisions: &decisions,
        past: &past,
        papers: &gathered.papers,
        notices: &gathered.notices,
        reopened: &gathered.reopened,
        township: township.as_deref(),
        settles: settings.settles(period),
    })?;
    diagnostics.extend(said);
    let notice = year.notice.take();
    let has_quotas = rules.grades.iter().any(|grade| grade.quota.as_ref().is_some_and(|quota| quota.percent.len() > 1));
    if has_quotas && programme_year.is_none() && settings.settles(period) && !branches.is_empty() {
        diagnostics.push(award::first_year_assumed(period));
    }
    let (standing_problems, more) = waivers.lift_by_cell(diagnostics, &mut fates);
    let mut diagnostics = standing_problems;
    waived.extend(more);
    let over_folders = settings.over_folders();
    diagnostics.extend(waivers.not_followed(&fates, &branches, over_folders));
    diagnostics.extend(sample::audited(&settings, &branches, rules, township.as_deref(), over_folders)?);
    if settings.strict {
        for diagnostic in &mut diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }
    let order = gathered.file_order();
    diagnostics.sort_by(|a, b| sort_key(a, &order).cmp(&sort_key(b, &order)));
    waived.sort_by(|a, b| sort_key(&a.diagnostic, &order).cmp(&sort_key(&b.diagnostic, &order)));
    let results_waived = waivers.results(&waived);
    let waived: Vec<Diagnostic> = waived.into_iter().map(|waived| waived.diagnostic).collect();
    let mut assumed = settings.assumed.clone();
    assumed.extend(assumed_period);
    assumed.extend(unused);
    assumed.extend(unknown_honours(rules, &settings.honours_not_held));
    if !settings.settles(period) && !decisions.is_empty() {
        assumed.push(format!("期间 {period} 不评等次，{} 项决定没有用到。", decisions.len()));
    }
    let findings = rounds::Findings { rules, branches: &branches, diagnostics: &diagnostics, waived: &waived };
    let compared = rounds::compare(&settings, &gathered.files, period, findings)?;
    assumed.extend(compared.told);
    let result = document::document(document::Parts {
        rules,
        period,
        programme_year: programme_year.unwrap_or(1),
        township,
        files: &gathered.files,
        branches: &branches,
        standing: &standing,
        following: &following,
        diagnostics: &diagnostics,
        rounds: compared.results,
        waived: results_waived,
        year,
    });
    let (originals, readings) = gathered.files.into_iter().map(gather::ReadFile::taken_apart).unzip();
    let kept = Kept {
        settles: settings.settles(period),
        branches,
        decisions,
        township: result.township.clone(),
        period,
        programme_year: ground.programme_year,
        is_first_year: ground.is_first_year,
        knows_last_year: ground.knows_last_year,
        closed: ground.closed,
        standing,
        rounds: compared.of_files,
        waived,
    };
    Ok(Outcome { result, rules: settings.rules, diagnostics, originals, readings, assumed, notice, kept })
}

fn score(
    book: BranchBook,
    ground: &Ground<'_>,
    past: Option<&PastYear>,
    report_date: chrono::NaiveDate,
    waivers: &Waivers,
) -> (BranchScores, Lifted) {
    let (rules, period) = (ground.rules, ground.period);
    let BranchBook { name, path, roster, mut entries, records, listed, declared, mut diagnostics } = book;
    // A figure without a period of its own is one of the period that is computed.
    for entry in entries.iter_mut().filter(|entry| entry.col.is_some() && entry.when.is_none()) {
        entry.when = Some(When::Span(period));
    }
    diagnostics.extend(lacking_members(&roster, &listed, &declared, rules, &period));
    let last_year = roster.iter().map(|member| last_year_of(past, &name, member)).collect();
    let mut branch = BranchScores {
        name,
        path,
        roster,
        entries: Vec::new(),
        records: Vec::new(),
        index: BranchIndex::default(),
        judgements: Vec::new(),
        last_year,
        reckonings: Vec::new(),
        cards: Vec::new(),
    };
    // What an empty cell means may depend on the member's class, and that on rows of another table.
    if rules.tables.iter().any(|table| !table.blank.is_empty()) {
        branch.records = records.iter().filter(|record| record.col.is_none()).cloned().collect();
        branch.index = BranchIndex::of(&branch.roster, &[], &branch.records, Default::default());
    }
    let (records, found) = {
        let scene = ground.scene(&branch);
        records_of_period(records, &mut entries, rules, &period, &|record| blank_sign(&scene, record))
    };
    diagnostics.extend(found);
    branch.index = BranchIndex::of(&branch.roster, &entries, &records, listed);
    (branch.entries, branch.records) = (entries, records);
    let scene = ground.scene(&branch);
    let view = Book::new(scene, report_date);
    let (found, mut judgements) = check_entries(&view);
    let mut lifted = waivers.lift(&branch, found, &mut judgements);
    diagnostics.append(&mut lifted.standing);
    branch.judgements = judgements;
    let scene = ground.scene(&branch);
    let reckonings = reckon_branch(&scene);
    let cards: Vec<Scorecard> = reckonings.iter().map(|own| scorecard(rules, own)).collect();
    diagnostics.extend(check_results(&Book::new(scene, report_date), &reckonings, &cards));
    branch.reckonings = reckonings;
    branch.cards = cards;
    lifted.standing = diagnostics.into_iter().map(|diagnostic| diagnostic.of_branch(&branch.name)).collect();
    for waived in &mut lifted.waived {
        waived.diagnostic.branch = Some(Arc::clone(&branch.name));
    }
    (branch, lifted)
}

/// What last year's archive says of a member, where it tells.
fn last_year_of(past: Option<&PastYear>, branch: &str, member: &Member) -> Option<Vec<Option<Held>>> {
    match past?.find(branch, member) {
        PastMatch::One(found, _) => Some(found.values.clone()),
        PastMatch::None | PastMatch::Several => None,
    }
}

/// By figure, whether it was not held this year.
fn closed(rules: &RuleSet, not_held: &[String]) -> Vec<bool> {
    let is_closed = |figure: &Figure| not_held.iter().any(|title| may_close(figure, title));
    rules.figures.iter().map(is_closed).collect()
}

/// Whether a profile means this figure when it says what was not held.
fn may_close(figure: &Figure, title: &str) -> bool {
    figure.closable && (title == compact(&figure.title) || title == figure.id)
}

/// What the profile says was not held, though the rule set has nothing of that name that can be left out.
fn unknown_honours(rules: &RuleSet, not_held: &[String]) -> Option<String> {
    let is_known = |title: &&String| rules.figures.iter().any(|figure| may_close(figure, title));
    let unknown: Vec<String> =
        not_held.iter().filter(|title| !is_known(title)).map(|title| format!("「{title}」")).collect();
    let known: Vec<&str> =
        rules.figures.iter().filter(|figure| figure.closable).map(|figure| figure.title.as_str()).collect();
    let known = if known.is_empty() { "没有".to_owned() } else { format!("有{}", known.join("、")) };
    (!unknown.is_empty())
        .then(|| format!("honours_not_held 里的{}没有用到：这个规则集可以写的{known}。", unknown.join("、")))
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
