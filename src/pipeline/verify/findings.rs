//! What was found, test by test, until the report is put together.

use std::collections::BTreeMap;

use super::register::{ALL, Of, Test};
use crate::reports::{PackageKind, ProblemResult, TestResult, Tested};

/// What was found so far.
#[derive(Debug, Default)]
pub struct Findings {
    found: BTreeMap<&'static str, (Tested, String)>,
    problems: Vec<ProblemResult>,
}

impl Findings {
    /// A test that all was right; what was looked at.
    pub fn passed(&mut self, test: &Test, said: impl Into<String>) {
        self.found.insert(test.id, (Tested::Passed, said.into()));
    }

    /// A test that could not be made here; why.
    pub fn not_tested(&mut self, test: &Test, why: impl Into<String>) {
        self.found.insert(test.id, (Tested::NotTested, why.into()));
    }

    /// A test that something was wrong; what.
    pub fn failed(&mut self, test: &Test, said: impl Into<String>, problems: impl IntoIterator<Item = ProblemResult>) {
        self.found.insert(test.id, (Tested::Failed, said.into()));
        self.problems.extend(problems);
    }

    /// A test that failed if there are problems: `good` says what was looked at, the first of the problems what is wrong.
    pub fn judged(&mut self, test: &Test, good: impl Into<String>, problems: Vec<ProblemResult>) {
        match problems.len() {
            0 => self.passed(test, good),
            count => self.failed(test, format!("{count} 处不对，见下面"), problems),
        }
    }

    /// More problems of tests that failed.
    pub fn add_problems(&mut self, problems: impl IntoIterator<Item = ProblemResult>) {
        self.problems.extend(problems);
    }

    /// The lines of the report and the problems, in its order. `otherwise` says why what was not tested was not.
    pub fn finished(self, kind: PackageKind, otherwise: &str) -> (Vec<TestResult>, Vec<ProblemResult>) {
        let line = |test: &&Test| {
            let (result, said) = match (self.found.get(test.id), test.of) {
                (Some((result, said)), _) => (*result, said.clone()),
                (None, Of::Nobody(why)) => (Tested::NotTested, why.to_owned()),
                (None, Of::Parts) if kind != PackageKind::Part => return None,
                (None, _) => (Tested::NotTested, otherwise.to_owned()),
            };
            let who = if result == Tested::NotTested { test.who.to_owned() } else { String::new() };
            Some(TestResult {
                head: test.head,
                id: test.id.to_owned(),
                title: test.title.to_owned(),
                result,
                said,
                who,
            })
        };
        let tests = ALL.iter().filter_map(line).collect();
        let place = |problem: &ProblemResult| ALL.iter().position(|test| test.id == problem.test);
        let mut problems = self.problems;
        problems.sort_by_key(place);
        (tests, problems)
    }
}
