//! V303: a cell holds none of the words or signs that it may.

use crate::model::{Code, Example, Severity, Verdict};

/// V303: a cell holds none of the words or signs that it may.
pub static CODE: Code = Code {
    id: "V303",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "填的字样不认识",
    why: "这一格只能填规定的记号或词，写的是别的，看不懂是什么意思，没有使用。",
    mend: "请改成规定的记号或词。",
    bad: Example::Told("出勤表的一格写了「★」，办法里没有这个记号。"),
    good: Example::Told("出勤表里只用办法规定的记号。"),
};
