//! 决定: a row per contested place that a meeting settled.

use std::sync::Arc;

use super::cells::Reader;
use super::dates::Written;
use crate::model::text::{compact, person};
use crate::model::{Decision, Diagnostic, Field, FormPlace};
use crate::workbook::Row;

pub const FIELDS: [Field; 3] = [Field::Name, Field::Grade, Field::Outcome];

/// The decisions of a sheet, in its order, with what is wrong in their cells.
pub fn read_decisions(
    rows: &[Row<'_>],
    form: &Arc<FormPlace>,
    branch: Option<&str>,
) -> (Vec<Decision>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut decisions = Vec::new();
    for row in rows {
        let number = row.number;
        let mut row = Reader { form, row: *row, year: None, problems: Vec::new() };
        let outcome = row.text(Field::Outcome).map(|text| compact(&text)).unwrap_or_default();
        let date = match row.date(Field::Date) {
            Some(Ok(Written::Day(day))) => Some(day),
            _ => None,
        };
        decisions.push(Decision {
            branch: row
                .text(Field::Branch)
                .map(|text| compact(&text))
                .or(branch.map(str::to_owned))
                .unwrap_or_default(),
            name: row.text(Field::Name).map(|text| person(&text)).unwrap_or_default(),
            id: row.text(Field::Code).map(|text| compact(&text)).filter(|text| !text.is_empty()),
            grade: row.text(Field::Grade).map(|text| compact(&text)).unwrap_or_default(),
            awarded: read_outcome(&outcome),
            date,
            reason: row.text(Field::Reason).unwrap_or_default(),
            file: Arc::clone(&form.file),
            source: Some(form.row(number)),
        });
        problems.append(&mut row.problems);
    }
    (decisions, problems)
}

/// 授予 or 不授予.
#[must_use]
pub fn read_outcome(text: &str) -> Option<bool> {
    match text {
        "授予" | "同意" | "是" | "√" => Some(true),
        "不授予" | "不同意" | "否" | "×" => Some(false),
        _ => None,
    }
}
