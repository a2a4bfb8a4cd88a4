//! M131: the probation of a member has ended or is about to.

use crate::model::{Code, Example, Severity, Verdict};

/// M131: the probation of a member has ended or is about to.
pub static CODE: Code = Code {
    id: "M131",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "预备期到了或快到了",
    why: "预备期为一年，从入党时间算起（花名册写了预备期延长到哪一天的，算到那一天）；这位党员的预备期到统计截止日已满，花名册上还是预备党员。用 --date 写明截止日的，两个月内就满的也说。",
    mend: "请按时讨论转正：已经转正的，把「党员类别」改成「正式」，填上转正时间；延长预备期的，写明延长到哪一天。",
    bad: Example::Told("统计 2025 年，李建国是预备党员，入党时间是 2024-07-01，没有写转正时间。"),
    good: Example::Told("统计 2025 年，李建国是预备党员，入党时间是 2025-07-01。"),
};
