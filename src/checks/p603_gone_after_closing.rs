//! P603: an entry of a closed period is not there any more.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P603` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P603",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "结账以后不见了的",
    why: "结账时保存的结果里有这一条登记，现在的报表里没有党员、项目、日期和内容都对得上的了。指的是这名党员在花名册里的那一格。",
    mend: "问明为什么删；误删的请支部补回；删得对的，需要的重新公示并重新结账。",
    bad: Example::Told("一季度结账以后，支部删去了 3 月的一条登记。"),
    good: Example::Told("一季度结账以后，支部只添了 4 月的登记。"),
};
