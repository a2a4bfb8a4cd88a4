//! The years before, as the result tells them.

use serde::{Deserialize, Serialize};

use super::document::{Rank, RuleSetResult};
use super::organisation::GradeCount;
use crate::model::Points;

/// Which years are known, and how branches and members stood in the last of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearsResult {
    /// The years that are known, the latest first.
    pub known: Vec<KnownYear>,
    /// The label of the year right before the period: the one that is compared with.
    pub last: String,
    /// The years of which nothing was named, from the earliest known to the last, the latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The whole township.
    pub township: BranchYears,
    /// The branches of this year, then those of last year that are no more.
    pub branches: Vec<BranchYears>,
    /// Members who are counted now and were not in the township last year; what came with them may tell of that year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<NamedMember>,
    /// Members who were counted last year and are not now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneMember>,
    /// Members who were in another branch last year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<MovedMember>,
    /// Members counted of whom nothing can be said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<NamedMember>,
}

/// A year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownYear {
    /// Its label.
    pub period: String,
    /// The file from which it is known.
    pub file: String,
    /// `result` (结果.json), `archive` (上一年度档案), or `books` where nothing is known but what came with members.
    pub kind: String,
    /// How many members it has, those of books included.
    pub members: usize,
    /// The books that came with members (随人转来).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub books: Vec<KnownBook>,
    /// The rule set by which it was reckoned, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<RuleSetResult>,
    /// Whether that is the rule set of this run, letter by letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_rules: Option<bool>,
    /// Whether it was final; a provisional one (试算) may have changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_final: Option<bool>,
}

/// A book that came with a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownBook {
    /// The file.
    pub file: String,
    /// The member.
    pub name: String,
    /// The branch that the member left.
    pub branch: String,
    /// Its township, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub township: Option<String>,
    /// The rule set by which the member was reckoned.
    pub rule_set: RuleSetResult,
    /// Whether that is the rule set of this run, letter by letter.
    pub same_rules: bool,
    /// Whether it was final.
    pub is_final: bool,
}

/// A branch, or the township, last year and now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchYears {
    /// Its name.
    pub name: String,
    /// Last year; absent where the branch was not there, or nothing is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<BranchYear>,
    /// Now; absent where the branch is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<BranchYear>,
    /// How much the mean rose; negative where it fell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_change: Option<Points>,
    /// Members who have a better grade than last year.
    pub up: usize,
    /// Members who have a worse one.
    pub down: usize,
    /// Members counted who were not in the township last year.
    pub new: usize,
    /// Members counted last year and no more.
    pub gone: usize,
    /// Members who were in another branch last year.
    pub moved_in: usize,
    /// Members of last year who are in another branch now.
    pub moved_out: usize,
    /// Members of whom it cannot be told.
    pub unclear: usize,
}

/// A branch in one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchYear {
    /// Members counted.
    pub members: usize,
    /// Their mean score, to two places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Points>,
    /// How many members counted had each grade, best first; grades that this year's rule set does not have stand behind.
    pub grades: Vec<GradeCount>,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedMember {
    /// The branch.
    pub branch: String,
    /// The name.
    pub name: String,
    /// The roster's own number, where there is one.
    pub id: String,
}

/// A member who was counted last year and is not now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneMember {
    /// Who, as of last year.
    #[serde(flatten)]
    pub who: NamedMember,
    /// `left` (转出), `died` (去世), or `absent`: no roster has them.
    pub how: String,
    /// Last year's score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Points>,
    /// Last year's grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

/// A member who was in another branch last year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedMember {
    /// Who, as of now.
    #[serde(flatten)]
    pub who: NamedMember,
    /// Last year's branch.
    pub from: String,
}

/// What is known of a member's years before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeResult {
    /// Whether the member was found in the year before.
    pub known: bool,
    /// The label of the year before.
    pub period: String,
    /// Why not, in words; absent where the member was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// True where nobody of the year before can have been the member; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<bool>,
    /// `born` (name and 出生年月) or `id` (branch, name and the roster's number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
    /// The branch of that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// Whether that is another branch than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<bool>,
    /// The book that came with the member (随人转来), where that is what tells; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book: Option<String>,
    /// The township of that year's branch, where it was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub township: Option<String>,
    /// The score of that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Points>,
    /// The ranks of that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// The grade of that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The stars of that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u32>,
    /// How much the score rose; negative where it fell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_change: Option<Points>,
    /// `up`, `down` or `same`; absent where one of the grades is none of the rule set's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_change: Option<String>,
    /// How many years in a row, this one included, the grade has been the same, as far as the years are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades_in_a_row: Option<u32>,
}

/// What next year's run needs of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryResult {
    /// 出生年月 as the roster has it, 1980-03, without the day: next year members are found by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<String>,
    /// Months in a row that had not ended at the end of the period, however few; absent where they were not looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Vec<OpenMonths>>,
}

/// Months in a row that had not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMonths {
    /// What is missing.
    pub kind: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
}
