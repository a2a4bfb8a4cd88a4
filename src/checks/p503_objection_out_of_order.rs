//! P503: the days of an objection cannot be so.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P503` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P503",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议的日期先后不对",
    why: "先有登记，后有异议；先有异议，后有处理。日期的先后不对，说明有一个日期写错了。",
    mend: "请对照异议的记录改正日期。",
    bad: Example::Told("异议表里有一条：2026-01-08 提出，2026-01-02 处理。"),
    good: Example::Told("异议表里有一条：2026-01-08 提出，2026-01-12 处理。"),
};
