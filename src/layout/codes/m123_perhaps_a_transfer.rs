//! M123: who left one branch and who came to another may be one person.

use crate::model::{Code, Example, Severity, Verdict};

/// M123: who left one branch and who came to another may be one person.
pub static CODE: Code = Code {
    id: "M123",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "可能是调动的同一个人",
    why: "一个支部转出、另一个支部差不多同时转入的两个人同名，可是花名册里没有身份证号，出生年月、入党时间也没有写全，看不出是不是同一个人，\
           没有当作调动。不影响得分。",
    mend: "请在两边的花名册里写全「出生年月」「入党时间」；不是同一个人的，不用管。",
    bad: Example::Told(
        "李建国 2025-06-20 从东河村党支部转出，同一天有一位李建国转入西河村党支部，那边没有写出生年月。",
    ),
    good: Example::Told(
        "李建国 2025-06-20 从东河村党支部转出，同一天有一位李建国转入西河村党支部，两边的出生年月、入党时间都写了，是同一个人。",
    ),
};
