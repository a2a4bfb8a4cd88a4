//! L107: two workbooks are of one branch, and their entries overlap in months.

use crate::model::{Code, Example, Severity, Verdict};

/// L107: two workbooks are of one branch, and their entries overlap in months.
pub static CODE: Code = Code {
    id: "L107",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "两份文件月份重叠",
    why: "同一个支部有两份工作簿，记录的月份有重叠，同一件事可能算了两遍。\
           花名册和登记都一样、只是另存过的，只提醒，算一份。",
    mend: "请向支部问清以哪一份为准，只留下那一份，或者在组织表的「文件」（jifen.toml 的 file）里写明用哪一份。两份都要的，把记录合到一份里，重复的行删掉。",
    bad: Example::Told(
        "文件夹里有「东河村.xlsx」和「东河村（修改）.xlsx」，标题都是东河村党支部，\
           两份里都有 2025 年 3 月的记录。",
    ),
    good: Example::Told(
        "文件夹里只留「东河村（修改）.xlsx」；或者两份各记各的月份，一份记 1 月至 6 月，\
           一份记 7 月至 12 月。",
    ),
};
