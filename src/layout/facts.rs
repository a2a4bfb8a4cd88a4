//! Facts of members that the rule set asks for: 类别, 支委, 部门, in columns of its own.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::cells::{Reader, shown};
use super::codes::V106;
use super::dates::{Written, read_date};
use crate::model::text::compact;
use crate::model::{FactValue, Field, Points, Severity};
use crate::rules::{Holds, MemberFact, RuleSet};

/// What a row of the roster says of each fact, in the rule set's order.
pub fn read_facts(row: &mut Reader<'_>, rules: &RuleSet) -> Vec<Option<FactValue>> {
    rules.member_facts.iter().enumerate().map(|(index, fact)| read_fact(row, index, fact)).collect()
}

fn read_fact(row: &mut Reader<'_>, index: usize, fact: &MemberFact) -> Option<FactValue> {
    let field = Field::Fact(index);
    let title = &fact.title;
    if let Some(word) = row.bare_text(field).and_then(|text| fact.choice(&text)) {
        // 「无」 says that there is nothing, but not where it is one of the words to choose from.
        return Some(FactValue::Choice(word));
    }
    if row.cell(field).is_none() {
        if let Some(empty) = &fact.empty {
            return value_in(fact, empty);
        }
        // Where the whole column is missing, the header's diagnostic has said so.
        if fact.required && row.form.columns.contains_key(&field) {
            let message = format!("没有写「{title}」，与它有关的规定用不上这一位。");
            row.problem(field, V106.says(message).advise(advice(fact)).as_severity(Severity::Error));
        }
        return None;
    }
    if fact.holds == Holds::Date {
        return day(row, field, title).map(FactValue::Day);
    }
    let text = row.text(field)?;
    let value = if fact.holds.is_figure() { figure(row, field, fact, &text) } else { value_in(fact, &text) };
    if value.is_none() {
        let found = row.cell(field).map(shown).unwrap_or_default();
        let message = format!("「{title}」写的是「{}」，看不懂，暂按没有填处理。", found.trim());
        let problem = V106.says(message).found(&found).advise(advice(fact));
        // Without it the rules cannot tell what holds for the member.
        row.problem(field, if fact.required { problem.as_severity(Severity::Error) } else { problem });
    }
    value
}

/// A figure of its cell, within its bounds; or the word that may stand instead.
fn figure(row: &mut Reader<'_>, field: Field, fact: &MemberFact, text: &str) -> Option<FactValue> {
    if fact.word_instead(text).is_some() {
        return value_in(fact, text);
    }
    let before = row.problems.len();
    let figure = row.points(field).ok().flatten().filter(|figure| fact.allows(*figure));
    row.problems.truncate(before);
    figure.map(FactValue::Figure)
}

/// What a text says of a fact, as it would stand in a cell.
fn value_in(fact: &MemberFact, text: &str) -> Option<FactValue> {
    if let Some(word) = fact.word_instead(text) {
        return Some(FactValue::Text(word.to_owned()));
    }
    match fact.holds {
        Holds::Choice => fact.choice(text).map(FactValue::Choice),
        Holds::Date => match read_date(text, None)? {
            Written::Day(day) => Some(FactValue::Day(day)),
            Written::Month(..) => None,
        },
        holds if holds.is_figure() => {
            let figure = Points::from_decimal(text.parse::<Decimal>().ok()?)?;
            fact.allows(figure).then_some(FactValue::Figure(figure))
        }
        _ => Some(FactValue::Text(compact(text))),
    }
}

/// A day; where only the month is written, its first.
fn day(row: &mut Reader<'_>, field: Field, title: &str) -> Option<NaiveDate> {
    let before = row.problems.len();
    let written = row.date(field)?;
    let found = row.cell(field).map(shown).unwrap_or_default();
    match written {
        Ok(Written::Day(day)) => Some(day),
        Ok(Written::Month(year, month)) => {
            row.problems.truncate(before);
            let message = format!("{title}只写到 {year} 年 {month} 月，暂按当月 1 日处理。");
            row.problem(field, V106.says(message).found(&found).advise("请查档案后写明是哪一天。"));
            NaiveDate::from_ymd_opt(year, month, 1)
        }
        Err(found) => {
            let message = format!("{title}「{}」看不懂，暂按没有填处理。", found.trim());
            row.problem(field, V106.says(message).found(&found).advise("请查档案后改好，写成 2025-03-15 这样。"));
            None
        }
    }
}

/// How the cell is properly filled in.
fn advice(fact: &MemberFact) -> String {
    let words: Vec<String> = fact.one_of.iter().map(|word| format!("「{}」", word.title)).collect();
    match words.as_slice() {
        [] => format!("请查明后填好「{}」。", fact.title),
        words => format!("「{}」请写{}之一。", fact.title, words.join("")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::layout::{Columns, Hints, recognise};
    use crate::rules::load;
    use crate::workbook::{Original, Workbook, sketch};

    /// The facts of a roster's members, with codes and cells of what is wrong.
    fn facts(drawing: &str) -> (Vec<Vec<Option<FactValue>>>, Vec<String>) {
        let rules = load(include_str!("../../tests/rules/classified.toml")).unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let hints = Hints { columns, township: None, year: Some(2025), pins: Vec::new() };
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
        let mut read = recognise(&workbook, &rules, &hints);
        let told = read.diagnostics.iter().filter(|problem| problem.code.id != "L101");
        let told = told.map(|problem| format!("{} {}", problem.code.id, problem.cells.unwrap())).collect();
        (read.parts.remove(0).members.into_iter().map(|member| member.facts).collect(), told)
    }

    #[test]
    fn each_fact_is_read_as_what_it_holds() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 1);
        let text = |text: &str| Some(FactValue::Text(text.into()));
        let (choice, date) = (|index| Some(FactValue::Choice(index)), day.map(FactValue::Day));
        for (row, expected, problems) in [
            ("在职|是|书记||2025-03-01", [choice(0), choice(0), text("书记"), None, date.clone()], &[][..]),
            ("退 休|||—|'2025.3.1", [choice(1), choice(1), None, None, date.clone()], &["V201 H2"]),
            (
                "在岗|也许||去年|'2025年3月",
                [None, None, None, None, date],
                &["V106 D2", "V106 E2", "V106 G2", "V106 H2"],
            ),
            ("||||", [None, choice(1), None, None, None], &["V106 D2"]),
        ] {
            let (read, told) = facts(&format!(
                "# 花名册\n序号|姓名|性别|党员分类|是否支委|职务|原支部在册起|外出时间\n1|王伟|男|{row}"
            ));
            assert_eq!(read, [expected], "{row}");
            assert_eq!(told, problems, "{row}");
        }
    }

    #[test]
    fn a_column_that_is_asked_for_and_not_there_is_told_once() {
        let (read, told) = facts("# 花名册\n序号|姓名|性别|出生年月\n1|王伟|男|\n2|李秀英|女|");
        assert_eq!(read[0], [None, Some(FactValue::Choice(1)), None, None, None]);
        assert_eq!(told, ["L105 A1:D1"]);
    }
}
