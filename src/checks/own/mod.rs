//! What a rule set asks for itself: its own checks, what special cases of its items say, and the periods that do not count.

mod codes;
mod results;

pub use codes::CODES;
pub use results::{
    run as run_on_results, said_of_alert, said_of_consequence, said_of_last_year, said_of_list, said_of_no_records,
};

use std::collections::BTreeMap;

use codes::{E401, E402, E403, E404, E406, E407, E408, E411, P201, S201, S202};

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Field, Severity, Source, Verdict, When};
use crate::rules::{Item, Looked, OwnCheck, Pricing, RuleSet};
use crate::scoring::{Frame, View, frames_of};

/// The code for a severity and a verdict.
fn code(check: &OwnCheck) -> &'static Code {
    match (check.severity, check.counts) {
        (Severity::Error, Verdict::Pending) => &E402,
        (Severity::Error, Verdict::Counted) => &E404,
        (Severity::Error, Verdict::Excluded) => &E401,
        (_, Verdict::Excluded) => &E403,
        (_, Verdict::Pending) => &P201,
        (Severity::Warning, Verdict::Counted) => &S201,
        (Severity::Note, Verdict::Counted) => &S202,
    }
}

/// What a check says, seen from a view.
fn said(check: &OwnCheck, view: &View<'_>) -> Diagnostic {
    let diagnostic = code(check).says(view.told(&check.says));
    if check.help.is_empty() { diagnostic } else { diagnostic.advise(&check.help) }
}

/// What the rule set's own checks say of lines, each with the line's index.
pub fn run(book: &Book<'_>) -> Vec<(usize, Diagnostic)> {
    let rules = book.rules;
    let checks: Vec<&OwnCheck> = rules.checks.iter().filter(|check| check.on == Looked::Entry).collect();
    let only_counts = rules.year.is_some() || rules.presence.is_some();
    let mut found = too_many(book);
    let frames: Vec<Vec<Frame>> = match only_counts || !checks.is_empty() {
        true => (0..book.roster.len()).map(|member| frames_of(&book.scene, member)).collect(),
        false => Vec::new(),
    };
    for (index, entry) in book.entries.iter().enumerate() {
        let Some(item) = known_item(book, entry) else { continue };
        let in_period = entry.when.is_some_and(|when| when.is_within(&book.period));
        if !in_period {
            continue;
        }
        if matches!(item.pricing, Pricing::Computed) {
            let message = format!("{}的分由别的表算出来，不用登记。", item.label());
            found.push((index, E407.says(message).at(entry.item_cell())));
        }
        if item.one_each && entry.quantity > 1 {
            let message = format!("{}一行登记一件，这里的次数是 {}。", item.label(), entry.quantity);
            found.push((index, E408.says(message).at(entry.cell(Field::Quantity)).found(&entry.quantity.to_string())));
        }
        let Some((member, mine)) = entry.member.and_then(|member| Some((member, frames.get(member)?))) else {
            continue;
        };
        if only_counts && !item.is_veto_at(&entry.level) && !item.any_month && !is_counted(mine, entry) {
            let when = entry.when.map_or_else(String::new, |when| when.to().to_string());
            let message = format!("{when} 不在这名党员应计的期间，这一条不计分。");
            found.push((index, E406.says(message).at(entry.cell(Field::Date))));
            continue;
        }
        let own = entry.known_item();
        for check in
            checks.iter().filter(|check| check.found.is_empty() || own.is_some_and(|i| check.found.contains(&i)))
        {
            let view = View::of_line(&book.scene, member, mine, index);
            let cell = cell_of(rules, entry, &check.at);
            // Of a cell that cannot be read nothing more is said: it is not empty.
            let is_unread = |problem: &Diagnostic| {
                problem.severity == Severity::Error && problem.cells == Some(cell.cells) && !check.at.is_empty()
            };
            if !entry.problems.iter().any(is_unread) && view.holds(&check.when) {
                found.push((index, said(check, &view).at(cell)));
            }
        }
    }
    found
}

/// Lines with their indexes.
type Numbered<'a> = Vec<(usize, &'a Entry)>;

/// Lines of an item of which a member has more than it may have: every one of them.
fn too_many(book: &Book<'_>) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    for (item, most) in book.rules.items.iter().enumerate().filter_map(|(index, item)| Some((index, item.lines?))) {
        let mut windows: BTreeMap<(usize, i32, u32), Numbered<'_>> = BTreeMap::new();
        for (index, entry) in book.entries.iter().enumerate().filter(|(_, entry)| entry.known_item() == Some(item)) {
            let when = entry.when.filter(|when| when.is_within(&book.period));
            if let (Some(member), Some(when)) = (entry.member, when) {
                let (year, number) = most.per.of(when.to());
                windows.entry((member, year, number)).or_default().push((index, entry));
            }
        }
        let label = book.rules.item(item).map(Item::label).unwrap_or_default();
        for lines in windows.values().filter(|lines| lines.len() > most.most) {
            let message = format!(
                "{label}{}只能登记 {} 行，这里有 {} 行，不知道以哪一行为准，都不计分。",
                most.per.each(),
                most.most,
                lines.len()
            );
            found.extend(lines.iter().map(|(index, entry)| (*index, E411.says(&message).at(entry.item_cell()))));
        }
    }
    found
}

/// Whether a line lies in a stretch of time that counts for its member.
fn is_counted(frames: &[Frame], entry: &Entry) -> bool {
    let when = entry.when.map(When::to);
    frames.first().zip(entry.when).is_none_or(|(run, when)| run.months.hold(when)) || when.is_none()
}

/// The cell of a line that a check marks.
fn cell_of(rules: &RuleSet, entry: &Entry, at: &str) -> Source {
    let field = match at {
        "date" => Some(Field::Date),
        "level" => Some(Field::Level),
        "quantity" => Some(Field::Quantity),
        "stated" => Some(Field::Stated),
        "matter" => Some(Field::Matter),
        "evidence" => Some(Field::Evidence),
        "registered" => Some(Field::Registered),
        "item" => return entry.item_cell(),
        _ => {
            let own = rules.entry_columns.iter().position(|own| own.id == at).map(Field::Own);
            own.or_else(|| rules.steps.iter().position(|step| step.id == at).map(Field::Step))
        }
    };
    field.map_or_else(|| entry.source(), |field| entry.cell(field))
}
