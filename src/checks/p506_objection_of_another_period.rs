//! P506: an objection is about another period.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P506` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P506",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "异议说的是别的期间",
    why: "异议说的登记不在这次统计的期间里，没有核对。",
    mend: "说的是以前期间的，可以不管；日期写错的，请改正异议表。",
    bad: Example::Told("统计 2025 年，异议表里有一条说的是 2024-05-12 的登记。"),
    good: Example::Told("统计 2025 年，异议表里有一条说的是 2025-05-12 的登记。"),
};
