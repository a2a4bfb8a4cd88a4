//! P601: an entry of a closed period was added after its closing.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P601` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P601",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "结账以后补记的",
    why: "这一条的日期在已经结账的期间里，结账时保存的结果里没有它。照旧按办法计分，只是请人看一看：补记有没有经过同意。",
    mend: "问明为什么结账以后才记；同意补记的，在会议记录里写明，需要的重新公示并重新结账；不同意的，请支部删去。",
    bad: Example::Told("一季度结账以后，支部在 2 月又添了一条登记。"),
    good: Example::Told("一季度结账以后，支部只添了 4 月的登记。"),
};
