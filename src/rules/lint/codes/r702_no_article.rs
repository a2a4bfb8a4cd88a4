//! R702: a rule that does not say where it stands in the rulebook.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Node;
use crate::rules::lint::uses::{of_consequence, of_limit_over};
use crate::rules::lint::{Lens, Lint, Subject};

/// R702: a rule that does not say where it stands in the rulebook.
pub static CODE: Code = Code {
    id: "R702",
    severity: Severity::Warning,
    title: "没有注明出自哪一条",
    why: "结果里每一分都要能说出依据哪一条。没有注明的，开会时说不清楚。",
    mend: "写上条款，如 article = \"二.3\"。",
    bad: Example::Rules(
        r#"[[honour]]
title = "先进"
mark = "原"
if = "score > 90"
"#,
    ),
    good: Example::Rules(
        r#"[[honour]]
title = "先进"
article = "六"
mark = "原"
if = "score > 90"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Items, categories, grades and what follows from them without an article.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut subjects: Vec<Subject> = vec![Subject::node(rules, Node::Score)];
    subjects.extend((0..rules.categories.len()).map(|index| Subject::node(rules, Node::Category(index))));
    subjects.extend((0..rules.items.len()).map(|index| Subject::node(rules, Node::Item(index))));
    subjects.extend((0..rules.grades.len()).map(|index| Subject::grade(rules, index)));
    let of = Subject::new;
    subjects.extend(rules.honours.iter().map(|one| of("honour", "title", &one.title, "称号", &one.article)));
    subjects.extend(rules.lists.iter().map(|one| of("list", "title", &one.title, "名单", &one.article)));
    subjects.extend(rules.consequences.iter().map(of_consequence));
    subjects.extend(rules.alerts.iter().map(|one| of("alert", "kind", &one.kind, "预警", &one.article)));
    subjects.extend(rules.together.iter().map(of_limit_over));
    let without = subjects.into_iter().filter(|subject| subject.article.trim().is_empty());
    without.map(|subject| Lint::new(&CODE, subject, "没有注明出自办法哪一条。")).collect()
}
