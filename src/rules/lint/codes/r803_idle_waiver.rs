//! R803: a waiver that waives nothing.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Waiver;
use crate::rules::lint::{Lens, Lint, Subject};

/// R803: a waiver that waives nothing.
pub static CODE: Code = Code {
    id: "R803",
    severity: Severity::Warning,
    title: "豁免没有用上",
    why: "写了豁免，却没有这样一个问题：问题已经改好，或者代码、对象写错了。留着它，将来的真问题会被盖住。",
    mend: "改好了的，去掉这个 [[waive]]；没有写对的，代码和对象照提示里写的写。",
    bad: Example::Rules(
        r#"[[waive]]
code = "R601"
of = "镇级"
reason = "留给下一年用"
"#,
    ),
    good: Example::Rules(
        r#"[[level]]
name = "镇级"
[[waive]]
code = "R601"
of = "镇级"
reason = "留给下一年用"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Found when all others are: see [`of`].
pub fn find(_: &Lens<'_>) -> Vec<Lint> {
    Vec::new()
}

/// The lints of waivers that nothing answers to.
pub fn of<'w>(idle: impl Iterator<Item = &'w Waiver>) -> Vec<Lint> {
    let lint = |waiver: &Waiver| {
        let about = if waiver.of.is_empty() { String::new() } else { format!("（{}）", waiver.of) };
        let subject = Subject::new("waive", "code", &waiver.code, "豁免", "");
        Lint::new(&CODE, subject, format!("没有发现 {}{about} 这个问题。", waiver.code))
    };
    idle.map(lint).collect()
}
