//! Two results of the same township, by two rule sets or from two days: who moves up or down, and which rule did it.

mod book;
mod causes;
mod members;
mod page;
mod places;

use serde::Serialize;

use self::causes::Causes;
use super::document::{ResultDocument, RuleSetResult};
use super::rules_diff::{RulesDiff, rules_diff};
use crate::model::Points;
use crate::rules::RuleSet;

pub use self::book::comparison_book;
pub use self::page::comparison_page;

/// One of the two that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its result.
    pub result: &'a ResultDocument,
    /// The rules behind it, where they are known.
    pub rules: Option<&'a RuleSet>,
}

/// What is different between two results.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The township, where it is known.
    pub township: Option<String>,
    /// The rules and the period before.
    pub before: Compared,
    /// The rules and the period after.
    pub after: Compared,
    /// How many changed.
    pub summary: Summary,
    /// What did it, by the number of members, the most first.
    pub causes: Vec<Cause>,
    /// All members who are in both, in the order of the result after.
    pub members: Vec<MemberComparison>,
    /// Members who are only in the result before: branch and name.
    pub only_before: Vec<(String, String)>,
    /// Members who are only in the result after.
    pub only_after: Vec<(String, String)>,
    /// Places under quotas that are in one of them.
    pub quotas: Vec<QuotaComparison>,
    /// Problems, counted by code, where the counts differ.
    pub diagnostics: Vec<DiagnosticComparison>,
    /// What changed in the rules, where both are known.
    pub rules: Option<RulesDiff>,
    /// Branches that are not compared, because the profile names another rule set for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// Which result.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Its rule set.
    pub rule_set: RuleSetResult,
    /// The label of its period.
    pub period: String,
}

/// How many members changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// In both results.
    pub members: usize,
    /// With another score, rank, grade or number of stars.
    pub changed: usize,
    /// With a higher score.
    pub score_up: usize,
    /// With a lower score.
    pub score_down: usize,
    /// With a better rank in the branch.
    pub rank_up: usize,
    /// With a worse rank in the branch.
    pub rank_down: usize,
    /// With a better grade.
    pub grade_up: usize,
    /// With a worse grade.
    pub grade_down: usize,
    /// With another grade of which nobody can say whether it is better: the rule sets do not name both.
    pub grade_other: usize,
}

/// What one item, category or other step of the score did to all members together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Id of the category, where it is about one.
    pub category: Option<String>,
    /// Code of the item, where it is about one.
    pub item: Option<String>,
    /// Its name for people.
    pub name: String,
    /// How many members it changes.
    pub members: usize,
    /// Points that it adds, over all of them.
    pub up: Points,
    /// Points that it takes, over all of them; 0 or less.
    pub down: Points,
    /// What the rules say otherwise.
    pub rules: Vec<String>,
}

/// A figure or word before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

impl<T: PartialEq> Pair<T> {
    /// The two.
    pub const fn of(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// Whether they are different.
    pub fn differ(&self) -> bool {
        self.before != self.after
    }
}

/// A member before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberComparison {
    /// The branch.
    pub branch: String,
    /// The name.
    pub name: String,
    /// The roster's own number.
    pub id: String,
    /// Whether anything is different.
    pub changed: bool,
    /// The score.
    pub score: Pair<Option<Points>>,
    /// After less before, where there are both.
    pub difference: Option<Points>,
    /// Rank in the branch.
    pub rank_in_branch: Pair<Option<usize>>,
    /// Rank in the township.
    pub rank_in_township: Pair<Option<usize>>,
    /// The grade.
    pub grade: Pair<Option<String>>,
    /// Stars.
    pub stars: Pair<u32>,
    /// What became of the grade.
    pub moves: Move,
    /// What makes the difference of the scores, the most first; they add up to it.
    pub parts: Vec<Part>,
    /// What made another grade, in words.
    pub grade_because: Vec<String>,
}

/// What became of a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Move {
    /// It is the same.
    None,
    /// It is better.
    Up,
    /// It is worse.
    Down,
    /// It is another.
    Other,
}

/// What an item, category or other step gives a member more or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Id of the category, where it is about one.
    pub category: Option<String>,
    /// Code of the item, where it is about one.
    pub item: Option<String>,
    /// Its name for people.
    pub name: String,
    /// What it gave before and gives after.
    pub points: Pair<Points>,
    /// After less before.
    pub difference: Points,
    /// Whether it is the rules on it that say otherwise; else its lines or what it is reckoned from are different.
    pub by_rules: bool,
    /// What did it, in words: what the rules say otherwise, or what became of lines.
    pub because: Vec<String>,
}

/// The places of one grade in one scope, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaComparison {
    /// The branch, or the township.
    pub scope: String,
    /// The grade.
    pub level: String,
    /// The most places; none where there is no quota.
    pub limit: Pair<Option<usize>>,
    /// How many competed.
    pub candidates: Pair<usize>,
    /// Who has the grade.
    pub awarded: Pair<Vec<String>>,
    /// Who ties for the last places.
    pub contested: Pair<Vec<String>>,
}

impl QuotaComparison {
    /// Whether anything is different.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.limit.differ() || self.candidates.differ() || self.awarded.differ() || self.contested.differ()
    }
}

/// How often a problem was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosticComparison {
    /// Its code.
    pub code: String,
    /// How often.
    pub count: Pair<usize>,
}

/// Compares two results of the same township.
#[must_use]
pub fn compare(before: Side<'_>, after: Side<'_>) -> Comparison {
    let rules = before.rules.zip(after.rules).map(|(before, after)| rules_diff(before, after));
    let causes = Causes::new(before, after, rules.as_ref());
    let compared = members::compare(before, after, &causes);
    let side =
        |side: Side<'_>| Compared { rule_set: side.result.rule_set.clone(), period: side.result.period.label.clone() };
    Comparison {
        township: after.result.township.clone().or_else(|| before.result.township.clone()),
        before: side(before),
        after: side(after),
        summary: members::summary(&compared),
        causes: causes::over_all(&compared, &causes),
        only_before: members::only_in(before.result, after.result),
        only_after: members::only_in(after.result, before.result),
        quotas: places::quotas(before.result, after.result),
        diagnostics: places::diagnostics(before.result, after.result),
        members: compared,
        rules,
        left_out: Vec::new(),
    }
}
