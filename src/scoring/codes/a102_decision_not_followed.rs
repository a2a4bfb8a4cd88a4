//! A102: a decision cannot be followed.

use crate::model::{Code, Example, Severity, Verdict};

/// A102: a decision cannot be followed.
pub static CODE: Code = Code {
    id: "A102",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "决定无法照办",
    why: "决定里的这名党员在这一等次并没有待定，或者授予的人比留下的名额多，或者找不到所写的人或等次。\
           这项决定没有照办。",
    mend: "请对照结果里待党员大会决定的名单和名额，把决定表里的支部、姓名、等次和「授予」「不授予」改对。",
    bad: Example::Told("东河村党支部只有 1 个五星名额，王秀兰和李建国并列待定；决定表里给两个人都写了「授予」。"),
    good: Example::Told("决定表里王秀兰写「授予」，李建国写「不授予」。"),
};
