//! P502: an objection does not say all that it has to.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P502` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P502",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议没有写全",
    why: "一条异议要写明支部、党员、异议内容、提出日期；已经处理的，还要写明处理日期、处理人和处理说明。",
    mend: "请查异议的记录，补上缺的；看不懂的那一格照提示改写。",
    bad: Example::Told("异议表里有一条：王伟，J04，2025-05-12，不成立，没有写处理人和处理说明。"),
    good: Example::Told("异议表里有一条：王伟，J04，2025-05-12，不成立，2026-01-12，支部委员会，查了派工单。"),
};
