//! R106: a condition that can never hold.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Rule;
use crate::rules::lint::firsts::{can_hold, is_constant};
use crate::rules::lint::uses::{Use, all_rules, asks_unknown_grade};
use crate::rules::lint::{Lens, Lint};

/// R106: a condition that can never hold.
pub static CODE: Code = Code {
    id: "R106",
    severity: Severity::Warning,
    title: "条件永远不成立",
    why: "条件里的几部分互相矛盾，无论什么数都不能同时成立，这一条等于没有写。",
    mend: "核对大于、小于的方向和「且」「或」。",
    bad: Example::Rules(
        r#"[[honour]]
title = "先进"
article = "六"
mark = "原"
if = "score > 90 and score < 80"
"#,
    ),
    good: Example::Rules(
        r#"[[honour]]
title = "先进"
article = "六"
mark = "原"
if = "80 < score < 90"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Conditions that contradict themselves, whatever can be reached.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let given = lens.given(None, None);
    let conditions =
        all_rules(lens.rules).into_iter().filter(|(_, how, rule)| *how == Use::Condition && !is_constant(rule));
    let told =
        conditions.filter(|(_, _, rule)| !asks_unknown_grade(lens.rules, rule) && !can_hold(lens, &given, None, rule));
    let lint = |(subject, _, rule): (_, _, &Rule)| {
        Lint::new(&CODE, subject, format!("条件「{}」永远不成立。", lens.rules.words(rule)))
    };
    told.map(lint).collect()
}
