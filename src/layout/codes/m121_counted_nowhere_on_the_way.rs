//! M121: more than a month lies between leaving and coming.

use crate::model::{Code, Example, Severity, Verdict};

/// M121: more than a month lies between leaving and coming.
pub static CODE: Code = Code {
    id: "M121",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "转出到转入超过一个月",
    why: "同一名党员从老支部转出，一个多月以后才转入新支部，中间这一段哪个支部都没有算他。",
    mend: "请按组织关系介绍信查清日期；日期写错了的改好；确实拖了这么久的，这一段由哪个支部管理，请两个支部商定。",
    bad: Example::Told("李建国在东河村党支部的花名册里 2025-03-20 转出，在西河村党支部的花名册里 2025-06-20 转入。"),
    good: Example::Told("李建国在东河村党支部的花名册里 2025-06-01 转出，在西河村党支部的花名册里 2025-06-20 转入。"),
};
