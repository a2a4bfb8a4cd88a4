//! Which forms of a workbook are understood, and which a person has to say something about.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::claims::Claims;
use super::context::Context;
use super::half_read::{HalfRead, half_read, unread};
use super::heading::Dictionaries;
use super::judge::Surroundings;
use super::kind::Kind;
use super::pinned::{Pinned, pin_tables};
use super::recognised::Hints;
use super::remarks::lists_items;
use super::roster::read_roster;
use super::rows::is_example_name;
use super::table_rows::{data_rows, rows_with_use};
use super::tables::{Table, find_tables};
use crate::model::FormPlace;
use crate::rules::RuleSet;
use crate::workbook::{Sheet, Workbook, marks};

/// What is understood of a workbook's forms.
#[derive(Debug, Default)]
pub struct Survey {
    /// Tables that are understood, with or without the profile.
    pub known: usize,
    /// Forms that are not, or not whole.
    pub half: Vec<HalfRead>,
    /// Sheets without any table.
    pub without_table: usize,
}

/// Looks at the forms of a workbook without reading what they hold.
#[must_use]
pub fn survey(workbook: &Workbook, rules: &RuleSet, hints: &Hints) -> Survey {
    let file = &workbook.original.shown;
    let year = hints.year.or_else(|| Claims::of(workbook).year());
    let words = Dictionaries::new(&hints.columns, rules, year);
    let sheets = workbook.sheets.iter();
    let sheets = sheets.filter(|sheet| !marks::is_sheet_name(&sheet.name) && !is_example_name(&sheet.name));
    let tables = |sheet: &Sheet, members: &BTreeSet<String>| {
        let around = Surroundings { sheet: &sheet.name, members, rows_looked_at: 30 };
        pin_tables(sheet, file, &hints.pins, find_tables(sheet, &words, &around), &words, &around)
    };
    let form = |sheet: &Sheet, table: &Table| FormPlace {
        file: Arc::clone(file),
        sheet: Arc::clone(&sheet.name),
        header: *table.band.rows.end(),
        columns: table.judged.fields.clone(),
        extent: (*table.cols.start(), *table.cols.end()),
    };
    let mut members = BTreeSet::new();
    for sheet in sheets.clone() {
        for table in tables(sheet, &BTreeSet::new()).tables.iter().filter(|table| table.judged.kind == Kind::Roster) {
            let form = Arc::new(form(sheet, table));
            let listed = read_roster(&data_rows(&rows_with_use(sheet, table, &form)), &form, rules).0;
            members.extend(listed.into_iter().map(|listed| listed.member.name));
        }
    }
    let mut survey = Survey::default();
    for sheet in sheets {
        let Pinned { tables, passed, .. } = tables(sheet, &members);
        if passed.is_some() || lists_items(sheet, rules) {
            survey.known += 1;
            continue;
        }
        for table in &tables {
            let form = form(sheet, table);
            let context =
                Context::new(sheet, table, Arc::new(form.clone()), rules, hints.township.as_deref(), words.year);
            match half_read(sheet, table, &form, &words, context.member.is_some(), &members) {
                Some(half) => survey.half.push(half),
                None => survey.known += 1,
            }
        }
        if tables.is_empty() {
            match unread(sheet, &words, &members) {
                Some(half) => survey.half.push(half),
                None => survey.without_table += 1,
            }
        }
    }
    survey
}
