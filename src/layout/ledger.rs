//! 积分登记: a row per event.

use std::sync::Arc;

use super::cells::Reader;
use super::codes::{M106, V108};
use super::dates::Written;
use super::rows::data_rows;
use crate::model::text::{compact, person, says_nothing};
use crate::model::{Entry, Field, FormPlace, ItemMention, StepTaken};
use crate::rules::{Holds, Item, ItemMatch, RuleSet};
use crate::workbook::{Row, Sheet, Value};

/// Fields of which at least one is filled in where something was registered.
const FIELDS: [Field; 8] = [
    Field::Name,
    Field::Code,
    Field::Date,
    Field::ItemNumber,
    Field::ItemName,
    Field::Level,
    Field::Stated,
    Field::Matter,
];
/// What a line is known by, whatever word it begins with.
const PROOF: [Field; 4] = [Field::Name, Field::Date, Field::ItemNumber, Field::ItemName];

/// The lines of a ledger, in its order. Whose they are is settled later, against the branch's whole roster.
pub fn read_ledger(sheet: &Sheet, form: &Arc<FormPlace>, rules: &RuleSet, year: Option<i32>) -> Vec<Line> {
    data_rows(sheet, form, &FIELDS, &PROOF).map(|row| read_line(form, row, rules, year)).collect()
}

/// A line before its member is known.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry; its member is still open.
    pub entry: Entry,
    /// The member's number as written, where the ledger has one.
    pub code: Option<String>,
}

fn read_line(form: &Arc<FormPlace>, row: Row<'_>, rules: &RuleSet, year: Option<i32>) -> Line {
    let number = row.number;
    let mut row = Reader { form, row, year, problems: Vec::new() };
    let date = row.required_day(Field::Date);
    let name = row.word(Field::Name, person).unwrap_or_default();
    if name.is_empty() && row.cell(Field::Name).is_none() {
        row.problem(Field::Name, M106.says("没有写姓名，不知道这一条是谁的。"));
    }
    let code = row.text(Field::Code).map(|text| compact(&text));
    let item = read_item(&mut row, rules);
    let before_figures = row.problems.len();
    let quantity = row.count(Field::Quantity);
    let stated = row.points(Field::Stated).ok().flatten();
    let level = row.word(Field::Level, compact).unwrap_or_default();
    let is_veto = matches!(item, ItemMention::Known(item) if rules.item(item).is_some_and(Item::is_veto));
    if is_veto {
        // On a veto line these figures say nothing, however they are written.
        row.problems.truncate(before_figures);
    }
    let registered = registered(&mut row);
    let matter = matter(&mut row, &item, rules);
    let steps = (0..rules.steps.len()).map(|step| read_step(&mut row, step, rules)).collect();
    let entry = Entry {
        form: Arc::clone(form),
        row: number,
        date,
        registered,
        member: None,
        written_name: name.into(),
        item,
        quantity: quantity.ok().flatten().unwrap_or(1),
        has_quantity: row.cell(Field::Quantity).is_some(),
        level: level.into(),
        stated,
        has_stated: row.cell(Field::Stated).is_some(),
        matter: matter.into(),
        steps,
        problems: row.problems,
    };
    Line { entry, code }
}

fn read_item(row: &mut Reader<'_>, rules: &RuleSet) -> ItemMention {
    let number = row.word(Field::ItemNumber, |text| compact(text).to_uppercase());
    let name = row.text(Field::ItemName).map(|text| compact(&text));
    match rules.find_item(number.as_deref(), name.as_deref()) {
        ItemMatch::Found(item) => ItemMention::Known(item),
        ItemMatch::Contradiction(number) => {
            ItemMention::Contradicting { number, name: name.unwrap_or_default().into() }
        }
        ItemMatch::Unknown => ItemMention::Unknown { number: number.map(Into::into), name: name.map(Into::into) },
        ItemMatch::Missing => ItemMention::Missing,
    }
}

/// What the line is about. Where lines of one matter count once, an error value there leaves open which they are.
fn matter(row: &mut Reader<'_>, item: &ItemMention, rules: &RuleSet) -> String {
    let counts_once = |item: &usize| rules.item(*item).is_some_and(|item| item.same_matter.is_some());
    let before = row.problems.len();
    let text = row.text(Field::Matter).map(|text| compact(&text)).unwrap_or_default();
    if !matches!(item, ItemMention::Known(item) if counts_once(item)) {
        row.problems.truncate(before);
    }
    text
}

/// The day of writing down only tells late entries: what is no day is passed over.
fn registered(row: &mut Reader<'_>) -> Option<chrono::NaiveDate> {
    let before = row.problems.len();
    let date = row.date(Field::Registered);
    row.problems.truncate(before);
    match date? {
        Ok(Written::Day(day)) => Some(day),
        _ => None,
    }
}

fn read_step(row: &mut Reader<'_>, step: usize, rules: &RuleSet) -> StepTaken {
    let field = Field::Step(step);
    let Some(cell) = row.cell(field) else { return StepTaken::No };
    let is_denied = match &cell.value {
        Value::Text(text) => says_no(&compact(text)),
        Value::Bool(taken) => !taken,
        _ => false,
    };
    if is_denied {
        return StepTaken::No;
    }
    if rules.steps.get(step).is_none_or(|step| step.holds == Holds::Text) {
        return StepTaken::Yes(None);
    }
    match row.date(field) {
        Some(Ok(Written::Day(day))) => StepTaken::Yes(Some(day)),
        Some(Ok(Written::Month(..))) => StepTaken::Yes(None),
        Some(Err(found)) => {
            let message = format!("这里应当写日期，写的是「{}」：按已经办过处理，但不知道是哪一天。", found.trim());
            row.problem(field, V108.says(message).found(&found));
            StepTaken::Yes(None)
        }
        // An error value: the problem is noted, and nothing shows that the step was taken.
        None => StepTaken::No,
    }
}

/// Words that say that the step was not taken: 未通过, 待定, 否.
fn says_no(text: &str) -> bool {
    says_nothing(text) || text.starts_with(['未', '没', '不', '待', '否', '×', '✗', '✘', 'x', 'X'])
}
