//! P401: an entry that was drawn was found untrue.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P401` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P401",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "抽查查明不实",
    why: "去支部核查过，没有这件事，或者次数、级别、日期与事实不符。程序不替人改分：支部没有改正以前，这条登记照旧计分，结果标为试算。",
    mend: "请支部按核查结果改正或删去这条登记，再报一次；核查有误的，由核查人在抽查清单里改正结果。",
    bad: Example::Told("抽查清单里这条登记的核查结果填的是「不实」，支部还没有改。"),
    good: Example::Told("抽查清单里这条登记的核查结果填的是「属实」。"),
};
