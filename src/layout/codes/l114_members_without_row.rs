//! L114: members that are counted are missing in a table that has to list them.

use crate::model::{Code, Example, Severity, Verdict};

/// L114: members that are counted are missing in a table that has to list them.
pub static CODE: Code = Code {
    id: "L114",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "有党员没有填这张表",
    why: "这张表要求计入党员总数的每名党员都有一行，缺的党员相应的得分算不出来，结果暂为试算。",
    mend: "请把缺的党员补进表里；不是本支部党员的，请在花名册里写明转出时间。",
    bad: Example::Told("办法要求每名党员都有出勤，出勤表里少了一名党员。"),
    good: Example::Told("花名册里的党员，出勤表里都有一行。"),
};
