//! What each month of a row of months is based on, in words (每月依据).

use super::alerts::AlertFound;
use super::reckoning::Reckoning;
use super::scene::Scene;
use crate::model::{Held, Period, Record, RecordField, When};
use crate::rules::formula::Expr;
use crate::rules::{Ref, RuleSet};

/// The records of each month of a row, a month a part; months of last year are known from the archive alone.
#[must_use]
pub fn basis_of(scene: &Scene<'_>, own: &Reckoning, found: &AlertFound) -> Vec<String> {
    let Some(alert) = scene.rules.alerts.get(found.alert) else { return Vec::new() };
    let mut tables = Vec::new();
    tables_in(alert.absent.tree(), &mut tables);
    let mut months = Vec::new();
    if found.from.year() < scene.period.year() {
        months.push(format!("{} 起的上一年各月见上一年度档案", found.from));
    }
    let of_row = |month: &Period| month.from() >= found.from.from() && month.to() <= found.to.to();
    let all = scene.period.parts(crate::model::Window::Month);
    for month in all.into_iter().filter(of_row) {
        let mine = scene.index.records.get(own.member).into_iter().flatten().filter_map(|at| scene.records.get(*at));
        let here = mine.filter(|record| {
            tables.contains(&record.table) && record.when.is_some_and(|when| month.contains(when.to()))
        });
        let said: Vec<String> =
            here.map(|record| in_words(scene.rules, record)).filter(|said| !said.is_empty()).collect();
        let said = if said.is_empty() { "没有记录".to_owned() } else { said.join("、") };
        months.push(format!("{month}：{said}"));
    }
    months
}

/// The tables over which a formula counts.
fn tables_in(expr: &Expr<Ref>, found: &mut Vec<usize>) {
    if let Expr::Name(Ref::Table(table)) = expr {
        found.push(*table);
    }
    expr.parts().into_iter().for_each(|part| tables_in(part, found));
}

/// When, what and how: 2025-01-05 党小组会 无故缺席.
fn in_words(rules: &RuleSet, record: &Record) -> String {
    let Some(table) = rules.tables.get(record.table) else { return String::new() };
    // Who did not have to be there is no reason for anything.
    if record.values.iter().any(|value| matches!(value.held, Held::Sign(sign) if table.away == Some(sign))) {
        return String::new();
    }
    let mut words: Vec<String> = Vec::new();
    if let Some(When::Day(day)) = record.when {
        words.push(day.to_string());
    }
    for value in &record.values {
        let column = match value.of {
            RecordField::Head(index) => table.heads.get(index),
            RecordField::Column(index) => table.columns.get(index),
            RecordField::Label(_) | RecordField::Sign => None,
        };
        match &value.held {
            Held::Choice(word) => {
                words.extend(column.and_then(|column| column.one_of.get(*word)).map(|word| word.title.clone()));
            }
            Held::Sign(sign) => words.extend(table.sign(*sign).map(|sign| sign.word.title.clone())),
            _ => {}
        }
    }
    words.join(" ")
}
