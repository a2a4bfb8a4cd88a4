//! P703: a publicity ended before it began, or begins after the report date.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P703` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P703",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "公示的日期不对",
    why: "公示不会在开始以前结束；写了 --date（统计截止日）的，也不会晚于那一天才开始。",
    mend: "请核对公示登记的开始日期、结束日期，多半是年份或者两栏写反了。",
    bad: Example::Told("公示登记写着 2026-01-16 开始，2026-01-12 结束。"),
    good: Example::Told("公示登记写着 2026-01-12 开始，2026-01-16 结束。"),
};
