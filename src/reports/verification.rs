//! What `verify` found: a line for each test under the four heads of DA/T 70-2018 (电子档案四性检测), and what the results
//! of a recomputation differ in. The types of `verify --format json` (`docs/verification.schema.json`).
//!
//! As with 结果.json, keys are never removed or renamed without raising [`VERIFICATION_SCHEMA`].

use serde::{Deserialize, Serialize};

use super::document::DiagnosticResult;

/// The version of this contract.
pub const VERIFICATION_SCHEMA: u32 = 1;

/// All that `verify` found of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The version of the contract.
    pub schema: u32,
    /// The version of the program that verified.
    pub jifen: String,
    /// The package.
    pub package: PackageResult,
    /// Whether no test failed; some may not have been made.
    pub passed: bool,
    /// Every test, in the order of the report: head by head.
    pub tests: Vec<TestResult>,
    /// What is wrong with the package and its files, each problem by itself.
    pub problems: Vec<ProblemResult>,
    /// What came of the recomputation; absent where none was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recomputation: Option<RecomputationResult>,
}

/// Which package was verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageResult {
    /// The name of its folder.
    pub name: String,
    /// What is in it.
    pub kind: PackageKind,
    /// Files in its payload.
    pub files: usize,
    /// The township, as the archived result names it.
    pub township: Option<String>,
    /// The period's label.
    pub period: Option<String>,
    /// The version of the program that packed it.
    pub packed_by: Option<String>,
    /// The day of the package (Bagging-Date).
    pub packed_on: Option<String>,
    /// Whether a provisional result (试算) was packed.
    pub provisional: bool,
}

/// What is in a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PackageKind {
    /// A year: inputs, rules, results.
    Year,
    /// The publishable part: a result without what it was made of.
    Part,
    /// The book that goes with a member who left.
    Transfer,
    /// A package whose content was not looked at, because its files are not what they were.
    Untrusted,
}

/// The four heads of DA/T 70-2018.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Head {
    /// 真实性.
    Authenticity,
    /// 完整性.
    Integrity,
    /// 可用性.
    Usability,
    /// 安全性.
    Security,
}

impl Head {
    /// All four, in the order of the standard.
    pub const ALL: [Self; 4] = [Self::Authenticity, Self::Integrity, Self::Usability, Self::Security];

    /// Its name in the standard.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Authenticity => "真实性",
            Self::Integrity => "完整性",
            Self::Usability => "可用性",
            Self::Security => "安全性",
        }
    }
}

/// What came of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tested {
    /// 通过.
    Passed,
    /// 不通过.
    Failed,
    /// 未检测.
    NotTested,
}

impl Tested {
    /// The word of the report.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Failed => "不通过",
            Self::NotTested => "未检测",
        }
    }
}

/// One test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestResult {
    /// Under which head it stands.
    pub head: Head,
    /// Its id, which stays the same: sha256.
    pub id: String,
    /// Its name for users: SHA-256 摘要.
    pub title: String,
    /// What came of it.
    pub result: Tested,
    /// What was looked at, what is wrong, or why it was not tested.
    pub said: String,
    /// Who can test it, where it was not tested; empty where nobody has to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
}

/// One thing that is wrong with the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemResult {
    /// The id of the test that it failed.
    pub test: String,
    /// Its code, where it has one (F4xx): `jifen explain` says more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The file of the package, below `data/` or beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do; empty where the test's own advice is enough.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
}

impl ProblemResult {
    /// What a test found wrong in a file of the package.
    #[must_use]
    pub fn in_file(test: &str, file: &str, message: impl Into<String>) -> Self {
        let (file, message) = (Some(file.to_owned()), message.into());
        Self { test: test.to_owned(), code: None, file, message, help: String::new() }
    }

    /// What a test found wrong that is in no single file.
    #[must_use]
    pub fn of(test: &str, message: impl Into<String>) -> Self {
        Self { test: test.to_owned(), code: None, file: None, message: message.into(), help: String::new() }
    }

    /// A diagnostic that is told under a test.
    #[must_use]
    pub fn from_diagnostic(test: &str, told: DiagnosticResult) -> Self {
        let DiagnosticResult { code, file, message, help, .. } = told;
        Self { test: test.to_owned(), code: Some(code), file, message, help }
    }
}

/// What came of reckoning everything again from the archived inputs and rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecomputationResult {
    /// Whether the version that packed is the one that reckoned again: then all of 结果.json was compared, else scores,
    /// categories, grades, stars, ranks, places and honours.
    pub whole: bool,
    /// Members whose results were compared.
    pub members: usize,
    /// What differs, members first.
    pub differences: Vec<Difference>,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A member's result.
    Member,
    /// A branch.
    Branch,
    /// Places under a quota.
    Quota,
    /// The honours.
    Honours,
    /// The problems that were told.
    Diagnostics,
    /// Anything else of 结果.json.
    Other,
}

/// Something whose archived result is not what comes out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What it is about.
    pub about: About,
    /// Its name for users: 东河村党支部 王伟.
    pub of: String,
    /// What differs of it, what matters most first.
    pub figures: Vec<FigureDifference>,
}

/// A figure, or anything else that a result says, which differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureDifference {
    /// Where it stands in 结果.json: members[3].score.
    pub place: String,
    /// Its name for users: 得分.
    pub what: String,
    /// What the archive says.
    pub archived: String,
    /// What comes out again.
    pub recomputed: String,
}
