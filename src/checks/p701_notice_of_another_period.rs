//! P701: a notice was posted up for a period that is not due.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P701` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P701",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "公示表不是这一期的",
    why: "公示表写的期间和这次统计的期间不一样：张贴出去的可能是去年、上一季度的结果。",
    mend: "请核对公示表的标题。贴着的是以前的，换成这一期的；以前各期的公示表，移到别的文件夹存档。",
    bad: Example::Told("统计 2025 年，报表文件夹里有一份「清河镇2024年党员积分公示」。"),
    good: Example::Told("统计 2025 年，公示表的标题是「清河镇2025年党员积分公示」。"),
};
