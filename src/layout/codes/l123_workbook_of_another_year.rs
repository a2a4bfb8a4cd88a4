//! L123: a workbook of another year.

use crate::model::{Code, Example, Severity, Verdict};

/// L123: a workbook of another year.
pub static CODE: Code = Code {
    id: "L123",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "别的年度的表",
    why: "登记的日期十有八九在别的年度，标题写的也不是本年度，多半是把往年的表发来了。\
           逐条挑错没有意义，所以整个文件没有使用。",
    mend: "请换成本年度的表。确是本年度的事、只是年份写错了的，把标题和日期的年份改过来再报。",
    bad: Example::Told("统计 2025 年，「西河村.xlsx」的标题写的是 2024 年，24 条登记的日期都在 2024 年。"),
    good: Example::Told("「西河村.xlsx」的标题写的是 2025 年，登记的日期在 2025 年。"),
};
