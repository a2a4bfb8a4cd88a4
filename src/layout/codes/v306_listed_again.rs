//! V306: a table lists a member, or what its keys tell apart, twice.

use crate::model::{Code, Example, Severity, Verdict};

/// V306: a table lists a member, or what its keys tell apart, twice.
pub static CODE: Code = Code {
    id: "V306",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "同一名党员写了两行",
    why: "这张表一名党员（一个季度、一名评委……）只能有一行，写了两行不知道该用哪一行，这几行都没有使用；另一个文件里照抄一遍的，用前面的一行。",
    mend: "请核对后删去一行；同名的党员，请在「编号」栏写明是哪一位。",
    bad: Example::Told("出勤表里同一名党员写了两行，记号不一样。"),
    good: Example::Told("出勤表里每名党员一行。"),
};
