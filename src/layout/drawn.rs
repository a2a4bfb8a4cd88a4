//! For tests: tables drawn as text, found and judged as in a run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::columns::Columns;
use super::context::Context;
use super::heading::Dictionaries;
use super::judge::Surroundings;
use super::recognise::recognise;
use super::recognised::{Hints, Recognised};
use super::tables::{Table, find_tables};
use crate::model::FormPlace;
use crate::rules::{RuleSet, builtin, default_id, load};
use crate::workbook::{Original, Sheet, Workbook, sketch};

/// The rule set of the tests.
pub fn rules() -> RuleSet {
    builtin(&default_id()).unwrap().unwrap()
}

/// The same with further tables, as TOML.
pub fn rules_with(tables: &str) -> RuleSet {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{}.toml", default_id()));
    load(&(std::fs::read_to_string(path).unwrap() + tables)).unwrap()
}

/// What is known beforehand: the year 2025.
pub fn hints(rules: &RuleSet) -> Hints {
    Hints { columns: Columns::new(rules, &BTreeMap::new()), township: None, year: Some(2025), pins: Vec::new() }
}

/// The tables of the first sheet of a drawing.
pub fn tables(sheet: &Sheet, rules: &RuleSet) -> Vec<Table> {
    let hints = hints(rules);
    let words = Dictionaries::new(&hints.columns, rules, hints.year);
    let around = Surroundings { sheet: &sheet.name, members: &BTreeSet::new(), rows_looked_at: 30 };
    find_tables(sheet, &words, &around)
}

/// The form and the context of a table.
pub fn context(sheet: &Sheet, table: &Table, rules: &RuleSet) -> Context {
    let form = FormPlace {
        file: "甲.xlsx".into(),
        sheet: Arc::clone(&sheet.name),
        header: *table.band.rows.end(),
        columns: table.judged.fields.clone(),
        extent: (*table.cols.start(), *table.cols.end()),
    };
    Context::new(sheet, table, Arc::new(form), rules, None, Some(2025))
}

/// What a drawn workbook turns out to hold.
pub fn read(drawing: &str) -> Recognised {
    let rules = rules();
    let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
    recognise(&workbook, &rules, &hints(&rules))
}
