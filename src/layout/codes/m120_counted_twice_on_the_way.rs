//! M120: a member came to the new branch before leaving the old one.

use crate::model::{Code, Example, Severity, Verdict};

/// M120: a member came to the new branch before leaving the old one.
pub static CODE: Code = Code {
    id: "M120",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "转入早于转出",
    why: "同一名党员在新支部的转入时间早于在老支部的转出时间，中间这一段两个支部都算了他，积分也可能两边都记。",
    mend: "请按组织关系介绍信查清日期，两边改成一致的：转出和转入一般是同一天，或者只隔几天。",
    bad: Example::Told("李建国在东河村党支部的花名册里 2025-06-20 转出，在西河村党支部的花名册里 2025-05-20 转入。"),
    good: Example::Told("李建国在东河村党支部的花名册里 2025-06-20 转出，在西河村党支部的花名册里 2025-06-20 转入。"),
};
