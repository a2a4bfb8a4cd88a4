//! The organisation tree: Party committees, general branches, branches, groups; and who moved between branches.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::document::{BranchResult, MemberResult};
use crate::model::Points;
use crate::scoring::mean;

/// What a unit of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// The township: all of it.
    Township,
    /// 党委, 工委.
    Committee,
    /// 党总支.
    General,
    /// Any other unit with branches below it.
    Unit,
    /// 党支部.
    Branch,
    /// 党小组.
    Group,
}

/// A unit of the tree with the sums of all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitResult {
    /// Its place in the tree, itself included.
    pub path: Vec<String>,
    /// What it is.
    pub kind: UnitKind,
    /// Branches that the township expects; absent where nobody lists them, and of groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<usize>,
    /// Branches, listed or not, of which a workbook was read; absent of groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in: Option<usize>,
    /// Members counted.
    pub members: usize,
    /// Their mean score, to two places; null where nobody has a score.
    pub mean: Option<Points>,
    /// How many of them have each grade, best first; grades that nobody in the township has are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeCount>,
    /// Diagnostics of severity error; absent of groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<usize>,
    /// Diagnostics of severity warning; absent of groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warnings: Option<usize>,
}

/// How many members have a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeCount {
    /// The grade.
    pub grade: String,
    /// Members counted who have it.
    pub members: usize,
}

/// Members who are in none of the groups of their branch.
pub const NO_GROUP: &str = "未编组";

impl UnitResult {
    /// A unit of which only the place is known.
    #[must_use]
    pub fn at(path: Vec<String>, kind: UnitKind) -> Self {
        Self {
            path,
            kind,
            expected: None,
            handed_in: None,
            members: 0,
            mean: None,
            grades: Vec::new(),
            errors: None,
            warnings: None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether another unit is this one or lies below it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.path.starts_with(&self.path)
    }
}

/// What is summed up over the members of a unit.
#[derive(Clone, Debug, Default)]
struct Sums<'a> {
    members: usize,
    scores: Vec<Points>,
    grades: HashMap<&'a str, usize>,
}

impl<'a> Sums<'a> {
    fn add(&mut self, member: &'a MemberResult) {
        self.members += 1;
        self.scores.extend(member.score);
        if let Some(grade) = &member.grade {
            *self.grades.entry(grade).or_default() += 1;
        }
    }

    fn join(&mut self, other: &Self) {
        self.members += other.members;
        self.scores.extend(&other.scores);
        for (grade, count) in &other.grades {
            *self.grades.entry(grade).or_default() += count;
        }
    }
}

/// Fills in the sums of the units, of the branches and members of a result. `grades` are all grades, best first.
#[must_use]
pub fn with_sums(
    mut units: Vec<UnitResult>,
    branches: &[BranchResult],
    members: &[MemberResult],
    grades: &[&str],
) -> Vec<UnitResult> {
    let mut of_branch: HashMap<&str, Sums<'_>> = HashMap::new();
    let mut of_group: HashMap<(&str, &str), Sums<'_>> = HashMap::new();
    for member in members.iter().filter(|member| member.counted) {
        of_branch.entry(&member.branch).or_default().add(member);
        let group = member.party_group.as_deref().unwrap_or(NO_GROUP);
        of_group.entry((&member.branch, group)).or_default().add(member);
    }
    let results: HashMap<&str, &BranchResult> = branches.iter().map(|branch| (branch.name.as_str(), branch)).collect();
    let places: Vec<Vec<String>> =
        units.iter().filter(|unit| unit.kind == UnitKind::Branch).map(|unit| unit.path.clone()).collect();
    let held: Vec<&str> =
        grades.iter().copied().filter(|grade| of_branch.values().any(|sums| sums.grades.contains_key(grade))).collect();
    for unit in &mut units {
        let mut sums = Sums::default();
        if unit.kind == UnitKind::Group {
            if let [.., branch, group] = unit.path.as_slice() {
                sums = of_group.get(&(branch.as_str(), group.as_str())).cloned().unwrap_or_default();
            }
        } else {
            let (mut errors, mut warnings) = (0, 0);
            for name in places.iter().filter(|path| path.starts_with(&unit.path)).filter_map(|path| path.last()) {
                sums.join(of_branch.get(name.as_str()).unwrap_or(&Sums::default()));
                if let Some(result) = results.get(name.as_str()) {
                    errors += result.errors;
                    warnings += result.warnings;
                }
            }
            (unit.errors, unit.warnings) = (Some(errors), Some(warnings));
        }
        unit.members = sums.members;
        unit.mean = mean(&sums.scores);
        let count = |grade: &&str| GradeCount {
            grade: (*grade).to_owned(),
            members: sums.grades.get(grade).copied().unwrap_or(0),
        };
        unit.grades = held.iter().map(count).collect();
    }
    units
}

/// A member who left one branch, or came to one, in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferResult {
    /// The member.
    pub name: String,
    /// The branch that was left; null where the township has none: come from outside.
    pub from: Option<String>,
    /// The branch that was joined; null where the township has none: gone elsewhere.
    pub to: Option<String>,
    /// The day of leaving, by the roster of the first branch.
    pub left: Option<String>,
    /// The day of coming, by the roster of the second branch.
    pub came: Option<String>,
    /// Days from leaving to coming, negative where the member came before leaving; absent where a day is lacking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Whether both branches know of it: the same person by both rosters, with both days.
    pub matched: bool,
    /// Whether it may be one half of a move within the township, the rosters leaving open whether it is one person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub perhaps: bool,
}
