//! Checks of entries and of results: one file each, with its code, explanation, a bad and a good table.
//!
//! All problems are collected; none stops the others. A line of another period is not tested further.

mod e101_other_period;
mod e102_after_report;
mod e201_unknown_item;
mod e202_contradicting_name;
mod e203_no_item;
mod e301_level_missing;
mod e302_level_unknown;
mod e303_level_unneeded;
mod e304_stated_differs;
mod e305_points_missing;
mod e306_out_of_range;
mod e307_off_step;
mod e308_wrong_sign;
mod e309_assessed_once;
mod e310_veto_figures;
mod e311_matter_times;
mod e312_impossible_sum;
mod own;
mod p101_pending;
mod p102_to_be_made_up;
mod p103_taken_early;
mod p301_idle_waiver;
mod p302_unclear_waiver;
mod p303_no_such_waiver;
mod p401_found_untrue;
mod p402_found_doubtful;
mod p403_finding_without_entry;
mod p404_list_not_filled_in;
mod p501_lost_objection;
mod p502_unclear_objection;
mod p503_objection_out_of_order;
mod p504_open_objection;
mod p505_objection_not_followed;
mod p506_objection_of_another_period;
mod p701_notice_of_another_period;
mod p702_published_too_briefly;
mod p703_publicity_days_impossible;
mod p704_objections_not_registered;
mod p705_no_outcome;
mod p706_unclear_publication;
mod p707_holidays_unknown;
mod p601_added_after_closing;
mod p602_changed_after_closing;
mod p603_gone_after_closing;
mod p604_other_score_than_closed;
mod s101_identical_lines;
mod s102_late;
mod s103_outside_membership;
mod s104_late_lift;
mod s105_on_the_edge;
mod s106_all_alike;
mod s107_all_at_the_top;
mod s108_same_for_many;
mod s109_same_in_branches;
mod s110_sign_and_line;
mod s111_no_evidence;
mod signs;
mod t101_own_total;
mod thresholds;

pub use own::{
    CODES as OWN_CODES, said_of_alert, said_of_consequence, said_of_last_year, said_of_list, said_of_no_records,
};

pub use e101_other_period::is_of_other_part;
pub use p301_idle_waiver::CODE as P301;
pub use p302_unclear_waiver::CODE as P302;
pub use p303_no_such_waiver::CODE as P303;
pub use p401_found_untrue::CODE as P401;
pub use p402_found_doubtful::CODE as P402;
pub use p403_finding_without_entry::CODE as P403;
pub use p404_list_not_filled_in::CODE as P404;
pub use p501_lost_objection::CODE as P501;
pub use p502_unclear_objection::CODE as P502;
pub use p503_objection_out_of_order::CODE as P503;
pub use p504_open_objection::CODE as P504;
pub use p505_objection_not_followed::CODE as P505;
pub use p506_objection_of_another_period::CODE as P506;
pub use p601_added_after_closing::CODE as P601;
pub use p602_changed_after_closing::CODE as P602;
pub use p603_gone_after_closing::CODE as P603;
pub use p604_other_score_than_closed::CODE as P604;
pub use p701_notice_of_another_period::CODE as P701;
pub use p702_published_too_briefly::CODE as P702;
pub use p703_publicity_days_impossible::CODE as P703;
pub use p704_objections_not_registered::CODE as P704;
pub use p705_no_outcome::CODE as P705;
pub use p706_unclear_publication::CODE as P706;
pub use p707_holidays_unknown::CODE as P707;
pub use signs::{Seen, signs_between_branches, signs_of_branch};

use chrono::NaiveDate;

use crate::model::{Code, Diagnostic, Entry, Field, ItemMention, Member, Period, StepTaken, Tells, Verdict};
use crate::rules::{Item, RuleSet, Step, Until};
use crate::scoring::{Judgement, Reckoning, Scene, Scorecard};

/// Every code of this room.
pub static CODES: &[&Code] = &[
    &e101_other_period::CODE,
    &e102_after_report::CODE,
    &e201_unknown_item::CODE,
    &e202_contradicting_name::CODE,
    &e203_no_item::CODE,
    &e301_level_missing::CODE,
    &e302_level_unknown::CODE,
    &e303_level_unneeded::CODE,
    &e304_stated_differs::CODE,
    &e305_points_missing::CODE,
    &e306_out_of_range::CODE,
    &e307_off_step::CODE,
    &e308_wrong_sign::CODE,
    &e309_assessed_once::CODE,
    &e310_veto_figures::CODE,
    &e311_matter_times::CODE,
    &e312_impossible_sum::CODE,
    &p101_pending::CODE,
    &p102_to_be_made_up::CODE,
    &p103_taken_early::CODE,
    &P301,
    &P302,
    &P303,
    &P401,
    &P402,
    &P403,
    &P404,
    &P501,
    &P502,
    &P503,
    &P504,
    &P505,
    &P506,
    &P701,
    &P702,
    &P703,
    &P704,
    &P705,
    &P706,
    &P707,
    &P601,
    &P602,
    &P603,
    &P604,
    &s101_identical_lines::CODE,
    &s102_late::CODE,
    &s103_outside_membership::CODE,
    &s104_late_lift::CODE,
    &s105_on_the_edge::CODE,
    &s106_all_alike::CODE,
    &s107_all_at_the_top::CODE,
    &s108_same_for_many::CODE,
    &s109_same_in_branches::CODE,
    &s110_sign_and_line::CODE,
    &s111_no_evidence::CODE,
    &t101_own_total::CODE,
];

/// A check of one line.
type LineCheck = fn(&Book<'_>, &Entry) -> Option<Diagnostic>;

static LINE_CHECKS: &[LineCheck] = &[
    e102_after_report::run,
    e201_unknown_item::run,
    e202_contradicting_name::run,
    e203_no_item::run,
    e308_wrong_sign::run,
    p101_pending::run,
    p102_to_be_made_up::run,
    p103_taken_early::run,
    s102_late::run,
    s103_outside_membership::run,
];

/// Checks of what one event is worth.
static EVENT_CHECKS: &[LineCheck] = &[
    e301_level_missing::run,
    e302_level_unknown::run,
    e303_level_unneeded::run,
    e304_stated_differs::run,
    e305_points_missing::run,
    e306_out_of_range::run,
    e307_off_step::run,
    e309_assessed_once::run,
    e310_veto_figures::run,
    e311_matter_times::run,
];

/// Checks of what an item came to in a period.
static SUM_CHECKS: &[LineCheck] = &[e312_impossible_sum::run];

/// What is checked: one branch's roster and entries, under one rule set, for one period.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The period.
    pub period: Period,
    /// What is later than this day is in the future.
    pub report_date: NaiveDate,
    /// The members.
    pub roster: &'a [Member],
    /// The entries.
    pub entries: &'a [Entry],
    /// All that is known of the branch.
    pub scene: Scene<'a>,
}

impl<'a> Book<'a> {
    /// What is to be checked of a scene.
    #[must_use]
    pub const fn new(scene: Scene<'a>, report_date: NaiveDate) -> Self {
        Self {
            rules: scene.rules,
            period: scene.period,
            report_date,
            roster: scene.roster,
            entries: scene.entries,
            scene,
        }
    }
}

/// Checks every entry: what is wrong with it, each with the entry's index, and what becomes of it. There is one judgement
/// for each entry.
#[must_use]
pub fn check_entries(book: &Book<'_>) -> (Vec<(usize, Diagnostic)>, Vec<Judgement>) {
    let mut found: Vec<Vec<Diagnostic>> = book.entries.iter().map(|entry| check_line(book, entry)).collect();
    let of_several = s101_identical_lines::run(book).into_iter().chain(s110_sign_and_line::run(book));
    for (index, diagnostic) in of_several.chain(own::run(book)) {
        if let Some(diagnostics) = found.get_mut(index) {
            diagnostics.push(diagnostic);
        }
    }
    let judgements = found.iter().map(|diagnostics| judge(&diagnostics.iter().collect::<Vec<_>>())).collect();
    let named = book.entries.iter().zip(found).enumerate().flat_map(|(index, (entry, diagnostics))| {
        let member = entry.member.and_then(|member| book.roster.get(member)).map(|member| member.name.as_str());
        let name = member.or(Some(&*entry.written_name)).filter(|name| !name.is_empty());
        let named = move |diagnostic: Diagnostic| match name {
            Some(name) => diagnostic.of_member(name),
            None => Diagnostic { member: None, ..diagnostic },
        };
        diagnostics.into_iter().map(move |diagnostic| (index, named(diagnostic)))
    });
    (named.collect(), judgements)
}

/// Checks the results of a branch against what it wrote itself, and as the rule set asks.
#[must_use]
pub fn check_results(book: &Book<'_>, reckonings: &[Reckoning], cards: &[Scorecard]) -> Vec<Diagnostic> {
    let mut found = t101_own_total::run(book, cards);
    found.extend(own::run_on_results(book, reckonings));
    found
}

fn check_line(book: &Book<'_>, entry: &Entry) -> Vec<Diagnostic> {
    if let Some(diagnostic) = e101_other_period::run(book, entry) {
        return vec![diagnostic];
    }
    let of_figures = if entry.tells == Tells::Event { EVENT_CHECKS } else { SUM_CHECKS };
    let checked = LINE_CHECKS.iter().chain(of_figures).filter_map(|check| check(book, entry));
    entry.problems.iter().cloned().chain(checked).collect()
}

/// What becomes of an entry: the most severe verdict of all its diagnostics, and the first that gives it.
#[must_use]
pub fn judge(diagnostics: &[&Diagnostic]) -> Judgement {
    let verdict = diagnostics.iter().map(|diagnostic| diagnostic.code.verdict).max().unwrap_or_default();
    let reason = diagnostics.iter().find(|diagnostic| diagnostic.code.verdict == verdict);
    let why = reason.filter(|_| verdict != Verdict::Counted).map(|d| format!("{}（{}）", d.code.title, d.code.id));
    Judgement { verdict, why }
}

fn known_item<'a>(book: &Book<'a>, entry: &Entry) -> Option<&'a Item> {
    match entry.item {
        ItemMention::Known(item) => book.rules.item(item),
        _ => None,
    }
}

/// Steps that an entry lacks.
struct MissingSteps {
    /// The first one's column.
    field: Field,
    /// The names of all.
    titles: String,
    /// The headers of all.
    columns: String,
}

/// The steps that an entry lacks, if any.
fn missing_steps(book: &Book<'_>, item: &Item, entry: &Entry, until: Until) -> Option<MissingSteps> {
    let missing: Vec<usize> = item
        .requires
        .iter()
        .filter(|need| need.until == until && entry.steps.get(need.step) == Some(&StepTaken::No))
        .map(|need| need.step)
        .collect();
    let field = Field::Step(*missing.first()?);
    let steps: Vec<&Step> = missing.iter().filter_map(|step| book.rules.steps.get(*step)).collect();
    let titles: Vec<&str> = steps.iter().map(|step| step.title.as_str()).collect();
    let columns: Vec<String> = steps.iter().map(|step| format!("「{}」", step.column)).collect();
    Some(MissingSteps { field, titles: titles.join("、"), columns: columns.concat() })
}
