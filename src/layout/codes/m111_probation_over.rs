//! M111: the roster calls probationary who is a full member by its own date.

use crate::model::{Code, Example, Severity, Verdict};

/// M111: the roster calls probationary who is a full member by its own date.
pub static CODE: Code = Code {
    id: "M111",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "预备党员已到转正时间",
    why: "花名册把这位党员写成「预备」，写的转正时间却不晚于期末，「党员类别」可能没有及时改。",
    mend: "请查档案：已经按期转正的，把「党员类别」改成「正式」；延长预备期的，把转正时间改对或空着。",
    bad: Example::Told("计算 2025 年的积分，花名册里李建国的「党员类别」是「预备」，「转正时间」是 2025-07-01。"),
    good: Example::Told("计算 2025 年的积分，花名册里李建国的「党员类别」是「正式」，「转正时间」是 2025-07-01。"),
};
