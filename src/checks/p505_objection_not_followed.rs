//! P505: what was decided and what the workbook says differ.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P505` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P505",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议的处理和登记不一致",
    why: "异议成立的，支部要在自己的表里改正；不成立的，登记应当还在。现在的表和处理的结果不一致。登记异议本身不改得分。",
    mend: "请支部照处理的结果改正自己的表，或者改正异议表。",
    bad: Example::Told("异议表里王伟的 J04（2025-05-12）异议成立，登记仍计分。"),
    good: Example::Told("异议表里王伟的 J04（2025-05-12）异议不成立，登记仍计分。"),
};
