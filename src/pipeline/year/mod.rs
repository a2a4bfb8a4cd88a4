//! The township's year: what is asked once all members have their grades.
//!
//! Each question has a file of its own here. It reads the run as [`Reckoned`] and gives its part of the result, with what
//! is to be said of it; none changes a score.

mod appraisals;
mod breakdown;
mod closed;
mod course;
mod organisation;
mod publicity;
mod rulings;
mod sensitivity;
mod series;
mod soon;
mod transfers;
mod years;

use super::award::Standing;
use super::closed::Reopened;
use super::follow::Following;
use super::ground::Ground;
use super::options::Settings;
use super::{BranchScores, RunError};
use crate::layout::PostedNotice;
use crate::model::{Decision, Diagnostic, Points};
use crate::pipeline::previous::Past;
use crate::reports::{
    AppraisalResult, BeforeResult, BreakdownResult, ClosedResult, DecisionResult, Notice, ObjectionResult,
    PublicityResult, SensitivityResult, SeriesResult, TransferResult, UnitResult, YearsResult,
};
use crate::workbook::Found;

/// A run in which all members have their grades.
#[derive(Clone, Copy)]
pub struct Reckoned<'a> {
    /// What was asked for.
    pub settings: &'a Settings,
    /// Rules and period.
    pub ground: &'a Ground<'a>,
    /// The branches, in the order of the organisation tree.
    pub branches: &'a [BranchScores],
    /// Grades, places and ranks.
    pub standing: &'a Standing,
    /// Honours, consequences, alerts.
    pub following: &'a Following,
    /// The decisions that were read.
    pub decisions: &'a [Decision],
    /// The years before, as far as they were named.
    pub past: &'a Past,
    /// The township's papers that lie among the inputs.
    pub papers: &'a [Found],
    /// Notices among the inputs that were posted up.
    pub notices: &'a [PostedNotice],
    /// Periods that were closed before, and what is reckoned for them today.
    pub reopened: &'a [Reopened],
    /// The township's name, where it is known.
    pub township: Option<&'a str>,
    /// Whether grades and stars are given in this run.
    pub settles: bool,
}

/// The parts of the result that are about the township's year.
#[derive(Debug, Default)]
pub struct YearParts {
    /// The organisation tree with its sums.
    pub organisation: Vec<UnitResult>,
    /// Who moved between branches.
    pub transfers: Vec<TransferResult>,
    /// Points by month.
    pub series: Vec<SeriesResult>,
    /// By member, in the order of branches and rosters: the score at the end of each month or quarter. Empty where nobody
    /// asked for it.
    pub courses: Vec<Vec<(String, Option<Points>)>>,
    /// Periods that were closed before.
    pub closed: Vec<ClosedResult>,
    /// Decisions of meetings.
    pub decisions: Vec<DecisionResult>,
    /// Objections.
    pub objections: Vec<ObjectionResult>,
    /// What was read of the tables in which others judge members.
    pub appraisals: Vec<AppraisalResult>,
    /// The years before.
    pub years: Option<YearsResult>,
    /// By branch and roster, what is known of the years before; empty where nobody named one.
    pub before: Vec<Vec<BeforeResult>>,
    /// Members by sex, age and so on.
    pub breakdown: Vec<BreakdownResult>,
    /// Who is one step from another grade.
    pub sensitivity: Option<SensitivityResult>,
    /// How the result is published.
    pub publicity: Option<PublicityResult>,
    /// What the notices say, where the result is to be published.
    pub notice: Option<Notice>,
}

/// All parts, and what is to be said.
///
/// # Errors
/// [`RunError`] where a file that was named cannot be read.
pub fn year(run: &Reckoned<'_>) -> Result<(YearParts, Vec<Diagnostic>), RunError> {
    let mut said = Vec::new();
    let (years, before) = years::years(run, &mut said);
    said.extend(soon::soon(run));
    let objections = rulings::objections(run, &mut said)?;
    let (publicity, notice) = publicity::publicity(run, &objections, &mut said)?;
    let parts = YearParts {
        organisation: organisation::units(run),
        transfers: transfers::transfers(run, &mut said),
        series: series::series(run),
        courses: course::courses(run),
        closed: closed::closed(run, &mut said),
        decisions: rulings::decisions(run),
        objections,
        appraisals: appraisals::appraisals(run),
        years,
        before,
        breakdown: breakdown::breakdown(run),
        sensitivity: sensitivity::sensitivity(run),
        publicity,
        notice,
    };
    Ok((parts, said))
}
