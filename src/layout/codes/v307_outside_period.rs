//! V307: a column or row is of another period.

use crate::model::{Code, Example, Severity, Verdict};

/// V307: a column or row is of another period.
pub static CODE: Code = Code {
    id: "V307",
    severity: Severity::Warning,
    verdict: Verdict::Excluded,
    title: "不在本期",
    why: "这一栏或这一行是别的期间的，没有使用。",
    mend: "日期写错的，请改正；确是别的期间的，可以不管。",
    bad: Example::Told("2025 年的出勤表里有一栏是 2024-12-20 的会议。"),
    good: Example::Told("2025 年的出勤表里都是 2025 年的会议。"),
};
