//! P504: an objection has not been settled.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P504` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P504",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议还没有处理",
    why: "公示以后收到的异议要查清楚、作出处理，才能定案。",
    mend: "请查实以后，在异议表里写上处理、处理日期、处理人和处理说明。",
    bad: Example::Told("异议表里有一条：王伟，J04，2025-05-12，当天没有参加，2026-01-08 提出，处理空着。"),
    good: Example::Told("异议表里有一条：王伟，J04，2025-05-12，当天没有参加，2026-01-08 提出，处理写着不成立。"),
};
