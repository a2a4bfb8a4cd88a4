//! L151: a result is not of a whole year before the period.

use crate::model::{Code, Example, Severity, Verdict};

/// L151: a result is not of a whole year before the period.
pub static CODE: Code = Code {
    id: "L151",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "不是以前年度的结果",
    why: "所写的结果是本年、以后年度的，或者只是一个月、一个季度、半年的，不能当作以前的一年来比较，没有用到。",
    mend: "请换成以前年度全年的「结果.json」；拿错了的，从 previous 里去掉。",
    bad: Example::Told("统计 2025 年，previous 写的是 2025 年的「结果.json」。"),
    good: Example::Told("统计 2025 年，previous 写的是 2024 年的「结果.json」。"),
};
