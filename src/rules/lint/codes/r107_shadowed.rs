//! R107: a condition that another before it always forestalls.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::firsts::{First, firsts};
use crate::rules::lint::uses::of_consequence;
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Case, Node, Rule};

/// R107: a condition that another before it always forestalls.
pub static CODE: Code = Code {
    id: "R107",
    severity: Severity::Warning,
    title: "被前面的条件挡住",
    why: "几种情形依次看，先符合的算数。这一条符合的时候，前面总有一条先符合，永远轮不到它。",
    mend: "把它移到前面，或者把前面的条件收窄。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
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
    verdict: Verdict::Counted,
};

/// Grades, special cases and consequences of a group that never have their turn.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for scale in 0..rules.scales.len() {
        let grades: Vec<(Subject, &Rule)> = lens
            .runs()
            .next()
            .map(|(window, _)| lens.on_scale(scale, window))
            .into_iter()
            .flatten()
            .filter_map(|(index, grade)| Some((Subject::grade(rules, index), grade.when.get(scale)?.as_ref()?)))
            .collect();
        told.extend(shadowed(lens, &grades));
    }
    for (index, figure) in rules.figures.iter().enumerate() {
        told.extend(of_cases(lens, Subject::node(rules, Node::Figure(index)), &figure.cases));
    }
    for (index, item) in rules.items.iter().enumerate() {
        let cases = item.computed.iter().flat_map(|computed| &computed.cases);
        told.extend(of_cases(lens, Subject::node(rules, Node::Item(index)), cases));
    }
    for (index, category) in rules.categories.iter().enumerate() {
        let cases = category.computed.iter().flat_map(|computed| &computed.cases);
        told.extend(of_cases(lens, Subject::node(rules, Node::Category(index)), cases));
    }
    let mut groups: Vec<&str> = rules.consequences.iter().filter_map(|one| one.group.as_deref()).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let mine = rules.consequences.iter().filter(|one| one.group.as_deref() == Some(group));
        let mine: Vec<(Subject, &Rule)> = mine.map(|one| (of_consequence(one), &one.when)).collect();
        told.extend(shadowed(lens, &mine));
    }
    told
}

fn of_cases<'r>(lens: &Lens<'_>, subject: Subject, cases: impl IntoIterator<Item = &'r Case>) -> Vec<Lint> {
    let cases: Vec<(Subject, &Rule)> = cases.into_iter().map(|case| (subject.clone(), &case.when)).collect();
    shadowed(lens, &cases)
}

fn shadowed(lens: &Lens<'_>, conditions: &[(Subject, &Rule)]) -> Vec<Lint> {
    if conditions.len() < 2 {
        return Vec::new();
    }
    let rules: Vec<&Rule> = conditions.iter().map(|(_, rule)| *rule).collect();
    let Some(found) = firsts(lens, &lens.given(None, None), None, &rules) else { return Vec::new() };
    let shadowed = conditions.iter().zip(found).filter(|(_, first)| *first == First::Shadowed);
    let lint = |((subject, rule), _): (&(Subject, &Rule), First)| {
        Lint::new(&CODE, subject.clone(), format!("条件「{}」总是被前面的挡住，轮不到它。", lens.rules.words(rule)))
    };
    shadowed.map(lint).collect()
}
