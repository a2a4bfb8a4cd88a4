//! M122: a member left one branch and stands in another without the day of coming.

use crate::model::{Code, Example, Severity, Verdict};

/// M122: a member left one branch and stands in another without the day of coming.
pub static CODE: Code = Code {
    id: "M122",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "没有写转入时间",
    why: "党员从一个支部转出，另一个支部的花名册里有他，却没有写哪一天转入的，看上去像一直在新支部。",
    mend: "请在新支部的花名册里填上「转入时间」，一般就是从老支部转出的那一天。",
    bad: Example::Told(
        "李建国在东河村党支部的花名册里 2025-06-20 转出，西河村党支部的花名册里也有他，没有写转入时间。",
    ),
    good: Example::Told("李建国在东河村党支部的花名册里 2025-06-20 转出，在西河村党支部的花名册里 2025-06-20 转入。"),
};
