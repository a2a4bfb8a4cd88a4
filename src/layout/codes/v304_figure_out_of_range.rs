//! V304: a figure is less or more than its column allows.

use crate::model::{Code, Example, Severity, Verdict};

/// V304: a figure is less or more than its column allows.
pub static CODE: Code = Code {
    id: "V304",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "数超出范围",
    why: "这一栏的数有上限或下限，写的数超出了，没有使用。",
    mend: "请查原始记录后改正。",
    bad: Example::Told("测评表里 100 分满分的一栏写了 105。"),
    good: Example::Told("测评表里的分数都在 0 到 100 之间。"),
};
