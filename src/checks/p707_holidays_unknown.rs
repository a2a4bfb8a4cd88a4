//! P707: the working days of a year cannot be told.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P707` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P707",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "工作日算不准",
    why: "工作日要按国务院办公厅每年公布的放假安排算。程序里有 2025、2026 两年的；别的年份没有，只除去了周六、周日，节日和调休没有算进去。",
    mend: "请按这一年的放假通知写一份「节假日.csv」，栏目是日期、类别（休或班）、名称，放在报表旁边。",
    bad: Example::Told("公示从 2027-01-11 开始，没有 2027 年的节假日表。"),
    good: Example::Told("公示从 2026-01-12 开始，节假日表里有 2026 年。"),
};
