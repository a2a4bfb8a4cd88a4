//! What a run found out.

use std::sync::Arc;

use super::gather::Received;
use super::ground::LastYear;
use super::one_more::Kept;
use crate::model::{Diagnostic, Entry, Member, Record};
use crate::reports::{FileReading, Notice, ResultDocument};
use crate::rules::RuleSet;
use crate::scoring::{BranchIndex, Judgement, Reckoning, Scorecard};
use crate::workbook::Original;

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
    /// All files that were found where the inputs lie, used or not.
    pub(super) received: Received,
    /// What questions that are asked afterwards need.
    pub(super) kept: Kept,
    /// Where branches have several rule sets: what each of these found out, the main one first.
    pub(super) own: Vec<Self>,
}

impl Outcome {
    /// Whether the data has errors or a decision is pending: exit code 1.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.result.status == crate::reports::Status::Provisional
    }
}
