//! P702: a publicity did not last as many working days as it has to.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P702` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P702",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "公示的工作日不够",
    why: "公示一般不少于 5 个工作日（[publicity] 的 days 可以改）。节假日不算，周末调休上班的算，起始当日计入。",
    mend: "请核对公示登记的开始日期、结束日期；确实不够的，延长公示，把结束日期改过来。",
    bad: Example::Told("公示登记写着 2026-01-12 至 2026-01-14，只有 3 个工作日。"),
    good: Example::Told("公示登记写着 2026-01-12 至 2026-01-16，正好 5 个工作日。"),
};
