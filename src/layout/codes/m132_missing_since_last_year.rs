//! M132: a member of last year stands in no roster of this year.

use crate::model::{Code, Example, Severity, Verdict};

/// M132: a member of last year stands in no roster of this year.
pub static CODE: Code = Code {
    id: "M132",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "上年在册的人今年不见了",
    why: "上一年年末计入党员总数的人，今年各支部的花名册里都没有，也没有写转出或去世；可能是漏列，也可能是转走了没有登记。",
    mend: "请查党员名册：漏列的补上；转走的，在花名册里照列，填上「转出时间」（去世的填「去世时间」）。",
    bad: Example::Told("2024 年的「结果.json」里有东河村党支部的李建国，2025 年的花名册里没有他。"),
    good: Example::Told("2025 年的花名册里李建国写着「转出时间」2025-06-01。"),
};
