//! R305: a condition that asks for a grade that there is not, or that cannot occur.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::firsts::reached_grades;
use crate::rules::lint::uses::{all_rules, grades_named};
use crate::rules::lint::{Lens, Lint};

/// R305: a condition that asks for a grade that there is not, or that cannot occur.
pub static CODE: Code = Code {
    id: "R305",
    severity: Severity::Warning,
    title: "条件里的等次不会出现",
    why: "办法里没有这个等次，或者没有人能得到它，写在它后面的措施永远不会用到。",
    mend: "把等次的名称写得和 [[grade]] 里一样。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
[[consequence]]
if = "grade = '不及格'"
text = ["谈话"]
article = "七"
mark = "原"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
[[consequence]]
if = "grade = '不合格'"
text = ["谈话"]
article = "七"
mark = "原"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Grades that conditions name and nobody gets.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let reached = reached_grades(lens, &[]);
    let mut told = Vec::new();
    for (subject, _, rule) in all_rules(rules) {
        for title in grades_named(rule) {
            match rules.grade_index(&title) {
                None => {
                    let known = rules.grades.iter().map(|grade| grade.title.as_str()).collect::<Vec<_>>().join("、");
                    let lint = Lint::new(&CODE, subject.clone(), format!("没有「{title}」这个等次；有的是：{known}。"));
                    told.push(lint.as_severity(Severity::Error));
                }
                Some(index) if reached.get(index) == Some(&false) && subject.at.0 != "grade" => {
                    let says = format!("没有人能得到「{title}」，这个条件永远不成立。");
                    told.push(Lint::new(&CODE, subject.clone(), says).advise("先让这个等次够得到，或者去掉这一条。"));
                }
                Some(_) => {}
            }
        }
    }
    told
}
