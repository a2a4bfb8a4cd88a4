//! E101: the line is dated outside the period.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict, When};

/// What `jifen explain E101` says.
pub static CODE: Code = Code {
    id: "E101",
    severity: Severity::Warning,
    verdict: Verdict::Excluded,
    title: "日期不在本期",
    why: "这一条发生在别的年度，不计入本期积分。",
    mend: "日期写错的，请改正；确是别的年度的事，请从本期登记中移走。",
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
    Some(CODE.says(message).at(entry.cell(Field::Date)).found(&when.to_string()))
}
