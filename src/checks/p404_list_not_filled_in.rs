//! P404: a check list is not filled in, or not so that it can be used.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P404` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P404",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "抽查清单没有填好",
    why: "核查结果要写属实、不实或存疑，写明谁、哪一天核查的；不实和存疑的还要写说明，支部才知道怎样改。没有结果的登记等于没有抽查。",
    mend: "请核查人在抽查清单里补全；还没有去核查的，核查以后再填。",
    bad: Example::Told("抽查清单里抽中的一条登记，核查结果还空着。"),
    good: Example::Told("抽查清单里抽中的登记都填了核查结果、核查人和核查日期。"),
};
