//! The types of 结果.json: the contract that other programs rely on (`docs/result.schema.json`).
//!
//! Keys are never removed or renamed without raising [`SCHEMA`]. Decimals are texts without exponent and without
//! trailing zeros.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::appraisals::AppraisalResult;
use super::breakdown::BreakdownResult;
use super::closed::ClosedResult;
use super::organisation::{TransferResult, UnitResult};
use super::publicity::PublicityResult;
use super::reading::{ReadingResult, TableResult};
use super::round::{RoundResult, WaivedResult};
use super::rulings::{DecisionResult, ObjectionResult};
use super::sensitivity::SensitivityResult;
use super::series::SeriesResult;
use super::years::{BeforeResult, CarryResult, YearsResult};
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

/// A member's result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberResult {
    /// The branch.
    pub branch: String,
    /// The name.
    pub name: String,
    /// The roster's own number.
    pub id: String,
    /// The class, where the rule set has classes.
    pub class: Option<String>,
    /// 预备党员.
    pub probationary: bool,
    /// Whether counted among the branch's members at the end of the period.
    pub counted: bool,
    /// Points by category.
    #[serde(with = "in_order")]
    pub categories: Vec<(String, Option<Points>)>,
    /// The score.
    pub score: Option<Points>,
    /// Ranks by score.
    pub rank: Rank,
    /// The grade, after vetoes, quotas and decisions.
    pub grade: Option<String>,
    /// Stars, after vetoes, quotas and decisions.
    pub stars: u32,
    /// What the score alone would give.
    pub stars_by_points: u32,
    /// The grade that the score alone would give.
    #[serde(default)]
    pub grade_by_points: Option<String>,
    /// Grades in which the place is contested, best first.
    pub contested: Vec<String>,
    /// Codes of the vetoes that stand.
    pub veto: Vec<String>,
    /// What follows (后续措施), in the rule set's order.
    pub consequences: Vec<String>,
    /// Points by the headings of a second classification, where the rule set has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "points_in_order")]
    pub groups: Vec<(String, Points)>,
    /// Scores of the settled periods that count, where the year is made of such.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "in_order")]
    pub periods: Vec<(String, Option<Points>)>,
    /// Months in a row in which something is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertResult>,
    /// The member's 党小组, where the roster has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_group: Option<String>,
    /// What is known of the years before; absent where no earlier year was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeResult>,
    /// What next year's run needs of the member; absent where there is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry: Option<CarryResult>,
    /// The score as it stood at the end of each month or quarter; absent where nobody asked for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "in_order")]
    pub series: Vec<(String, Option<Points>)>,
    /// Every step of the score.
    pub steps: Vec<StepResult>,
}

/// Months in a row in which something is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertResult {
    /// What is missing.
    pub kind: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// How many months from the first to the last.
    pub months: u32,
    /// How serious it is, in the rule set's words.
    pub level: String,
}

/// A member's ranks; null for those not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// In the branch.
    pub branch: Option<usize>,
    /// In the township.
    pub township: Option<usize>,
}

/// One step of a score.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepResult {
    /// Code of the item; null for a step that belongs to none.
    pub item: Option<String>,
    /// The category; null for a veto and for steps on the whole score.
    pub category: Option<String>,
    /// The settlement period.
    pub period: String,
    /// The class in which it was reckoned, for a member who had several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What it contributes.
    pub counted: Points,
    /// Full marks.
    pub of: Option<Points>,
    /// How it came about.
    pub note: String,
    /// The entries behind it.
    pub entries: Vec<EntryResult>,
}

/// An entry in a step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntryResult {
    /// The day of occurrence.
    pub date: String,
    /// 次数.
    pub quantity: Points,
    /// 级别.
    pub level: Option<String>,
    /// 分值 as written.
    pub stated: Option<Points>,
    /// What it changes in its item, after all limits.
    pub effect: Points,
    /// counted, pending, excluded or capped.
    pub state: String,
    /// Why it did not count in full.
    pub why: Option<String>,
    /// Digest of 事由, of the steps of the procedure and of the other columns, in six hexadecimal digits: whether they
    /// were changed since can be told, what they say cannot. Absent where nothing is written in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Where it stands.
    pub source: SourceResult,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceResult {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cells of its row.
    pub cell: String,
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

impl MemberResult {
    /// The member for lists in which namesakes have to be told apart.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<Points> {
        self.categories.iter().find(|(other, _)| other == id).and_then(|(_, points)| *points)
    }
}

/// A map whose keys keep the rule set's order.
macro_rules! map_in_order {
    ($name:ident, $value:ty) => {
        mod $name {
            use super::{BTreeMap, Points};
            use serde::{Deserialize, Deserializer, Serializer};

            pub fn serialize<S: Serializer>(pairs: &[(String, $value)], serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(pairs.iter().map(|(key, points)| (key, points)))
            }

            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, $value)>, D::Error> {
                BTreeMap::deserialize(deserializer).map(|map: BTreeMap<String, $value>| map.into_iter().collect())
            }
        }
    };
}

map_in_order!(in_order, Option<Points>);
map_in_order!(points_in_order, Points);
