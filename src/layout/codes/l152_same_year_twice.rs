//! L152: the same earlier year was named more than once.

use crate::model::{Code, Example, Severity, Verdict};

/// L152: the same earlier year was named more than once.
pub static CODE: Code = Code {
    id: "L152",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "同一年给了几份",
    why: "同一个以前年度给了几份档案或结果，内容可能不一样，程序不能替人挑，这一年的都没有用到。",
    mend: "请只留一份：有「结果.json」的用它；上一年的结果后来改过的，用改正以后重新汇总的那一份。",
    bad: Example::Told("previous 里写了两份 2024 年的「结果.json」，一份是初稿，一份是改正后的。"),
    good: Example::Told("previous 里 2024 年的「结果.json」只写一份。"),
};
