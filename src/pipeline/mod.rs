//! One township, from paths to results: reading in parallel, branch by branch, then what concerns all branches.

pub mod archive;
mod award;
mod between;
mod branch;
mod branch_names;
mod clean;
mod closed;
mod compare;
mod compare_kept;
mod decisions;
mod document;
#[cfg(feature = "parquet")]
mod export;
mod fixes;
mod forms;
mod follow;
mod gather;
mod given_out;
mod ground;
mod lint;
mod not_held;
mod objections;
mod one_more;
mod options;
mod organisation;
mod outcome;
mod output_error;
mod outputs;
mod own_rules;
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
mod rule_file;
mod run_error;
mod restated;
mod sample;
mod score;
mod rule_book;
mod rulebook;
mod signs;
mod stand_ins;
mod suggest;
mod template;
mod trial;
mod unreadable;
pub mod verify;
mod waivers;
mod wrong_file;
mod year;

pub use clean::{Cleaning, clean_copies};
pub use closed::FOLDER as CLOSED_FOLDER;
use compare::read_result;
pub use compare::{CompareError, compare_rules, comparison_file};
pub use compare_kept::{compare_kept, compare_rules_on_archive};
#[cfg(feature = "parquet")]
pub use export::export_files;
pub use fixes::{Fixable, Mending};
pub use lint::{LintOptions, lint_rules};
pub use options::{Options, Settings};
pub use outcome::{BranchScores, Outcome};
pub use output_error::OutputError;
pub use outputs::{Copies, annotated_copies, kept_book, member_book, mended_copies, reading_list, township_files};
pub use publishing::PublishOptions;
pub use registry::{all_codes, code};
pub use rule_book::{RuleBook, RuleBookError, export_rules, import_rules};
pub use rule_file::find_rules;
pub use rulebook::{rulebook, rulebook_as_book, rulebook_in_markdown};
pub use run_error::RunError;
pub use sample::{Drawn, SampleError, SampleOptions, sample};
pub use stand_ins::{StandIns, Told};
pub use suggest::{Suggestion, suggest_profile};
pub use template::{TemplateError, TemplateFile, TemplateOptions, Templates, register_template, templates};
pub use trial::{TestOutcome, run_tests};

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Decision, Diagnostic, Period, Severity};
use crate::rules::RuleSet;

use self::award::{Standing, award};
use self::between::{Between, between};
use self::branch::BranchBook;
use self::branch_names::branch_named;
use self::gather::{Gathered, Received};
use self::ground::Ground;
use self::not_held::{closed, unknown_honours};
use self::one_more::Kept;
use self::previous::Past;
use self::score::score;
use self::waivers::{Fate, Lifted, Waived, Waivers};
use self::year::Reckoned;

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
    let received = std::mem::take(&mut gathered.received);
    let outcome = reckon(settings, gathered)?;
    Ok(Outcome { received, ..outcome })
}

/// What one rule set has to reckon.
struct Share {
    settings: Settings,
    gathered: Gathered,
    books: Vec<BranchBook>,
    decisions: Decisions,
}

/// The branches of one rule set, scored.
struct Scored {
    settings: Settings,
    gathered: Gathered,
    decisions: Decisions,
    period: Period,
    programme_year: Option<u32>,
    branches: Vec<BranchScores>,
    diagnostics: Vec<Diagnostic>,
    past: Past,
    waivers: Waivers,
    waived: Vec<Waived>,
    fates: Vec<(usize, Fate)>,
}

/// From what was read to the result: each rule set by itself, with a look over all branches in between.
fn reckon(mut settings: Settings, mut gathered: Gathered) -> Result<Outcome, RunError> {
    organisation::learn(&mut settings, &mut gathered)?;
    branch::set_aside(&mut gathered, &settings);
    let mut told = forms::unused(&settings, &gathered.files);
    let order = gathered.file_order();
    let township = settings.township.clone().or_else(|| gathered.common_township());
    let decided = decisions::of_file(&settings, &mut gathered)?;
    let (listed, whole) = (settings.profile.branch.clone(), settings.over_folders());
    let earlier = settings.against.clone().map(|path| settings.of_earlier_files(path));
    let shares = own_rules::shares(settings, gathered).into_iter();
    let mut shares: Vec<Share> = shares.map(|(settings, gathered)| assemble(settings, gathered)).collect();
    decisions::deal(&mut shares, decided, township.as_deref());
    let (period, assumed_period) = period::choose(&shares)?;
    told.splice(0..0, assumed_period);
    if let Some(first) = shares.first() {
        let all: Vec<&RuleSet> = shares.iter().map(|share| &share.settings.rules).collect();
        told.extend(unknown_honours(&all, &first.settings.honours_not_held));
    }
    if whole {
        let books = shares.iter().flat_map(|share| &share.books);
        let today = books.flat_map(|book| book.roster.iter().map(|member| (&*book.name, member)));
        let of_nobody = |share: &Share| previous::of_nobody(&share.gathered.past, period, today);
        let said = shares.first().map(of_nobody).unwrap_or_default();
        shares.first_mut().into_iter().for_each(|share| share.gathered.diagnostics.extend(said.clone()));
    }
    let scored: Vec<Scored> =
        shares.into_iter().map(|share| score_all(share, period, township.as_deref())).collect::<Result<_, _>>()?;
    let earlier = earlier.map(|settings| rounds::earlier(settings, period)).transpose()?;
    let found = between(&scored);
    let outcomes = scored.into_iter().zip(found).map(|(scored, found)| {
        let told = std::mem::take(&mut told);
        finish(scored, found, township.clone(), earlier.as_ref(), told)
    });
    own_rules::joined(outcomes.collect::<Result<_, _>>()?, &order, (&listed, whole)).ok_or(RunError::NoDates)
}

/// Puts the branches of a rule set together.
fn assemble(settings: Settings, mut gathered: Gathered) -> Share {
    let (mut books, decisions) = branch::assemble(&mut gathered, &settings);
    if let Some(other) = &settings.prices_of {
        restated::drop_prices_of(other, &settings.rules, &mut books);
    }
    Share { settings, gathered, books, decisions }
}

impl Scored {
    /// What all branches are reckoned with.
    fn ground(&self) -> Ground<'_> {
        Ground {
            rules: &self.settings.rules,
            period: self.period,
            programme_year: self.programme_year.unwrap_or(1),
            is_first_year: self.programme_year == Some(1),
            knows_last_year: self.programme_year == Some(1) || self.past.tells_open_months(),
            closed: closed(&self.settings.rules, &self.settings.honours_not_held),
        }
    }
}

/// Checks and scores the branches of a rule set.
fn score_all(share: Share, period: Period, township: Option<&str>) -> Result<Scored, RunError> {
    let Share { settings, mut gathered, books, decisions } = share;
    let period = settings.takes(period);
    let report_date = settings.report_date.unwrap_or(period.to());
    let programme_year = settings.programme_year(period)?;
    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    let names: HashSet<Arc<str>> = books.iter().map(|book| Arc::clone(&book.name)).collect();
    let (waivers, found) = Waivers::read(&gathered.waivers, &settings, township, &names)?;
    diagnostics.extend(found);
    let mut named = std::mem::take(&mut gathered.past);
    for year in &mut named {
        year.set_township(township);
        year.call_branches(|name| branch_named(name, &settings, township, names.iter().map(|name| &**name)));
    }
    let (mut past, found) = previous::choose(named, &settings.rules, period, township, &names);
    past.tell_apart(books.iter().flat_map(|book| book.roster.iter().map(|member| (&*book.name, member))));
    diagnostics.extend(found);
    let (branches, waived, fates) = (Vec::with_capacity(books.len()), Vec::new(), Vec::new());
    let mut scored = Scored {
        settings,
        gathered,
        decisions,
        period,
        programme_year,
        branches,
        diagnostics,
        past,
        waivers,
        waived,
        fates,
    };
    let ground = scored.ground();
    let (past, waivers) = (scored.past.last(), &scored.waivers);
    let done: Vec<(BranchScores, Lifted)> =
        books.into_par_iter().map(|book| score(book, &ground, past, report_date, waivers)).collect();
    for (branch, found) in done {
        scored.diagnostics.extend(found.standing);
        scored.waived.extend(found.waived);
        scored.fates.extend(found.fates);
        scored.branches.push(branch);
    }
    Ok(scored)
}

/// From the scores of a rule set's branches to their result; `found` is what only all branches together show, `told` what is
/// to be said of the whole run.
fn finish(
    scored: Scored,
    found: Between,
    township: Option<String>,
    earlier: Option<&Outcome>,
    told: Vec<String>,
) -> Result<Outcome, RunError> {
    let order = scored.gathered.file_order();
    let Scored { settings, gathered, decisions, period, programme_year, .. } = scored;
    let Scored { branches, mut diagnostics, past, waivers, mut waived, mut fates, .. } = scored;
    let rules = &settings.rules;
    let ground = Ground {
        rules,
        period,
        programme_year: programme_year.unwrap_or(1),
        is_first_year: programme_year == Some(1),
        knows_last_year: programme_year == Some(1) || past.tells_open_months(),
        closed: closed(rules, &settings.honours_not_held),
    };
    diagnostics.extend(found.people);
    diagnostics.extend(people::over_probation(&branches, period));
    let said = organisation::expected_and_come(&settings, &gathered.files, &branches, &diagnostics, period);
    diagnostics.extend(said);
    diagnostics.extend(people::unexpected_numbers(&settings.profile, &branches, period));
    let standing = if settings.settles(period) {
        let (standing, found) = award(&ground, &branches, township.as_deref(), &decisions);
        diagnostics.extend(found);
        standing
    } else {
        Standing::without_grades(&branches, period)
    };
    diagnostics.extend(signs::signs(&ground, &branches, &standing));
    diagnostics.extend(found.signs);
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
    year.transfers = found.transfers.unwrap_or(year.transfers);
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
    diagnostics.sort_by(|a, b| sort_key(a, &order).cmp(&sort_key(b, &order)));
    waived.sort_by(|a, b| sort_key(&a.diagnostic, &order).cmp(&sort_key(&b.diagnostic, &order)));
    let results_waived = waivers.results(&waived);
    let waived: Vec<Diagnostic> = waived.into_iter().map(|waived| waived.diagnostic).collect();
    let mut assumed = settings.assumptions();
    assumed.extend(period::told_of_short(&settings, period));
    assumed.extend(told);
    if !settings.settles(period) && !decisions.is_empty() {
        assumed.push(format!("期间 {period} 不评等次，{} 项决定没有用到。", decisions.len()));
    }
    let findings = rounds::Findings {
        rules,
        branches: &branches,
        diagnostics: &diagnostics,
        waived: &waived,
        is_alone: found.is_alone,
    };
    let compared = rounds::compare(&settings, &gathered.files, findings, earlier);
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
        listed: settings.profile.branch,
        period,
        programme_year: ground.programme_year,
        is_first_year: ground.is_first_year,
        knows_last_year: ground.knows_last_year,
        closed: ground.closed,
        standing,
        rounds: compared.of_files,
        waived,
    };
    let own = Vec::new();
    let (rules, received) = (settings.rules, Received::default());
    Ok(Outcome { result, rules, diagnostics, originals, readings, assumed, notice, received, kept, own })
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
