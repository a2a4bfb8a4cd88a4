//! R801: a rule set without tests.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};

/// R801: a rule set without tests.
pub static CODE: Code = Code {
    id: "R801",
    severity: Severity::Note,
    title: "规则集没有带测试",
    why: "没有测试的规则集，改了一处，不知道别处算得对不对。",
    mend: "把办法里的例子写成 [[test]]：登记几行，写明应得多少分。",
    bad: Example::Rules(
        r#"test = []
"#,
    ),
    good: Example::Rules(
        r#"[[test]]
title = "没有登记"
expect = { "张三" = { score = "0" } }
"#,
    ),
    verdict: Verdict::Counted,
};

/// Whether there are any tests.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let is_bare = lens.rules.tests.is_empty();
    is_bare.then(|| Lint::new(&CODE, Subject::whole(lens.rules), "没有一个 [[test]]。")).into_iter().collect()
}
