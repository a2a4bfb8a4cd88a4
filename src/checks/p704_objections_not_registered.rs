//! P704: the register of publicity counts other objections than the register of objections.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P704` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P704",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议的件数对不上",
    why: "公示登记里收到的每一件异议，在异议登记里都要有一条，写明怎样处理；件数不一样，就有异议没有登记，或者多记了。",
    mend: "请核对公示登记的「异议件数」和异议登记，把漏的补上。",
    bad: Example::Told("公示登记写着收到异议 2 件，异议登记里一条也没有。"),
    good: Example::Told("公示登记写着收到异议 0 件，没有异议登记。"),
};
