//! P604: the score of a closed period is another one, and no entry says why.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P604` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P604",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "结账的得分、等次与现在算的不同",
    why: "该期的登记没有变，按现在的表和规则集再算，得分或等次却与结账时不同：改的是花名册、评议等其他表、豁免、决定，或者换了规则集。",
    mend: "看结账以后花名册、其他表和规则集改了什么；改得对的，需要的重新公示并重新结账。",
    bad: Example::Told("一季度结账以后换了规则集，同样的登记算出不同的分。"),
    good: Example::Told("一季度结账以后规则集没有换。"),
};
