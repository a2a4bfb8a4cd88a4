//! R402: a grade that says where those go who find no place, and has no quota.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};

/// R402: a grade that says where those go who find no place, and has no quota.
pub static CODE: Code = Code {
    id: "R402",
    severity: Severity::Warning,
    title: "写了顺延，却没有名额",
    why: "没有名额的限制，就没有人要顺延，这一句用不上。多半是漏写了名额。",
    mend: "补上名额（quota），或者去掉 falls_to。",
    bad: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
falls_to = "合格"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "60 <= score < 90"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
falls_to = "合格"
quota.places = 1
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "60 <= score < 90"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Grades that fall without a quota.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, grade) in rules.grades.iter().enumerate().filter(|(_, grade)| grade.quota.is_none()) {
        if let Some(below) = grade.falls_to.and_then(|below| rules.grades.get(below)) {
            let says = format!("写了顺延到「{}」，却没有写名额，用不上。", below.title);
            told.push(Lint::new(&CODE, Subject::grade(rules, index), says));
        }
    }
    told
}
