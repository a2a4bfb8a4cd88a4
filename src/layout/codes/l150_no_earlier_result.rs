//! L150: what was named as an earlier year is no result of ours, or is damaged.

use crate::model::{Code, Example, Severity, Verdict};

/// L150: what was named as an earlier year is no result of ours, or is damaged.
pub static CODE: Code = Code {
    id: "L150",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "以前年度的结果用不上",
    why: "--previous（或配置文件的 previous）所写的文件不是 jifen 写出的结果，或者不完整，或者文件夹里没有、有几个「结果.json」；与上一年的比较、连续几年的判断都没有用到它。",
    mend: "请核对写的是不是那一年「汇总结果」文件夹里的「结果.json」；文件坏了的，从归档里再取一份；文件夹里有几个的，直接写那一个文件的位置。",
    bad: Example::Told("previous = \"2024年汇总\"，文件夹里没有「结果.json」。"),
    good: Example::Told("previous = \"2024年汇总\"，文件夹里有 2024 年的「结果.json」。"),
};
