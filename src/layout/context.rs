//! What stands around a table and holds for all its rows.

use std::sync::Arc;

use super::dates::{Written, read_date};
use super::kind::Kind;
use super::labels::Labels;
use super::naming::{Naming, identity_end_of};
use super::periods::read_period;
use super::tables::Table;
use super::title::{Title, read_title};
use crate::model::text::{compact, person, says_nothing};
use crate::model::{CellRef, Field, FormPlace, Period, StepTaken};
use crate::rules::{Holds, RuleSet};
use crate::workbook::Sheet;

/// What the title, the labels and the sheet's name say of a whole table.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where the table stands.
    pub form: Arc<FormPlace>,
    /// What the title tells.
    pub title: Title,
    /// The year of dates without one.
    pub year: Option<i32>,
    /// The period that the whole table is about.
    pub period: Option<Period>,
    /// The member that the whole table is about, and the cell that says so.
    pub member: Option<Named>,
    /// The branch that the table names, as written.
    pub branch: Option<String>,
    /// Steps of the procedure that were taken for all lines.
    pub steps: Vec<StepTaken>,
}

/// A member as a label names him or her.
#[derive(Clone, Debug)]
pub struct Named {
    /// Name and numbers.
    pub naming: Naming,
    /// Where the name stands; `None` where the sheet is called so.
    pub at: Option<CellRef>,
}

impl Context {
    /// What holds for the rows of a table.
    #[must_use]
    pub fn new(
        sheet: &Sheet,
        table: &Table,
        form: Arc<FormPlace>,
        rules: &RuleSet,
        township: Option<&str>,
        year: Option<i32>,
    ) -> Self {
        let mut title = read_title(&table.title, township);
        let year = title.year.or(year);
        let labels = &table.labels;
        let in_names = [table.title.as_str(), &sheet.name].into_iter().find_map(|text| period_in(text, year));
        let labelled = labels.text(Field::Branch).map(|text| {
            let named = read_title(text, township);
            title.township = title.township.take().or(named.township);
            named.branch.unwrap_or_else(|| compact(text))
        });
        Self {
            period: labels.period(year).or(in_names),
            member: member(labels, sheet, table),
            branch: labelled.or_else(|| title.branch.clone()),
            steps: (0..rules.steps.len()).map(|step| step_taken(labels, step, rules, year)).collect(),
            form,
            title,
            year,
        }
    }
}

fn member(labels: &Labels, sheet: &Sheet, table: &Table) -> Option<Named> {
    if table.judged.fields.contains_key(&Field::Name) {
        return None;
    }
    let code = labels.text(Field::Code).map(compact);
    let identity = labels.text(Field::Identity).and_then(identity_end_of);
    let named = |name: &str, at| Some(Named { naming: Naming { name: person(name), code, identity }, at });
    match labels.fields.get(&Field::Name) {
        Some(labelled) => named(&labelled.text, Some(labelled.at)),
        None if labels.asks_for_member || table.judged.kind != Kind::Card => None,
        None => named(&sheet.name, None),
    }
}

fn step_taken(labels: &Labels, step: usize, rules: &RuleSet, year: Option<i32>) -> StepTaken {
    let Some(text) = labels.text(Field::Step(step)).filter(|text| !says_nothing(text)) else { return StepTaken::No };
    if rules.steps.get(step).is_none_or(|step| step.holds == Holds::Text) {
        return StepTaken::Yes(None);
    }
    match read_date(text, year) {
        Some(Written::Day(day)) => StepTaken::Yes(Some(day)),
        Some(_) => StepTaken::Yes(None),
        None => StepTaken::No,
    }
}

/// The month, quarter or half that a title names: 2025年3月, 第一季度, 上半年. Days (制表日期：2025年3月5日) are none.
fn period_in(text: &str, year: Option<i32>) -> Option<Period> {
    let text = compact(text);
    let ends = ["季度", "半年", "月份", "月"]
        .iter()
        .flat_map(|end| text.match_indices(end).map(|(at, end)| (at, at + end.len())));
    ends.filter_map(|(at, end)| {
        let after = text.get(end..)?;
        let is_day = after.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let before = text.get(..at)?;
        let is_part = |c: char| c.is_ascii_digit() || "第一二三四五六七八九十〇零上下年度".contains(c);
        let start = before.trim_end_matches(is_part).len();
        let words = text.get(start..end)?;
        if is_day { None } else { read_period(words, year) }
    })
    .next()
}
