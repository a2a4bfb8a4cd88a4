//! L122: the archive is of another year than the one before the period.

use crate::model::{Code, Example, Severity, Verdict};

/// L122: the archive is of another year than the one before the period.
pub static CODE: Code = Code {
    id: "L122",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "档案不是上一年度的",
    why: "档案标题上的年份不是统计年度的前一年；拿错了档案，连续两年、跨年度连续几个月的判断都会错。",
    mend: "请换成上一年度的档案；没有拿错，只是标题写错的，改正标题。",
    bad: Example::Told("统计 2025 年，档案的标题是「清河镇2023年度档案」。"),
    good: Example::Told("统计 2025 年，档案的标题是「清河镇2024年度档案」。"),
};
