//! A rule set as a 办法, with what it can reach and its worked examples.

use super::trial::run_tests;
use crate::render::markdown;
use crate::render::xlsx::{RenderError, write_book};
use crate::reports::{Page, WorkedExample, page_book, rulebook_page};
use crate::rules::{RuleSet, TestCase, reach};

/// The 办法 that a rule set is.
#[must_use]
pub fn rulebook(rules: &RuleSet) -> Page {
    let reach = reach(rules);
    let examples: Vec<WorkedExample> = worked(rules);
    rulebook_page(rules, &|node| reach.range(None, node), &examples)
}

/// The same as Markdown.
#[must_use]
pub fn rulebook_in_markdown(rules: &RuleSet) -> String {
    markdown::page(&rulebook(rules))
}

/// The rules alone as Markdown, without worked examples: people have names in those.
#[must_use]
pub fn rules_in_markdown(rules: &RuleSet) -> String {
    let reach = reach(rules);
    markdown::page(&rulebook_page(rules, &|node| reach.range(None, node), &[]))
}

/// The same as a workbook that is printed.
///
/// # Errors
/// [`RenderError`] where it cannot be written.
pub fn rulebook_as_book(rules: &RuleSet) -> Result<Vec<u8>, RenderError> {
    write_book(&page_book(&rulebook(rules), "办法"))
}

/// The tests that come out as they say, as examples; of another it is said that it does not.
fn worked(rules: &RuleSet) -> Vec<WorkedExample> {
    let outcomes = run_tests(rules);
    rules.tests.iter().zip(outcomes).map(|(case, outcome)| example(rules, case, &outcome.differences)).collect()
}

fn example(rules: &RuleSet, case: &TestCase, differences: &[String]) -> WorkedExample {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let tables = case.table.values().flat_map(|table| lines(table));
    let entries = lines(&case.roster).into_iter().chain(lines(&case.ledger)).chain(tables).collect();
    let results = match differences.is_empty() {
        true => case
            .expect
            .iter()
            .flat_map(|(who, expected)| {
                expected.iter().map(|(what, much)| (who.clone(), name_of(rules, what), much.clone()))
            })
            .collect(),
        false => {
            differences.iter().map(|difference| (String::new(), "与写的不同".to_owned(), difference.clone())).collect()
        }
    };
    WorkedExample { title: case.title.clone(), entries, results }
}

/// What a key of an expectation is called.
fn name_of(rules: &RuleSet, key: &str) -> String {
    let category = rules.categories.iter().find(|category| category.id == key).map(|category| category.title.clone());
    let item = || rules.items.iter().find(|item| item.id == key).map(crate::rules::Item::label);
    let other = || match key {
        "score" => rules.score.title.clone(),
        "grade" => "等次".to_owned(),
        "stars" => "星级".to_owned(),
        "consequences" => "后续措施".to_owned(),
        "honours" => "荣誉".to_owned(),
        _ => key.to_owned(),
    };
    category.or_else(item).unwrap_or_else(other)
}
