//! `rules test`: the tests that a rule set brings along.

use std::path::Path;

use super::Ending;
use super::failure::Failure;
use super::screen::Screen;
use crate::model::Severity;
use crate::pipeline::{TestOutcome, find_rules, run_tests};
use crate::reports::{Page, Tone};
use crate::rules::default_id;

/// Runs the tests of a rule set and prints what came of each.
pub fn run(rules: Option<&str>, screen: &Screen) -> Result<Ending, Failure> {
    let name = rules.map_or_else(default_id, str::to_owned);
    let rules = find_rules(&name, Path::new(""))?;
    let outcomes = run_tests(&rules);
    let failed = outcomes.iter().filter(|outcome| !outcome.holds()).count();
    let mut page = Page::default();
    page.heading(format!("{}（{}）的试算", rules.title, rules.id));
    for outcome in &outcomes {
        add(&mut page, outcome);
    }
    page.blank();
    match (outcomes.len(), failed) {
        (0, _) => page.text("这个规则集没有试算（[[test]]）。写法见 docs/规则编写指南.md。"),
        (all, 0) => page.line(Tone::Good, 0, format!("{all} 项试算，全部符合。")),
        (all, failed) => page.line(Tone::Bad, 0, format!("{all} 项试算，{failed} 项不符。")),
    }
    screen.page(&page);
    Ok(if failed == 0 { Ending::Good } else { Ending::DataWrong })
}

fn add(page: &mut Page, outcome: &TestOutcome) {
    if outcome.holds() {
        page.line(Tone::Good, 2, format!("符合　{}", outcome.title));
        return;
    }
    page.line(Tone::Bad, 2, format!("不符　{}", outcome.title));
    for difference in &outcome.differences {
        page.line(Tone::Plain, 4, format!("· {difference}"));
    }
    // What else was said may be why: a column that was not read, a line that waits.
    for diagnostic in outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        page.line(
            Tone::Dim,
            4,
            format!("{} {}：{}", diagnostic.severity.label(), diagnostic.code.id, diagnostic.message),
        );
    }
}
