//! P402: an entry that was drawn could not be confirmed.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P402` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P402",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "抽查存疑",
    why: "去支部核查过，材料不全，或者说法不一，还不能认定属实。登记照旧计分。",
    mend: "请支部补材料、作说明，由核查人再核，在抽查清单里改为「属实」或者「不实」。",
    bad: Example::Told("抽查清单里这条登记的核查结果填的是「存疑」。"),
    good: Example::Told("抽查清单里这条登记的核查结果填的是「属实」。"),
};
