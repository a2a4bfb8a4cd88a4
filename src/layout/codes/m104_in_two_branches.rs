//! M104: the same person is in two branches' rosters.

use crate::model::{Code, Example, Severity, Verdict};

/// M104: the same person is in two branches' rosters.
pub static CODE: Code = Code {
    id: "M104",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "同一人在两个支部",
    why: "同一名党员列在两个支部的花名册里，又看不出是从哪边转到哪边，党员总数多算了一人，积分也分在两处。",
    mend: "请查清组织关系在哪个支部：转走的，在原支部花名册里填「转出时间」，在新支部花名册里填「转入时间」。列错的，\
           从那个支部的花名册里删掉。",
    bad: Example::Told(
        "东河村党支部和西河村党支部的花名册里都有李建国，出生年月、入党时间都相同，\
           两边都没有写转入时间和转出时间。",
    ),
    good: Example::Told(
        "东河村党支部的花名册写明李建国 2025-06-01 转出，\
           西河村党支部的花名册写明李建国 2025-06-01 转入。",
    ),
};
