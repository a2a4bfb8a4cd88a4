//! R203: full marks of an item that nobody can get.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Node;
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::reach::Reach;

/// R203: full marks of an item that nobody can get.
pub static CODE: Code = Code {
    id: "R203",
    severity: Severity::Warning,
    title: "满分达不到",
    why: "按单价和限额，全年最多也得不到所写的满分。",
    mend: "核对单价、限额和满分，三个数要对得上。",
    bad: Example::Rules(
        r#"[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "汇报思想"
mark = "原"
full = 10
price.fixed = "2"
limits = [{ per = "quarter", times = 1 }]
"#,
    ),
    good: Example::Rules(
        r#"[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "汇报思想"
mark = "原"
full = 10
price.fixed = "2.5"
limits = [{ per = "quarter", times = 1 }]
"#,
    ),
    verdict: Verdict::Counted,
};

/// Items whose lines and formulas never come to their full marks.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, item) in rules.items.iter().enumerate() {
        for class in lens.classes() {
            let full = match (&item.full_by, class, lens.year().and_then(Reach::class_fact)) {
                (Some(by), Some(class), Some(fact)) if fact == by.fact => by.of.get(class).copied().flatten(),
                _ => item.full,
            };
            // Of what is settled more often than once a year, full marks are those of a settled period.
            let span = lens.year().map(|reach| reach.in_period(rules, class, Node::Item(index)));
            let most = span.filter(|span| span.may_apply).and_then(|span| span.interval?.most);
            let Some((full, most)) = full.zip(most).filter(|(full, most)| most < full) else { continue };
            let says = format!("{}满分是 {full}，按单价和限额最多只能得 {most}。", lens.class_words(class));
            let lint = Lint::new(&CODE, Subject::node(rules, Node::Item(index)), says);
            if told.iter().all(|other: &Lint| other.says != lint.says || other.subject != lint.subject) {
                told.push(lint);
            }
        }
    }
    told
}
