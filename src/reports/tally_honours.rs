//! What `tally` says of honours on the terminal: by title and period, how many, and who where they are few.

use super::document::{Honour, ResultDocument};
use super::page::{Align, Page};

/// So many names stand in a line; where there are more, the workbook has them.
const NAMED: usize = 8;
/// So many rows are shown.
const SHOWN: usize = 30;

/// Adds the honours of a result, in the order in which the rule set gives them, then by period.
pub fn add_honours(page: &mut Page, result: &ResultDocument) {
    if result.honours.is_empty() {
        return;
    }
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for honour in &result.honours {
        let kind = (honour.title.as_str(), period(result, honour));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let first = |title: &str| result.honours.iter().position(|honour| honour.title == title);
    kinds.sort_by_key(|(title, period)| (first(title), *period));
    let rows = kinds.iter().take(SHOWN).map(|(title, when)| {
        let all = result.honours.iter().filter(|honour| honour.title == *title && period(result, honour) == *when);
        let all: Vec<&Honour> = all.collect();
        vec![(*title).to_owned(), (*when).to_owned(), all.len().to_string(), names(result, &all)]
    });
    page.blank();
    let columns = [("荣誉", Align::Left), ("期间", Align::Left), ("人数", Align::Right), ("名单", Align::Left)];
    page.grid(&columns, rows.collect());
    if kinds.len() > SHOWN {
        page.text(format!("……还有 {} 行，见汇总.xlsx「荣誉」", kinds.len() - SHOWN));
    }
    page.blank();
}

fn period<'a>(result: &'a ResultDocument, honour: &'a Honour) -> &'a str {
    honour.period.as_deref().unwrap_or(&result.period.label)
}

/// The names, with their branches where there are several.
fn names(result: &ResultDocument, all: &[&Honour]) -> String {
    if all.len() > NAMED {
        return "见汇总.xlsx「荣誉」".to_owned();
    }
    let named = |honour: &&Honour| {
        if result.branches.len() > 1 { format!("{}（{}）", honour.name, honour.branch) } else { honour.name.clone() }
    };
    all.iter().map(named).collect::<Vec<_>>().join("、")
}
