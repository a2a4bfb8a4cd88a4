//! The sheets that a test draws, as a branch would hand them in.

use std::collections::BTreeSet;

use crate::layout::Part;
use crate::model::text::{header, person};
use crate::pipeline::gather::{Gathered, recognised};
use crate::pipeline::options::Settings;
use crate::pipeline::previous;
use crate::rules::{Table, TestCase};
use crate::workbook::read_drawing;

/// The sheet of entries.
pub const LEDGER: &str = "积分登记";
/// The column of names.
pub const NAME: &str = "姓名";
/// The branch whose workbook a test draws.
const BRANCH: &str = "试算党支部";
/// The sheet of members.
const ROSTER: &str = "花名册";
/// The column of running numbers.
const SERIAL: &str = "序号";
/// The column of times.
const TIMES: &str = "次数";

/// The drawn workbook, read. Without a roster, whoever is named in the tables or expected is on it.
pub fn gathered(case: &TestCase, settings: &Settings) -> Gathered {
    let rules = &settings.rules;
    let tables: Vec<(&Table, &String)> =
        rules.tables.iter().filter_map(|t| Some((t, case.table.get(&t.id)?))).collect();
    let mut sheets: Vec<String> = Vec::new();
    if !case.ledger.trim().is_empty() {
        sheets.push(sheet(LEDGER, &counted(&numbered(&case.ledger))));
    }
    let own = tables.iter().filter(|(table, _)| !table.is_archive());
    sheets.extend(own.map(|(table, text)| sheet(&table.title, &numbered(text))));
    let roster = if case.roster.trim().is_empty() {
        let found = recognised(vec![read_drawing(&sheets.concat(), BRANCH)], settings);
        let mut names: Vec<String> = found.files.iter().flat_map(|f| &f.recognised.parts).flat_map(named).collect();
        names.extend(case.expect.keys().cloned());
        drawn_roster(names)
    } else {
        numbered(&case.roster)
    };
    sheets.insert(0, sheet(ROSTER, &roster));
    let mut gathered = recognised(vec![read_drawing(&sheets.concat(), BRANCH)], settings);
    for (table, text) in tables.iter().filter(|(table, _)| table.is_archive()) {
        let year = settings.hints.year.map_or_else(String::new, |year| format!("{}年", year - 1));
        let drawing = format!("# {}\n{BRANCH}{year}{}\n{text}\n", table.title, table.title);
        if let Some(workbook) = read_drawing(&drawing, &table.title).workbook {
            let (past, found) = previous::past_in(&workbook, settings);
            gathered.past.extend(past);
            gathered.diagnostics.extend(found);
        }
    }
    gathered
}

/// A sheet under a title that names the branch, as a branch would hand it in.
fn sheet(name: &str, text: &str) -> String {
    format!("# {name}\n{BRANCH}{name}\n{text}\n")
}

/// The same rows with a running number in front, where they begin with the name: two columns alone may be a label and
/// its words as well as a header and a row.
fn numbered(text: &str) -> String {
    let first = |line: &str| line.split('|').next().map(header).unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let begins_with_names = lines.first().is_some_and(|line| first(line) == NAME);
    if !begins_with_names || lines.iter().any(|line| first(line).is_empty()) {
        return text.to_owned();
    }
    let number = |(index, line): (usize, &&str)| match index {
        0 => format!("{SERIAL} | {line}\n"),
        _ => format!("{index} | {line}\n"),
    };
    lines.iter().enumerate().map(number).collect()
}

/// The same rows with a column of times, where there is none: empty, it is one time. Of a day, a name and an item alone
/// it does not show that they are a ledger.
fn counted(text: &str) -> String {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    match lines.next() {
        Some(first) if !first.split('|').any(|cell| header(cell) == TIMES) => {
            std::iter::once(format!("{first} | {TIMES}\n")).chain(lines.map(|line| format!("{line}\n"))).collect()
        }
        _ => text.to_owned(),
    }
}

/// Whom a part of a workbook names, in its order.
fn named(part: &Part) -> impl Iterator<Item = String> {
    let lines = part.lines.iter().map(|line| line.named.name.clone());
    lines.chain(part.others.iter().map(|member| member.name.clone()))
}

fn drawn_roster(names: Vec<String>) -> String {
    let mut seen = BTreeSet::new();
    let mut text = format!("{SERIAL} | {NAME}\n");
    for name in names.into_iter().filter(|name| seen.insert(person(name))) {
        text.push_str(&format!("{} | {name}\n", text.lines().count()));
    }
    text
}
