//! What the sheets of the summary share: where everything stands, and sums that several of them show.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::formula::Rows;
use super::{pending, problems};
use crate::model::{Points, Severity};
use crate::reports::ResultDocument;
use crate::rules::RuleSet;

/// Where everything stands, so that one sheet can point at another.
pub struct Plan<'a> {
    pub result: &'a ResultDocument,
    pub rules: &'a RuleSet,
    /// The rows of 党员积分.
    pub members: Rows,
    /// The rows of each member in 得分明细; `None` for a member without steps.
    pub steps: Vec<Option<Rows>>,
    /// All rows of 得分明细.
    pub all_steps: Rows,
    /// The rows of 支部情况.
    pub branches: Rows,
    /// Indexes of the diagnostics in the order of 问题清单.
    pub problems: Vec<usize>,
    /// What people still have to decide or to supply.
    pub pending: Vec<pending::Matter>,
    /// Branch and name of those whom another member of the branch is called like.
    pub namesakes: HashSet<(&'a str, &'a str)>,
    /// The honours of each member, by branch, name and number, as they come.
    pub honours: HashMap<(&'a str, &'a str, &'a str), Vec<&'a str>>,
    /// The settled periods of which the year is made, in their order.
    pub settled: BTreeSet<&'a str>,
    /// Whether any member has an alert.
    pub has_alerts: bool,
    /// Whether any member has a class.
    pub has_classes: bool,
    /// Of the township.
    all: Sums,
    /// Of each branch.
    by_branch: HashMap<&'a str, Sums>,
}

/// Sums over the members counted.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// How many.
    pub members: usize,
    /// How many of them have a score, and what these come to.
    scored: usize,
    points: Points,
    /// How many have each grade, in the rule set's order.
    grades: Vec<usize>,
    /// Diagnostics of the branch.
    pub errors: usize,
    pub warnings: usize,
}

impl<'a> Plan<'a> {
    pub fn of(result: &'a ResultDocument, rules: &'a RuleSet) -> Self {
        let mut before = 0;
        let steps = result.members.iter().map(|member| {
            let count = member.steps.len();
            let rows = (count > 0).then(|| Rows::of_body(before, count));
            before += count;
            rows
        });
        let steps = steps.collect();
        let problems = problems::listed(&result.diagnostics);
        let mut seen = HashSet::new();
        let called = result.members.iter().map(|member| (member.branch.as_str(), member.name.as_str()));
        let namesakes = called.filter(|called| !seen.insert(*called)).collect();
        let mut honours: HashMap<_, Vec<&str>> = HashMap::new();
        for honour in &result.honours {
            let whose = (honour.branch.as_str(), honour.name.as_str(), honour.id.as_str());
            honours.entry(whose).or_default().push(&honour.title);
        }
        let (all, by_branch) = sums(result, rules);
        Self {
            result,
            rules,
            members: Rows::of_body(0, result.members.len()),
            steps,
            all_steps: Rows::of_body(0, before),
            branches: Rows::of_body(0, result.branches.len()),
            pending: pending::matters(result, rules, &problems),
            problems,
            namesakes,
            honours,
            settled: result.members.iter().flat_map(|m| &m.periods).map(|(label, _)| label.as_str()).collect(),
            has_alerts: result.members.iter().any(|member| !member.alerts.is_empty()),
            has_classes: result.members.iter().any(|member| member.class.is_some()),
            all,
            by_branch,
        }
    }

    /// The rows of 问题清单.
    pub fn problem_rows(&self) -> Rows {
        Rows::of_body(0, self.problems.len())
    }

    /// Whether grades are given in this run.
    pub fn is_graded(&self) -> bool {
        self.result.members.iter().any(|member| member.grade.is_some())
    }

    /// What the best grades are called together: 评星, or 评优 where grades have no stars.
    pub fn best(&self) -> &'static str {
        if self.rules.has_stars() { "评星" } else { "评优" }
    }

    /// The sums of the township, or of one branch; `None` for a branch that has nothing.
    pub fn sums(&self, branch: Option<&str>) -> Option<&Sums> {
        branch.map_or(Some(&self.all), |branch| self.by_branch.get(branch))
    }

    /// The mean over the members counted, all or those of one branch, to two places.
    pub fn mean(&self, branch: Option<&str>) -> Option<Points> {
        let sums = self.sums(branch)?;
        (sums.scored > 0).then(|| (sums.points / Points::count(sums.scored)).round(2))
    }

    /// How many members counted have this grade, in all or in one branch.
    pub fn graded(&self, grade: &str, branch: Option<&str>) -> usize {
        let place = self.rules.grade_index(grade);
        self.sums(branch).zip(place).and_then(|(sums, place)| sums.grades.get(place)).copied().unwrap_or(0)
    }
}

fn sums<'a>(result: &'a ResultDocument, rules: &RuleSet) -> (Sums, HashMap<&'a str, Sums>) {
    let grades: HashMap<&str, usize> =
        rules.grades.iter().zip(0..).map(|(grade, place)| (grade.title.as_str(), place)).collect();
    let empty = || Sums { grades: vec![0; rules.grades.len()], ..Sums::default() };
    let mut by_branch: HashMap<&str, Sums> = HashMap::new();
    let mut all = empty();
    for member in result.members.iter().filter(|member| member.counted) {
        let place = member.grade.as_deref().and_then(|grade| grades.get(grade)).copied();
        let own = by_branch.entry(&member.branch).or_insert_with(empty);
        for sums in [own, &mut all] {
            sums.members += 1;
            sums.scored += usize::from(member.score.is_some());
            sums.points += member.score.unwrap_or(Points::ZERO);
            if let Some(count) = place.and_then(|place| sums.grades.get_mut(place)) {
                *count += 1;
            }
        }
    }
    for diagnostic in &result.diagnostics {
        let Some(branch) = diagnostic.branch.as_deref() else { continue };
        let sums = by_branch.entry(branch).or_insert_with(empty);
        match diagnostic.severity {
            Severity::Error => sums.errors += 1,
            Severity::Warning => sums.warnings += 1,
            Severity::Note => {}
        }
    }
    (all, by_branch)
}
