//! E102: the line is dated after the report date.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};

/// What `jifen explain E102` says.
pub static CODE: Code = Code {
    id: "E102",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "日期还没有到",
    why: "日期晚于本次统计的截止日，事情还没有发生，不能先记分。",
    mend: "请核对日期；确实写错的，改成实际发生的那一天。",
    bad: Example::Told("本次统计到 2025-06-30 为止（--date 2025-06-30），积分登记里写着 2025-07-01 的志愿服务。"),
    good: Example::Told("同一份登记表，统计到 2025-12-31 为止；或者把写错的日期改成 2025-06-01。"),
};

/// Whether the line's day is later than the report date.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let date = entry.day().filter(|date| *date > book.report_date)?;
    let message = format!("{date} 晚于统计截止日 {}，事情还没有发生。", book.report_date);
    Some(CODE.says(message).at(entry.cell(Field::Date)).found(&date.to_string()))
}
