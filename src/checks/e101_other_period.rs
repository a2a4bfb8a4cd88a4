//! E101: the line is dated outside the period.

use super::Book;
use crate::layout::codes::V307;
use crate::model::{Code, Diagnostic, Entry, Example, Field, Period, Severity, Verdict, When, Window};

/// What `jifen explain E101` says.
pub static CODE: Code = Code {
    id: "E101",
    severity: Severity::Warning,
    verdict: Verdict::Excluded,
    title: "日期不在本期",
    why: "这一条发生在本期以外，不计入本期积分。",
    mend: "日期写错的，请改正；确是别的年度的事，请从本期登记中移走。只统计一个月、一个季度或半年的，同一年里别的月份的登记不用改。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2024-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the line's day lies outside the period. Such a line is not tested further.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let when = entry.when.filter(|when| !when.is_within(&book.period))?;
    let (from, to) = (book.period.from(), book.period.to());
    let message = match when {
        When::Day(day) => format!("{day} 不在本期（{from} 至 {to}）之内，这一条不计。"),
        When::Span(span) => format!("这是 {span} 的数，不全在本期（{from} 至 {to}）之内，这一格不计。"),
    };
    let said = CODE.says(message).at(entry.cell(Field::Date)).found(&when.to_string());
    // A year's workbook is as it should be, whatever part of the year is looked at.
    let is_other_part = book.period.months() < 12 && is_of_year(&when.to_string(), book.period.year());
    Some(if is_other_part {
        said.advise("在它自己的期间里计算，不用改；日期写错的才改。")
    } else {
        said
    })
}

/// Whether a problem only says that something lies in another part of the year: the workbook of a year is read for a
/// month, a quarter or half of it. Nobody has to do anything about it. `period` is the label of the run.
#[must_use]
pub fn is_of_other_part(period: &str, code: &str, value: Option<&str>) -> bool {
    let Some(period) = Period::parse(period).filter(|period| period.window() < Window::Year) else { return false };
    [CODE.id, V307.id].contains(&code) && value.is_some_and(|value| is_of_year(value, period.year()))
}

/// Whether a day or the label of a period lies in a year.
fn is_of_year(when: &str, year: i32) -> bool {
    when.strip_prefix(&year.to_string()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}
