//! The township's year: what is asked once all members have their grades.
//!
//! Each question has a file of its own here. It reads the run as [`Reckoned`] and gives its part of the result, with what
//! is to be said of it; none changes a score.

mod appraisals;
mod breakdown;
mod closed;
mod organisation;
mod publicity;
mod rulings;
mod sensitivity;
mod series;
mod years;

use super::award::Standing;
use super::follow::Following;
use super::ground::Ground;
use super::options::Settings;
use super::{BranchScores, RunError};
use crate::model::{Decision, Diagnostic, PastYear};
use crate::reports::{
    AppraisalResult, BreakdownResult, ClosedResult, DecisionResult, ObjectionResult, PublicityResult,
    SensitivityResult, SeriesResult, TransferResult, UnitResult, YearsResult,
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
    /// Last year's archive, where one was read.
    pub past: Option<&'a PastYear>,
    /// The township's papers that lie among the inputs.
    pub papers: &'a [Found],
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
    /// Members by sex, age and so on.
    pub breakdown: Vec<BreakdownResult>,
    /// Who is one step from another grade.
    pub sensitivity: Option<SensitivityResult>,
    /// How the result is published.
    pub publicity: Option<PublicityResult>,
}

/// All parts, and what is to be said.
///
/// # Errors
/// [`RunError`] where a file that was named cannot be read.
pub fn year(run: &Reckoned<'_>) -> Result<(YearParts, Vec<Diagnostic>), RunError> {
    let mut said = Vec::new();
    let parts = YearParts {
        organisation: organisation::units(run),
        transfers: organisation::transfers(run, &mut said),
        series: series::series(run),
        closed: closed::closed(run, &mut said)?,
        decisions: rulings::decisions(run),
        objections: rulings::objections(run, &mut said)?,
        appraisals: appraisals::appraisals(run),
        years: years::years(run, &mut said)?,
        breakdown: breakdown::breakdown(run),
        sensitivity: sensitivity::sensitivity(run),
        publicity: publicity::publicity(run, &mut said)?,
    };
    Ok((parts, said))
}
