//! V302: a cell that has to be filled in is empty.

use crate::model::{Code, Example, Severity, Verdict};

/// V302: a cell that has to be filled in is empty.
pub static CODE: Code = Code {
    id: "V302",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "该填的空着",
    why: "这一格按办法必须填写，空着就不知道是什么情况。",
    mend: "请查原始记录后补填。",
    bad: Example::Told("出勤表里有一名党员，某次会议的一格空着。"),
    good: Example::Told("出勤表里每名党员每次会议都填了记号。"),
};
