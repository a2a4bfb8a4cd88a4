//! P706: a row of the register of publicity does not say what it has to.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P706` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P706",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "公示登记没有写全",
    why: "一次公示要写明范围、期间、开始日期、结束日期；缺了的，或者看不懂的，这一行没有核对。",
    mend: "请在公示登记的这一行补全「范围」「期间」「开始日期」「结束日期」，日期写 2026-01-12 这样的。",
    bad: Example::Told("公示登记有一行：第一次，全乡镇，2025，开始日期「元旦后」。"),
    good: Example::Told("公示登记有一行：第一次，全乡镇，2025，2026-01-12 至 2026-01-16。"),
};
