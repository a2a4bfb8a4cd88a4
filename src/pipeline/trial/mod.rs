//! The tests that a rule set brings along, run on the way that every workbook takes.

mod drawing;
mod expected;

use self::drawing::{LEDGER, NAME, gathered};
use self::expected::differences;
use super::options::Settings;
use super::{Outcome, reckon};
use crate::model::{Diagnostic, Period, Severity};
use crate::rules::{RuleSet, TestCase};

/// What came of one test.
#[derive(Debug)]
pub struct TestOutcome {
    /// The test's title.
    pub title: String,
    /// What came out otherwise than expected, a sentence each; none where the test holds.
    pub differences: Vec<String>,
    /// What was said of its tables.
    pub diagnostics: Vec<Diagnostic>,
}

impl TestOutcome {
    /// Whether everything came out as expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs the tests of a rule set, in its order.
#[must_use]
pub fn run_tests(rules: &RuleSet) -> Vec<TestOutcome> {
    rules.tests.iter().map(|case| run_test(rules, case)).collect()
}

fn run_test(rules: &RuleSet, case: &TestCase) -> TestOutcome {
    let mut outcome = TestOutcome { title: case.title.clone(), differences: Vec::new(), diagnostics: Vec::new() };
    let Some(period) = Period::parse(&case.period) else {
        let wrong = format!("期间「{}」看不懂，要写 2025、2025H1、2025Q1 或 2025-03 这样的期间", case.period);
        outcome.differences.push(wrong);
        return outcome;
    };
    let unknown = case.table.keys().filter(|id| !rules.tables.iter().any(|table| table.id == **id));
    outcome.differences.extend(unknown.map(|id| format!("办法里没有 id 为「{id}」的表")));
    let settings = Settings::in_memory(rules.clone(), period);
    let gathered = gathered(case, &settings);
    match reckon(settings, gathered) {
        Err(error) => outcome.differences.push(error.to_string()),
        Ok(run) => {
            outcome.differences.extend(unread(case, &run));
            outcome.differences.extend(differences(case, &run));
            outcome.diagnostics = run.diagnostics;
            outcome.differences.extend(unexpected_errors(case, &outcome.diagnostics));
        }
    }
    outcome
}

/// The tables of a test that were not recognised: nothing in them counted.
fn unread(case: &TestCase, run: &Outcome) -> Vec<String> {
    let tables = run.rules.tables.iter().filter(|table| !table.is_archive() && case.table.contains_key(&table.id));
    let mut drawn: Vec<&str> = tables.map(|table| table.title.as_str()).collect();
    if !case.ledger.trim().is_empty() {
        drawn.push(LEDGER);
    }
    let is_read = |name: &str| run.readings.iter().flat_map(|file| &file.tables).any(|table| &*table.sheet == name);
    let unread = drawn.into_iter().filter(|name| !is_read(name));
    unread.map(|name| format!("「{name}」没有认出来：表头要有办法规定的栏，并写上「{NAME}」")).collect()
}

fn unexpected_errors(case: &TestCase, diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    if !case.errors {
        return errors.map(in_words).collect();
    }
    let none = errors.count() == 0;
    none.then(|| "写着 errors = true，但是没有错误".to_owned()).into_iter().collect()
}

/// A diagnostic in one line.
fn in_words(diagnostic: &Diagnostic) -> String {
    let sheet = diagnostic.sheet.as_ref().map_or_else(String::new, |sheet| format!("「{sheet}」"));
    let cells = diagnostic.cells.map_or_else(String::new, |cells| format!(" {cells}"));
    format!("{} {}{sheet}{cells}：{}", diagnostic.severity.label(), diagnostic.code.id, diagnostic.message)
}
