//! Sums over the members counted: of a branch, of the township.

use std::collections::HashMap;

use crate::model::Points;
use crate::reports::{MemberResult, ResultDocument};
use crate::rules::RuleSet;
use crate::scoring::mean;

/// The sums of a branch, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Members counted.
    pub members: usize,
    /// How many of them have a score.
    pub scored: usize,
    /// What the scores come to (分).
    pub points: Points,
    /// Their mean, to two places (分).
    pub mean: Option<Points>,
    /// How many have each grade, in the order of [`grades_of`].
    pub grades: Vec<usize>,
}

impl Sums {
    fn of(members: &[&MemberResult], grades: &[String]) -> Self {
        let scores: Vec<Points> = members.iter().filter_map(|member| member.score).collect();
        let having = |grade: &String| members.iter().filter(|member| member.grade.as_ref() == Some(grade)).count();
        Self {
            members: members.len(),
            scored: scores.len(),
            points: scores.iter().copied().sum(),
            mean: mean(&scores),
            grades: grades.iter().map(having).collect(),
        }
    }
}

/// The titles of all grades, each rule set's best first; of one that several have, once. Without grades in this run, none.
pub fn grades_of(result: &ResultDocument, rules: &[&RuleSet]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    if result.members.iter().any(|member| member.grade.is_some()) {
        for grade in rules.iter().flat_map(|rules| &rules.grades) {
            if !titles.contains(&grade.title) {
                titles.push(grade.title.clone());
            }
        }
    }
    titles
}

/// The sums of the township, and of each branch in the order of the result.
pub fn sums_of(result: &ResultDocument, grades: &[String]) -> (Sums, Vec<Sums>) {
    let mut by_branch: HashMap<&str, Vec<&MemberResult>> = HashMap::new();
    let mut all = Vec::new();
    for member in result.members.iter().filter(|member| member.counted) {
        by_branch.entry(&member.branch).or_default().push(member);
        all.push(member);
    }
    let of = |name: &str| Sums::of(by_branch.get(name).map_or(&[], Vec::as_slice), grades);
    (Sums::of(&all, grades), result.branches.iter().map(|branch| of(&branch.name)).collect())
}
