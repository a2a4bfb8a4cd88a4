//! The types of 结果.json: the contract that other programs rely on (`docs/result.schema.json`).
//!
//! Keys are never removed or renamed without raising [`SCHEMA`]. Decimals are texts without exponent and without
//! trailing zeros.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::appraisals::AppraisalResult;
use super::breakdown::BreakdownResult;
use super::closed::ClosedResult;
pub use super::member_result::{AlertResult, EntryResult, MemberResult, Rank, SourceResult, StepResult};
use super::organisation::{TransferResult, UnitResult};
use super::publicity::PublicityResult;
use super::reading::{ReadingResult, TableResult};
use super::round::{RoundResult, WaivedResult};
use super::rulings::{DecisionResult, ObjectionResult};
use super::sensitivity::SensitivityResult;
use super::series::SeriesResult;
use super::transfer_book::TransferBookResult;
use super::years::YearsResult;
use crate::model::{Fix, Points, Severity};

/// The version of the contract.
pub const SCHEMA: u32 = 1;

/// The whole result of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResultDocument {
    /// The version of the contract.
    pub schema: u32,
    /// The version of the program.
    pub jifen: String,
    /// The rules in force.
    pub rule_set: RuleSetResult,
    /// The township's name, where it is known.
    pub township: Option<String>,
    /// The period.
    pub period: PeriodResult,
    /// Final, or provisional (试算).
    pub status: Status,
    /// Why it is provisional, in words.
    pub provisional_because: Vec<String>,
    /// The files read.
    pub files: Vec<FileResult>,
    /// The branches.
    pub branches: Vec<BranchResult>,
    /// The members, in the order of branches and rosters.
    pub members: Vec<MemberResult>,
    /// The places under quotas.
    pub quotas: Vec<QuotaResult>,
    /// Honours awarded.
    pub honours: Vec<Honour>,
    /// What the tables hold that the rule set declares; absent where it declares none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<RecordResult>>,
    /// All problems.
    pub diagnostics: Vec<DiagnosticResult>,
    /// How workbooks differ from those that the same branches handed in before; absent where none is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundResult>,
    /// Deviations that were accepted, with what they are about; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<WaivedResult>,
    /// All rule sets in force, where branches of one run have several; the first is `rule_set`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_sets: Vec<RuleSetResult>,
    /// The organisation tree with its sums; absent where no branch has anything above or below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisation: Vec<UnitResult>,
    /// Members who moved between branches of the township.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<TransferResult>,
    /// Points by month; absent where nothing is dated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<SeriesResult>,
    /// How closed periods differ from what was settled; absent where none was named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<ClosedResult>,
    /// The decisions of meetings, and what became of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionResult>,
    /// Objections (异议) that were raised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<ObjectionResult>,
    /// What was read of the tables in which others judge members; absent where the rule set has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appraisals: Vec<AppraisalResult>,
    /// The years before, as far as they are known; absent where nobody named them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<YearsResult>,
    /// Members and means by sex, age and so on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdown: Vec<BreakdownResult>,
    /// Who would change grade by how little; absent where nothing is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<SensitivityResult>,
    /// How the result is published; absent where nobody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<PublicityResult>,
    /// Whose book this is, where the result is that of one member who left; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<TransferBookResult>,
}

/// Which rule set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetResult {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// Which period.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeriodResult {
    /// 2025, 2025H1, 2025Q1, 2025-03.
    pub label: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Which year of the programme, from 1.
    pub programme_year: u32,
    /// Whether the period is shorter than what the rule set settles: what has come together up to its end (累计),
    /// without grades. Absent where it is settled.
    #[serde(default, skip_serializing_if = "is_settled")]
    pub cumulative: bool,
}

/// Whether a period is said to be settled by saying nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_settled(cumulative: &bool) -> bool {
    !*cumulative
}

/// Final or provisional.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing stands in its way.
    Final,
    /// An error stands, or a place is contested (试算).
    Provisional,
}

/// A file that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileResult {
    /// Its path, relative to the folder given.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The branch it is about.
    pub branch: Option<String>,
    /// The branch that its titles name, where it was taken for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titled: Option<String>,
    /// The tables recognised, in sheet order.
    pub layout: Vec<String>,
    /// Rows of data in them.
    pub rows: usize,
    /// The same tables with their columns.
    #[serde(default)]
    pub tables: Vec<TableResult>,
    /// What became of every cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadingResult>,
}

/// A branch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BranchResult {
    /// Its name.
    pub name: String,
    /// Its place in the organisation tree, itself included.
    pub path: Vec<String>,
    /// Members counted (党员总数).
    pub members: usize,
    /// Their mean score, to two places.
    pub mean: Option<Points>,
    /// Diagnostics of severity error.
    pub errors: usize,
    /// Diagnostics of severity warning.
    pub warnings: usize,
    /// The id of the branch's rule set, where branches of one run have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<String>,
}

/// The places of one grade in one scope.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QuotaResult {
    /// The branch, or the township.
    pub scope: String,
    /// The grade.
    pub level: String,
    /// Members counted.
    pub counted: usize,
    /// Percent of them; null where the rule set names a number of places.
    pub percent: Option<Points>,
    /// The most places.
    pub limit: usize,
    /// How many competed, those from above included.
    pub candidates: usize,
    /// Who has the grade.
    pub awarded: Vec<String>,
    /// Who ties for the last places.
    pub contested: Vec<String>,
    /// Places kept for them.
    pub reserved: usize,
    /// The id of the rule set that gives them, where branches of one run have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<String>,
}

impl QuotaResult {
    /// The share in words: 5%, or 1/3 where hundredths of a percent do not say it.
    #[must_use]
    pub fn share_in_words(&self) -> Option<String> {
        let percent = self.percent?;
        let part = (2..=12).find(|part| percent * Points::whole(*part) == Points::whole(100));
        Some(match part.filter(|_| percent.round(2) != percent) {
            Some(part) => format!("1/{part}"),
            None => format!("{}%", percent.round(2)),
        })
    }
}

/// An honour awarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Honour {
    /// The honour.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The member's number.
    pub id: String,
    /// The month or quarter that it is about, where it is not the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

/// A row of a declared table, or one sign in it, or what stands above it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordResult {
    /// The table's id in the rule set.
    pub table: String,
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The row, or the cell of the sign; of what stands above the table, its header.
    pub cell: String,
    /// The branch.
    pub branch: String,
    /// The member; null where the row is not about one.
    pub member: Option<String>,
    /// The member's number.
    pub id: Option<String>,
    /// What it says, by the ids of columns, heads and labels; `sign` is the sign of the cell.
    pub values: BTreeMap<String, String>,
}

/// A problem.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DiagnosticResult {
    /// Its code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell or cells.
    pub cell: Option<String>,
    /// The branch.
    pub branch: Option<String>,
    /// The member.
    pub member: Option<String>,
    /// What was found.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What the cell could say instead.
    pub fix: Option<Fix>,
}

impl ResultDocument {
    /// The branches that are reckoned by a rule set, where branches of the run have several.
    #[must_use]
    pub fn branches_of(&self, rule_set: &str) -> Vec<&str> {
        let own = self.branches.iter().filter(|branch| branch.rule_set.as_deref() == Some(rule_set));
        own.map(|branch| branch.name.as_str()).collect()
    }

    /// The name of the summary of a rule set: that of the first has none of its own.
    #[must_use]
    pub fn summary_name(&self, rules: &RuleSetResult) -> String {
        self.beside_its_name(rules, "汇总", ".xlsx")
    }

    /// The name of something that each rule set has of its own, in the same way.
    #[must_use]
    pub fn beside_its_name(&self, rules: &RuleSetResult, what: &str, ending: &str) -> String {
        if rules.id == self.rule_sets.first().map_or(self.rule_set.id.as_str(), |first| first.id.as_str()) {
            return format!("{what}{ending}");
        }
        let same = self.rule_sets.iter().filter(|other| other.title == rules.title).count() > 1;
        let title: String = rules.title.chars().filter(|c| !is_of_paths(*c)).take(LONGEST_TITLE).collect();
        if same || title.is_empty() {
            let id: String = rules.id.chars().filter(|c| !is_of_paths(*c)).take(LONGEST_TITLE).collect();
            return format!("{what}（{title}{id}）{ending}");
        }
        format!("{what}（{title}）{ending}")
    }
}

/// So much of a rule set's title stands in the name of a file.
const LONGEST_TITLE: usize = 40;

/// What no name of a file may have in it.
fn is_of_paths(c: char) -> bool {
    c.is_control() || matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}
