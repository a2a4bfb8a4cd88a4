//! R602: a figure or number that nothing uses.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::uses::{all_rules, mentions};
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Node, Ref};

/// R602: a figure or number that nothing uses.
pub static CODE: Code = Code {
    id: "R602",
    severity: Severity::Warning,
    title: "算式或数没有用到",
    why: "写了名称，却没有一条规则用它。改了它什么也不会变，容易让人以为改好了。",
    mend: "在规则里用它，或者去掉。",
    bad: Example::Rules(
        r#"[[number]]
id = "pass"
title = "合格线"
value = 60
article = "六"
mark = "原"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    good: Example::Rules(
        r#"[[number]]
id = "pass"
title = "合格线"
value = 60
article = "六"
mark = "原"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= pass"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < pass"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Figures that no rule asks for, unless they say something themselves; numbers in no formula.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let all = all_rules(rules);
    let is_used = |name: Ref| all.iter().any(|(_, _, rule)| mentions(rule, |other| other == name));
    let expected = |id: &str| rules.tests.iter().any(|test| test.expect.values().any(|of| of.contains_key(id)));
    let mut told = Vec::new();
    for (index, figure) in rules.figures.iter().enumerate() {
        let speaks = figure.cases.iter().any(|case| !case.error.is_empty() || !case.warning.is_empty());
        if !speaks && !is_used(Ref::Figure(index)) && !expected(&figure.id) {
            told.push(Lint::new(&CODE, Subject::node(rules, Node::Figure(index)), "没有一条规则用到它。"));
        }
    }
    for (index, number) in rules.numbers.iter().enumerate() {
        if !is_used(Ref::Number(index)) {
            let subject = Subject::new("number", "id", &number.id, "数", &number.article);
            let subject = Subject { label: format!("数「{}」", number.title), ..subject };
            told.push(Lint::new(&CODE, subject, "没有一条规则用到它。"));
        }
    }
    told
}
