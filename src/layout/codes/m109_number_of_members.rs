//! M109: the roster has more or fewer members than the township expects.

use crate::model::{Code, Example, Severity, Verdict};

/// M109: the roster has more or fewer members than the township expects.
pub static CODE: Code = Code {
    id: "M109",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "党员总数与掌握的不符",
    why: "花名册期末在册的人数与乡镇掌握的党员总数不同。名额按花名册的人数计算，多一人少一人都可能影响评星。",
    mend: "请核对花名册有没有漏人、多人，转入、转出、去世的时间有没有填；乡镇的数不对的，改组织表的「党员数」或 jifen.toml 里的 members。",
    bad: Example::Told("jifen.toml 写明东河村党支部 members = 3，花名册里期末在册的只有 2 人。"),
    good: Example::Told("jifen.toml 写明东河村党支部 members = 2，花名册里期末在册的正是 2 人。"),
};
