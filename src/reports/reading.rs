//! What was read of a file, cell by cell (读取清单), in the terms of 结果.json and in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::layout::{Account, SheetAccount, Stretch, TableRead, Use};
use crate::model::{CellRange, CellRef, masked};
use crate::rules::RuleSet;

/// So many places of one use are named; the rest is counted.
const PLACES: usize = 8;

/// A table that was recognised.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableResult {
    /// Its sheet.
    pub sheet: String,
    /// What it is.
    pub layout: String,
    /// How much of its header is understood, in percent.
    pub confidence: usize,
    /// Where its header stands.
    pub header: String,
    /// Rows of data in it.
    pub rows: usize,
    /// Its columns that are headed by something, from the left.
    pub columns: Vec<ColumnResult>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnResult {
    /// Its letters.
    pub cells: String,
    /// Its heading, groups first.
    pub heading: String,
    /// What it was read as; null where nobody knows.
    #[serde(rename = "as")]
    pub role: Option<String>,
}

/// What became of the cells of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReadingResult {
    /// How many hold something.
    pub cells: usize,
    /// How many of them were used.
    pub used: usize,
    /// Those that were used, by what they were used as.
    pub used_as: BTreeMap<String, usize>,
    /// Those that were passed over, by the reason.
    pub passed_over: Vec<PassedOver>,
    /// Those that are hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<HiddenResult>,
}

/// Cells that were passed over for one reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassedOver {
    /// The reason.
    pub why: String,
    /// How many.
    pub cells: usize,
    /// Whether they are hidden.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// How many of them hold a figure where points could stand.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub figures: usize,
    /// Where: 积分登记!A40:J40.
    pub places: Vec<String>,
    /// How many places more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: usize,
}

/// Cells that are hidden, which are read as others are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HiddenResult {
    /// How many of them were used.
    pub used: usize,
    /// How many were passed over.
    pub passed_over: usize,
    /// Where.
    pub places: Vec<String>,
    /// How many places more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The tables of a file, for 结果.json.
#[must_use]
pub fn table_results(tables: &[TableRead], rules: &RuleSet) -> Vec<TableResult> {
    let columns = |table: &TableRead| {
        let columns = table.columns.iter().map(|column| ColumnResult {
            cells: CellRef::new(0, column.col).column_letters(),
            heading: masked(&column.heading).into_owned(),
            role: column.role.id(rules),
        });
        columns.collect()
    };
    let tables = tables.iter().map(|table| TableResult {
        sheet: table.sheet.to_string(),
        layout: table.kind.id().to_owned(),
        confidence: table.confidence,
        header: table.header.to_string(),
        rows: table.rows,
        columns: columns(table),
    });
    tables.collect()
}

/// What became of the cells of a file, for 结果.json.
#[must_use]
pub fn reading_result(account: &Account) -> ReadingResult {
    let mut result = ReadingResult::default();
    let mut passed: BTreeMap<(Use, bool), Places<'_>> = BTreeMap::new();
    let mut hidden = Places::default();
    let mut hidden_used = 0;
    for sheet in &account.sheets {
        for stretch in &sheet.stretches {
            result.cells += stretch.count;
            if stretch.what.is_used() {
                result.used += stretch.count;
                *result.used_as.entry(stretch.what.id().to_owned()).or_default() += stretch.count;
            } else {
                passed.entry((stretch.what, stretch.hidden)).or_default().add(sheet, stretch);
            }
            if stretch.hidden {
                hidden.add(sheet, stretch);
                hidden_used += if stretch.what.is_used() { stretch.count } else { 0 };
            }
        }
    }
    result.passed_over = passed
        .into_iter()
        .map(|((what, hidden), places)| {
            let (cells, figures) = (places.cells, places.figures);
            let (places, more) = places.shown();
            PassedOver { why: what.id().to_owned(), cells, hidden, figures, places, more }
        })
        .collect();
    result.hidden = (hidden.cells > 0).then(|| {
        let passed_over = hidden.cells - hidden_used;
        let (places, more) = hidden.shown();
        HiddenResult { used: hidden_used, passed_over, places, more }
    });
    result
}

/// Where cells of one use stand.
#[derive(Default)]
struct Places<'a> {
    cells: usize,
    figures: usize,
    ranges: Vec<(&'a str, CellRange)>,
}

impl<'a> Places<'a> {
    fn add(&mut self, sheet: &'a SheetAccount, stretch: &Stretch) {
        self.cells += stretch.count;
        self.figures += stretch.figures;
        match self.ranges.last_mut() {
            Some((name, range)) if *name == &*sheet.sheet && lie_together(*range, stretch.cells) => {
                *range = CellRange::new(range.first, stretch.cells.last);
            }
            _ => self.ranges.push((&sheet.sheet, stretch.cells)),
        }
    }

    /// The first of them, and how many there are beside.
    fn shown(&self) -> (Vec<String>, usize) {
        let places = self.ranges.iter().take(PLACES).map(|(sheet, range)| format!("{sheet}!{range}"));
        (places.collect(), self.ranges.len().saturating_sub(PLACES))
    }
}

/// Whether a rectangle goes on with another one: beside it over the same rows, or below it over the same columns.
fn lie_together(one: CellRange, next: CellRange) -> bool {
    let rows = |range: CellRange| (range.first.row, range.last.row);
    let cols = |range: CellRange| (range.first.col, range.last.col);
    (rows(one) == rows(next) && one.last.col + 1 == next.first.col)
        || (cols(one) == cols(next) && one.last.row + 1 == next.first.row)
}
