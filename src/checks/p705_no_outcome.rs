//! P705: a publicity is over and its outcome is missing.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P705` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P705",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "没有写公示结果",
    why: "公示期满，要写明有没有异议、怎样处理；没有公示结果，不能说明程序走完了。",
    mend: "请在公示登记的「公示结果」写「无异议」，或者「有异议，已复核处理」。",
    bad: Example::Told("公示登记写着 2026-01-12 至 2026-01-16，统计截止日 2026-01-20，公示结果空着。"),
    good: Example::Told("公示登记写着 2026-01-12 至 2026-01-16，公示结果「无异议」。"),
};
