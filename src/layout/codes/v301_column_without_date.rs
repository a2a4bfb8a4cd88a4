//! V301: a column of signs has no date above it.

use crate::model::{Code, Example, Severity, Verdict};

/// V301: a column of signs has no date above it.
pub static CODE: Code = Code {
    id: "V301",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "记号栏上方没有日期",
    why: "这一栏的记号不知道是哪一天、哪个月的，整栏没有读取。",
    mend: "请在这一栏的表头写上日期（按月填的写月份），例如 2025-03-15。",
    bad: Example::Told("出勤表的一栏，表头没有写日期，下面填了 √ 和 ×。"),
    good: Example::Told("出勤表每一栏的表头都写了日期。"),
};
