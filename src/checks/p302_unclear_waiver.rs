//! P302: a waiver does not say all that it has to.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P302` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P302",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "豁免没有写全",
    why: "一条豁免要写明是谁的哪一条登记、哪个问题、为什么、哪个会议哪一天同意的、计不计分。缺了其中一样，或者看不出说的是哪一条登记，这条豁免没有采用。",
    mend: "请查会议记录，在豁免表的这一条补全「支部」「党员」「代码」「项目」「日期」「处理」「原因」「批准（会议）」「批准日期」。",
    bad: Example::Told("豁免表里有一条：王伟，J04，2025-05-12，代码 E304，处理「不计分」，没有写原因和批准日期。"),
    good: Example::Told(
        "豁免表里有一条：王伟，J04，2025-05-12，代码 E304，处理「不计分」，原因、批准和批准日期都写了。",
    ),
};
