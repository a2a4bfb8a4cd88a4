//! P501: an objection is about what is not there.

use crate::model::{Code, Example, Severity, Verdict};

/// What `jifen explain P501` says. The township's run raises it.
pub static CODE: Code = Code {
    id: "P501",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "异议说的找不到",
    why: "异议表里的支部、党员、项目或者登记，在这次汇总的表里没有找到，或者不止一个，不能核对。",
    mend: "请照花名册和登记改正异议表；说不清是哪一条的，补上编号，或者「工作表」和「单元格」。",
    bad: Example::Told("登记里没有孙悦这个人，异议表里有一条：孙悦，J04，2025-05-12，当天没有参加。"),
    good: Example::Told(
        "登记里有王伟 2025-05-12 的 J04，异议表里有一条：王伟，J04，2025-05-12，当天没有参加，不成立。",
    ),
};
