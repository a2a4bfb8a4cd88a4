//! 积分登记: a row per event.

use std::sync::Arc;

use super::cells::{Reader, shown};
use super::codes::{M106, V102, V103, V108, V109};
use super::context::Context;
use super::dates::{Written, read_date};
use super::heading::item_in;
use super::kind::Kind;
use super::naming::{Naming, read_name, read_numbers};
use super::numbers::SignWord;
use super::own_columns::{has_evidence, read_own};
use crate::model::text::{compact, says_nothing};
use crate::model::{Entry, Field, ItemMention, Points, StepTaken, Tells, When};
use crate::rules::{Holds, ItemMatch, RuleSet};
use crate::workbook::{Row, Value};

/// Fields of which at least one is filled in where something was registered.
pub const FIELDS: [Field; 9] = [
    Field::Day,
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
pub const PROOF: [Field; 4] = [Field::Name, Field::Date, Field::ItemNumber, Field::ItemName];

/// The lines of a ledger, or of the table on a member's card, in its order. Whose they are is settled later, against the
/// branch's whole roster.
pub fn read_ledger(rows: &[Row<'_>], context: &Context, kind: Kind, rules: &RuleSet) -> Vec<Line> {
    rows.iter().map(|row| read_line(*row, context, kind, rules)).collect()
}

/// A line before its member is known.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry; its member is still open.
    pub entry: Entry,
    /// The member, as the line names one.
    pub named: Naming,
    /// The branch that the line names, as written.
    pub branch: Option<String>,
    /// The kind of table that it stands in.
    pub kind: Kind,
    /// Whether a formula computed its figure.
    pub formula: bool,
}

fn read_line(row: Row<'_>, context: &Context, kind: Kind, rules: &RuleSet) -> Line {
    let form = &context.form;
    let number = row.number;
    let mut row = Reader { form, row, year: context.year, problems: Vec::new() };
    let date =
        if form.columns.contains_key(&Field::Date) { row.required_day(Field::Date) } else { parted_day(&mut row) };
    let named = read_naming(&mut row, context);
    let branch = row.text(Field::Branch).map(|text| compact(&text));
    let item = read_item(&mut row, rules);
    let before_figures = row.problems.len();
    let quantity = row.count(Field::Quantity);
    let (stated, times) = read_points(&mut row, &item, quantity.ok().flatten(), rules);
    let level = row.word(Field::Level, compact).unwrap_or_default();
    let is_veto =
        matches!(item, ItemMention::Known(item) if rules.item(item).is_some_and(|item| item.is_veto_at(&level)));
    if is_veto {
        // On a veto line these figures say nothing, however they are written.
        row.problems.truncate(before_figures);
    }
    let registered = registered(&mut row);
    let matter = matter(&mut row, &item, rules);
    let steps = (0..rules.steps.len()).map(|step| read_step(&mut row, step, context, rules)).collect();
    let own = read_own(&mut row, rules);
    let evidence = has_evidence(&row);
    let entry = Entry {
        form: Arc::clone(form),
        row: number,
        col: None,
        tells: Tells::Event,
        when: date.map(When::Day),
        registered,
        member: None,
        written_name: named.name.as_str().into(),
        item,
        quantity: times,
        has_quantity: row.cell(Field::Quantity).is_some(),
        level: level.into(),
        stated,
        has_stated: [Field::Stated, Field::Added, Field::Taken].iter().any(|field| row.cell(*field).is_some()),
        matter: matter.into(),
        steps,
        evidence,
        own,
        problems: row.problems,
    };
    Line { entry, named, branch, kind, formula: false }
}

/// Name and numbers of the member: in the row, or above the table.
pub fn read_naming(row: &mut Reader<'_>, context: &Context) -> Naming {
    if let (false, Some(named)) = (row.form.columns.contains_key(&Field::Name), &context.member) {
        return named.naming.clone();
    }
    let name = read_name(row).unwrap_or_default();
    if name.is_empty() && row.cell(Field::Name).is_none() {
        row.problem(Field::Name, M106.says("没有写姓名，不知道这一条是谁的。"));
    }
    let (code, identity) = read_numbers(row);
    Naming { name, code, identity }
}

/// The day of a form that has a column for the month and one for the day, as account books do.
fn parted_day(row: &mut Reader<'_>) -> Option<chrono::NaiveDate> {
    let mut number = |field: Field, unit: char| {
        let text = compact(&row.text(field)?);
        Some(text.trim_end_matches([unit, '份']).to_owned())
    };
    let written = number(Field::Month, '月').zip(number(Field::Day, '日'));
    let found = written.and_then(|(month, day)| match read_date(&format!("{month}月{day}日"), row.year)? {
        Written::Day(day) => Some(day),
        Written::Month(..) => None,
    });
    if found.is_none() {
        let message = match row.year {
            Some(_) => "「月」「日」两栏看不出是哪一天，这一条不能计分。",
            None => "「月」「日」两栏没有写年份，标题里也没有，不知道是哪一年的事。",
        };
        row.problem(Field::Day, V102.says(message));
    }
    found
}

/// The points of a line and how often: in one column, or in one for what is added and one for what is taken off.
fn read_points(
    row: &mut Reader<'_>,
    item: &ItemMention,
    quantity: Option<u32>,
    rules: &RuleSet,
) -> (Option<Points>, u32) {
    if row.form.columns.contains_key(&Field::Stated) {
        return stated(row, item, quantity, rules);
    }
    let mut figure = |field| row.points(field).ok().flatten().filter(|points| !points.is_zero());
    // Under 扣分 both 2 and −2 mean two off; on an item that adds they are off all the same.
    let deducts = matches!(item, ItemMention::Known(item) if rules.item(*item).is_some_and(|item| item.deducts));
    let off = |points: Points| if deducts { points } else { -points.abs() };
    let (added, taken) = (figure(Field::Added), figure(Field::Taken).map(off));
    if added.is_some() && taken.is_some() {
        row.problem(Field::Taken, V103.says("这一行加分和扣分两栏都填了数，不知道算加分还是算扣分。"));
    }
    (added.or(taken), quantity.unwrap_or(1))
}

pub fn read_item(row: &mut Reader<'_>, rules: &RuleSet) -> ItemMention {
    let number = row.word(Field::ItemNumber, |text| compact(text).to_uppercase());
    let name = row.text(Field::ItemName).map(|text| compact(&text));
    let found = match (number.as_deref(), name.as_deref()) {
        // One cell may hold both, and the maximum behind them: J01政治学习（20分）.
        (Some(alone), None) | (None, Some(alone)) => item_in(alone, rules),
        both => rules.find_item(both.0, both.1),
    };
    match found {
        ItemMatch::Found(item) => ItemMention::Known(item),
        ItemMatch::Contradiction(number) => {
            ItemMention::Contradicting { number, name: name.unwrap_or_default().into() }
        }
        ItemMatch::Unknown => ItemMention::Unknown { number: number.map(Into::into), name: name.map(Into::into) },
        ItemMatch::Missing if row.cell(Field::ItemNumber).or(row.cell(Field::ItemName)).is_some() => {
            ItemMention::Unreadable
        }
        ItemMatch::Missing => ItemMention::Missing,
    }
}

/// The points of the line, and how often: 2次×1.5 says both, and has to agree with what else the line says.
fn stated(row: &mut Reader<'_>, item: &ItemMention, quantity: Option<u32>, rules: &RuleSet) -> (Option<Points>, u32) {
    let before = row.problems.len();
    let figure = row.figure(Field::Stated).ok().flatten();
    let times = quantity.unwrap_or(1);
    let Some(figure) = figure.filter(|figure| figure.product.is_some() || figure.sign_word.is_some()) else {
        return (figure.map(|figure| figure.points), times);
    };
    let found = row.cell(Field::Stated).map(shown).unwrap_or_default();
    let taken_from = match item {
        ItemMention::Known(item) => rules.item(*item).filter(|item| item.deducts),
        _ => None,
    };
    let wrong = match (figure.sign_word, taken_from, figure.product) {
        (Some(SignWord::Adds), Some(item), _) => {
            let message = format!("「分值」写的是「{}」，{}却是扣分的项目。", found.trim(), item.label());
            let advice = "请查原来的记录：确实是扣分的，写成「扣2分」或 2 这样；项目填错了的，改正项目编号和名称。";
            Some(V109.says(message).advise(advice))
        }
        (.., Some(product)) => match (quantity, product.times) {
            (Some(quantity), _) if !product.fits(quantity) => {
                Some(V109.says(format!("「分值」写的是「{}」，「次数」栏写的是 {quantity}，对不上。", found.trim())))
            }
            (None, Some(times)) if row.cell(Field::Quantity).is_none() => return (Some(figure.points), times),
            (None, None) if row.cell(Field::Quantity).is_none() => {
                Some(V103.says(format!("「{}」看不出哪一个是次数，哪一个是每次的分。", found.trim())))
            }
            _ => None,
        },
        _ => None,
    };
    match wrong {
        Some(diagnostic) => {
            row.problems.truncate(before);
            row.problem(Field::Stated, diagnostic.found(&found));
            (None, times)
        }
        None => (Some(figure.points), times),
    }
}

/// What the line is about. Where lines of one matter count once, an error value there leaves open which they are.
fn matter(row: &mut Reader<'_>, item: &ItemMention, rules: &RuleSet) -> String {
    let counts_once = |item: &usize| rules.item(*item).is_some_and(|item| item.once.is_some());
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

/// Whether a step was taken for a row: its column says so, or a label beside the table.
pub fn read_step(row: &mut Reader<'_>, step: usize, context: &Context, rules: &RuleSet) -> StepTaken {
    let field = Field::Step(step);
    let Some(cell) = row.cell(field) else {
        return context.steps.get(step).copied().unwrap_or(StepTaken::No);
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    const TITLES: &str = "序号|日期|登记日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期";

    fn lines(header: &str, rows: &str) -> Vec<Entry> {
        let mut read = drawn::read(&format!(
            "# 积分登记
{header}
{rows}"
        ));
        read.parts.remove(0).lines.into_iter().map(|line| line.entry).collect()
    }

    fn line(row: &str) -> (Entry, Vec<&'static str>) {
        let entry = lines(TITLES, row).remove(0);
        let codes = entry.problems.iter().map(|problem| problem.code.id).collect();
        (entry, codes)
    }

    #[test]
    fn columns_are_found_in_any_order_and_each_value_in_its_field() {
        let (plain, codes) = line("1|2025-03-08|2025-03-10|王伟|Z05|受表彰奖励|2|镇 级|4|优秀 党员|李秀英|2025-06-30");
        assert_eq!(codes, ["V201"]);
        let turned = "通过日期|核实人签字|具体事由|得分|等级|件数|积分项目|项目代码|党员姓名|录入时间|发生时间";
        let other =
            lines(turned, "2025-06-30|李秀英|优秀党员|4|镇级|2|受表彰奖励|Z05|王伟|2025-03-10|2025-03-08").remove(0);
        for entry in [&plain, &other] {
            assert_eq!(entry.day().unwrap().to_string(), "2025-03-08");
            assert_eq!(entry.registered.unwrap().to_string(), "2025-03-10");
            assert_eq!((&*entry.written_name, &*entry.level, &*entry.matter), ("王伟", "镇级", "优秀党员"));
            assert_eq!((entry.quantity, entry.stated), (2, Some(Points::whole(4))));
            let passed = chrono::NaiveDate::from_ymd_opt(2025, 6, 30);
            assert_eq!(entry.steps, [StepTaken::Yes(None), StepTaken::Yes(passed)]);
            assert!(matches!(entry.item, ItemMention::Known(_)));
        }
        assert_eq!(plain.item, other.item);
    }

    #[test]
    fn spellings_are_mended_and_what_has_no_meaning_is_reported() {
        for (row, quantity, stated, codes) in [
            ("1|3月8日||王伟|J04||'２||'１．５分|||", 2, "1.5", &["V201", "V201", "V201"][..]),
            ("1|2025-03-08||王伟|J04|||||||", 1, "", &[]),
            ("1|2025-03-08||王伟|J04||—||/|||", 1, "", &[]),
            ("1|2025-03-08||王伟|J04||多||若干|||", 1, "", &["V103", "V103"]),
            ("1|2025-03-08||王伟|J04||0||-3|||", 1, "-3", &["V105"]),
            ("1|2025-03-08||王伟|J04||#REF!||=A1|||", 1, "", &["V104", "V104"]),
            ("1|2025-02-30||王伟|J04|||||||", 1, "", &["V102"]),
            ("1||||J04|||||||", 1, "", &["V101", "M106"]),
            ("1|3月4日—3月8日||王伟|J04||三次||一分半|||", 3, "1.5", &["V202", "V201", "V201"]),
            ("1|2月28日—3月2日||王伟|J04|||||||", 1, "", &["V102"]),
            ("1|2025-03-08||王伟|J04||'3.0||(2)|||", 3, "-2", &["V201", "V201"]),
            ("1|2025-03-08||王伟|J04||85%||85%|||", 1, "", &["V105", "V103"]),
            ("1|2025-03-08||王伟|J04||3分||3次|||", 1, "", &["V103", "V103"]),
            ("1|2025-03-08||王伟|K01||||扣2分|||", 1, "-2", &["V201"]),
            ("1|2025-03-08||王伟|K01||||加2分|||", 1, "", &["V109"]),
            // a product says how often, where nothing else does
            ("1|2025-03-08||王伟|J04||||2次×1.5|||", 2, "3", &["V201"]),
            ("1|2025-03-08||王伟|J04||2||2次×1.5|||", 2, "3", &["V201"]),
            ("1|2025-03-08||王伟|J04||3||2次×1.5|||", 3, "", &["V109"]),
            ("1|2025-03-08||王伟|J04||||2×3|||", 1, "", &["V103"]),
            ("1|2025-03-08||王伟|J04||3||2×3|||", 3, "6", &["V201"]),
            // on a veto line figures say nothing
            ("1|2025-03-08||王伟|V01||多||若干|||", 1, "", &[]),
        ] {
            let (entry, found) = line(row);
            let points = entry.stated.map(|points| points.to_string()).unwrap_or_default();
            assert_eq!((entry.quantity, points.as_str(), found.as_slice()), (quantity, stated, codes), "{row}");
        }
    }

    #[test]
    fn a_step_is_taken_where_its_column_says_so() {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 6, 30);
        for (written, taken, codes) in [
            ("2025-06-30", StepTaken::Yes(day), &[][..]),
            ("'2025.6.30", StepTaken::Yes(day), &["V201"]),
            ("已通过", StepTaken::Yes(None), &["V108"]),
            ("√", StepTaken::Yes(None), &["V108"]),
            ("", StepTaken::No, &[]),
            ("—", StepTaken::No, &[]),
            ("未通过", StepTaken::No, &[]),
            ("待定", StepTaken::No, &[]),
            ("否", StepTaken::No, &[]),
            ("×", StepTaken::No, &[]),
            ("#N/A", StepTaken::No, &["V104"]),
        ] {
            let (entry, found) = line(&format!("1|2025-03-08||王伟|Z02||1|||调解|李秀英|{written}"));
            assert_eq!((entry.steps[1], found.as_slice()), (taken, codes), "{written}");
        }
    }
}
