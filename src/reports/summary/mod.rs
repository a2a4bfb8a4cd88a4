//! The township's summary, 汇总.xlsx: one file here for each of its sheets.
//!
//! Totals, counts, means and ranks are formulas over the other sheets. A formula stands only where a calculation of
//! it gives the figure of the result; where it would not, the figure itself stands. Grades, stars and places under
//! quotas are figures: no formula can decide them.

mod branches;
mod formula;
mod honours;
mod measures;
mod members;
mod overview;
mod problems;
mod stars;
mod steps;
pub(super) mod wording;

use self::formula::Rows;
use super::ResultDocument;
use crate::model::{Book, Points};
use crate::rules::RuleSet;

/// Builds the summary of a township from its result.
///
/// The sheets are 总览, 党员积分, 得分明细, 星级评定 (等次评定), 支部情况, 后续措施, 荣誉 where the rule set gives any, and
/// 问题清单. All words of the rulebook come from `rules` and `result`.
#[must_use]
pub fn summary_book(result: &ResultDocument, rules: &RuleSet) -> Book {
    let plan = Plan::of(result, rules);
    let mut tables = vec![
        overview::table(&plan),
        members::table(&plan),
        steps::table(&plan),
        stars::table(&plan),
        branches::table(&plan),
        measures::table(&plan),
    ];
    if honours::stands(&plan) {
        tables.push(honours::table(&plan));
    }
    tables.push(problems::table(&plan));
    Book { title: wording::title(result, rules, "党员积分汇总"), tables }
}

/// Where everything stands, so that one sheet can point at another.
struct Plan<'a> {
    result: &'a ResultDocument,
    rules: &'a RuleSet,
    /// The rows of 党员积分.
    members: Rows,
    /// The rows of each member in 得分明细; `None` for a member without steps.
    steps: Vec<Option<Rows>>,
    /// All rows of 得分明细.
    all_steps: Rows,
    /// The rows of 支部情况.
    branches: Rows,
    /// Indexes of the diagnostics in the order of 问题清单.
    problems: Vec<usize>,
}

impl<'a> Plan<'a> {
    fn of(result: &'a ResultDocument, rules: &'a RuleSet) -> Self {
        let mut before = 0;
        let steps = result.members.iter().map(|member| {
            let count = member.steps.len();
            let rows = (count > 0).then(|| Rows::of_body(before, count));
            before += count;
            rows
        });
        let steps = steps.collect();
        Self {
            result,
            rules,
            members: Rows::of_body(0, result.members.len()),
            steps,
            all_steps: Rows::of_body(0, before),
            branches: Rows::of_body(0, result.branches.len()),
            problems: problems::listed(&result.diagnostics),
        }
    }

    /// The rows of 问题清单.
    fn problem_rows(&self) -> Rows {
        Rows::of_body(0, self.problems.len())
    }

    /// The mean over the members counted, all or those of one branch, to two places.
    fn mean(&self, branch: Option<&str>) -> Option<Points> {
        let members = self.result.members.iter().filter(|member| member.counted);
        let own = members.filter(|member| branch.is_none_or(|branch| member.branch == branch));
        let scores: Vec<Points> = own.filter_map(|member| member.score).collect();
        let sum: Points = scores.iter().copied().sum();
        (!scores.is_empty()).then(|| (sum / Points::count(scores.len())).round(2))
    }

    /// How many members counted have this grade, in all or in one branch.
    fn graded(&self, grade: &str, branch: Option<&str>) -> usize {
        let members = self.result.members.iter().filter(|member| member.counted);
        let own = members.filter(|member| branch.is_none_or(|branch| member.branch == branch));
        own.filter(|member| member.grade.as_deref() == Some(grade)).count()
    }
}

#[cfg(test)]
mod tests;
