//! R802: a test of the rule set that fails.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};

/// R802: a test of the rule set that fails.
pub static CODE: Code = Code {
    id: "R802",
    severity: Severity::Error,
    title: "测试没有通过",
    why: "规则集里的测试写明了应得的结果，按规则算出来不是这样：规则错了，或者测试错了。",
    mend: "核对规则和测试；jifen rules test 说明每一处不同。",
    bad: Example::Told("测试写着王伟应得 81 分，按规则算出 80 分。"),
    good: Example::Told("测试写着王伟应得 80 分，按规则算出也是 80 分。"),
    verdict: Verdict::Counted,
};

/// What does not come out as the tests say.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let told = lens.failed.iter().map(|failed| {
        let subject = Subject::new("test", "title", &failed.title, "测试", "");
        Lint::new(&CODE, subject, failed.says.join("；"))
    });
    told.collect()
}
