//! A104: programme_start is not set; the year was counted as the first.

use crate::model::{Code, Example, Severity, Verdict};

/// A104: programme_start is not set; the year was counted as the first.
pub static CODE: Code = Code {
    id: "A104",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "没有写起始年度",
    why: "各等次的名额比例可能一年与一年不同，要知道今年是实行积分制的第几年。没有写从哪一年开始，就按第一年计算。",
    mend: "今年就是第一年的，可以不管。不是的，请在 jifen.toml 里写上开始的年份，例如 programme_start = 2024。",
    bad: Example::Told(
        "township-stars 从 2024 年开始实行，jifen.toml 里没有 programme_start，\
           2025 年按第一年的比例给了名额。",
    ),
    good: Example::Told("jifen.toml 里写着 programme_start = 2024，2025 年按第二年的比例给名额。"),
};
