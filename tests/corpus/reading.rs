//! What the program read, out of its JSON.

use serde_json::Value;

use crate::result_json::{list, text};
use crate::sheets::place::Rect;

#[derive(Debug)]
pub struct Reading {
    pub layout: Vec<String>,
    pub branches: Vec<String>,
    /// Branch, number, name.
    pub members: Vec<[String; 3]>,
    pub entries: Vec<ReadEntry>,
    pub findings: Vec<ReadFinding>,
    /// Absent as long as the program does not tell.
    pub tables: Option<Vec<ReadTable>>,
    /// What became of the cells of each file that was read.
    pub accounts: Vec<Account>,
}

/// Cells that hold something, and how many of them are accounted for.
#[derive(Debug)]
pub struct Account {
    pub cells: u64,
    pub accounted: u64,
    pub used: u64,
    pub used_as: u64,
}

#[derive(Debug)]
pub struct ReadEntry {
    pub sheet: String,
    pub cell: String,
    pub cells: Option<Rect>,
    pub branch: String,
    pub number: String,
    pub member: String,
    pub item: String,
    pub date: Option<String>,
    pub quantity: Option<String>,
    pub level: Option<String>,
    pub stated: Option<String>,
    pub state: String,
}

#[derive(Debug)]
pub struct ReadFinding {
    pub code: String,
    pub severity: String,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub cells: Option<Rect>,
    pub message: String,
    pub help: String,
}

#[derive(Debug)]
pub struct ReadTable {
    pub sheet: String,
    /// Letters, and what the column is read as.
    pub columns: Vec<(String, Option<String>)>,
}

fn some(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

impl Reading {
    pub fn of(result: &Value) -> Self {
        let files = list(result, "files");
        let mut branches: Vec<String> = list(result, "branches").iter().filter_map(|it| some(it, "name")).collect();
        if branches.is_empty() {
            branches = files.iter().filter_map(|file| some(file, "branch")).collect();
        }
        let layouts = files.iter().flat_map(|file| list(file, "layout"));
        let members = list(result, "members");
        let told = files.iter().any(|file| file.get("tables").is_some());
        let tables = files.iter().filter(|file| file.get("tables").is_some()).flat_map(|file| list(file, "tables"));
        Self {
            layout: layouts.filter_map(|it| it.as_str().map(str::to_owned)).collect(),
            branches,
            members: members.iter().map(|it| ["branch", "id", "name"].map(|key| text(it, key).to_owned())).collect(),
            entries: members.iter().flat_map(entries).collect(),
            findings: list(result, "diagnostics").iter().map(finding).collect(),
            tables: told.then(|| tables.map(table).collect()),
            accounts: files.iter().filter_map(|file| file.get("reading")).map(account).collect(),
        }
    }
}

fn entries(member: &Value) -> Vec<ReadEntry> {
    let mut found = Vec::new();
    for step in list(member, "steps") {
        for entry in list(step, "entries") {
            let cell = text(&entry["source"], "cell").to_owned();
            found.push(ReadEntry {
                sheet: text(&entry["source"], "sheet").to_owned(),
                cells: Rect::parse(&cell),
                cell,
                branch: text(member, "branch").to_owned(),
                number: text(member, "id").to_owned(),
                member: text(member, "name").to_owned(),
                item: text(step, "item").to_owned(),
                date: some(entry, "date"),
                quantity: some(entry, "quantity"),
                level: some(entry, "level"),
                stated: some(entry, "stated"),
                state: text(entry, "state").to_owned(),
            });
        }
    }
    found
}

fn finding(finding: &Value) -> ReadFinding {
    let cell = some(finding, "cell");
    ReadFinding {
        code: text(finding, "code").to_owned(),
        severity: text(finding, "severity").to_owned(),
        sheet: some(finding, "sheet"),
        cells: cell.as_deref().and_then(Rect::parse),
        cell,
        message: text(finding, "message").to_owned(),
        help: text(finding, "help").to_owned(),
    }
}

fn account(reading: &Value) -> Account {
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let used = number(&reading["used"]);
    let passed_over: u64 = list(reading, "passed_over").iter().map(|it| number(&it["cells"])).sum();
    let used_as = reading["used_as"].as_object().into_iter().flat_map(|it| it.values());
    Account {
        cells: number(&reading["cells"]),
        accounted: used + passed_over,
        used,
        used_as: used_as.map(number).sum(),
    }
}

fn table(table: &Value) -> ReadTable {
    let columns = list(table, "columns").iter();
    ReadTable {
        sheet: text(table, "sheet").to_owned(),
        columns: columns.map(|it| (text(it, "cells").to_owned(), some(it, "as"))).collect(),
    }
}
