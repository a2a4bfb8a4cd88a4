//! All rules of a rule set, with whose they are; what they refer to.

use super::said::Subject;
use crate::rules::formula::{Binary, Expr, Function};
use crate::rules::{Computed, Node, OutcomeRef, Pricing, Ref, Rule, RuleSet, Together};

/// How a rule is used where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It says how much.
    Amount,
    /// It says whether.
    Condition,
}

/// Every rule of a rule set.
pub fn all_rules(rules: &RuleSet) -> Vec<(Subject, Use, &Rule)> {
    use Use::{Amount, Condition};
    let mut all: Vec<(Subject, Use, &Rule)> = Vec::new();
    for (index, figure) in rules.figures.iter().enumerate() {
        let subject = Subject::node(rules, Node::Figure(index));
        let of = figure.of.iter().chain(figure.steps.as_ref().map(|steps| &steps.of));
        all.extend(of.map(|rule| (subject.clone(), Amount, rule)));
        for case in &figure.cases {
            all.push((subject.clone(), Condition, &case.when));
            all.extend(case.is.iter().map(|rule| (subject.clone(), Amount, rule)));
        }
    }
    for (index, category) in rules.categories.iter().enumerate() {
        let subject = Subject::node(rules, Node::Category(index));
        all.extend(category.applies.iter().map(|rule| (subject.clone(), Condition, rule)));
        all.extend(category.start.iter().map(|rule| (subject.clone(), Amount, rule)));
        all.extend(of_computed(&subject, category.computed.as_ref()));
    }
    for (index, item) in rules.items.iter().enumerate() {
        let subject = Subject::node(rules, Node::Item(index));
        all.extend(item.applies.iter().map(|rule| (subject.clone(), Condition, rule)));
        all.extend(item.opening.iter().chain(&item.factor).map(|rule| (subject.clone(), Amount, rule)));
        let later = item.amended.iter().filter_map(|amended| amended.price.as_ref());
        for pricing in std::iter::once(&item.pricing).chain(later) {
            if let Pricing::Formula(rule) = pricing {
                all.push((subject.clone(), Amount, rule));
            }
        }
        all.extend(of_computed(&subject, item.computed.as_ref()));
    }
    all.extend(rules.score.start.iter().map(|rule| (Subject::node(rules, Node::Score), Amount, rule)));
    if let Some(year) = &rules.year {
        let subject = Subject::section("year", "年度", &year.article);
        all.extend(year.counts.iter().chain(&year.settled).map(|rule| (subject.clone(), Condition, rule)));
    }
    let repaired = rules.veto.as_ref().and_then(|veto| veto.repaired.as_ref().map(|rule| (veto, rule)));
    all.extend(repaired.map(|(veto, rule)| (Subject::section("veto", &veto.title, &veto.article), Condition, rule)));
    for (index, grade) in rules.grades.iter().enumerate() {
        let subject = Subject::grade(rules, index);
        let among = grade.quota.as_ref().and_then(|quota| quota.among.as_ref());
        all.extend(grade.when.iter().flatten().chain(among).map(|rule| (subject.clone(), Condition, rule)));
    }
    let order = Subject::section("quota", "排序", &rules.quota.article);
    all.extend(rules.quota.order.iter().map(|rule| (order.clone(), Amount, rule)));
    for honour in &rules.honours {
        all.push((Subject::new("honour", "title", &honour.title, "称号", &honour.article), Condition, &honour.when));
    }
    for list in &rules.lists {
        let subject = Subject::new("list", "title", &list.title, "名单", &list.article);
        all.push((subject.clone(), Amount, &list.of));
        all.push((subject.clone(), Amount, &list.places));
        all.extend(list.among.iter().map(|rule| (subject.clone(), Condition, rule)));
    }
    for consequence in &rules.consequences {
        all.push((of_consequence(consequence), Condition, &consequence.when));
    }
    for alert in &rules.alerts {
        let subject = Subject::new("alert", "kind", &alert.kind, "预警", &alert.article);
        let asked = [&alert.absent, &alert.breaks].into_iter().chain(&alert.unknown);
        all.extend(asked.map(|rule| (subject.clone(), Condition, rule)));
    }
    for check in &rules.checks {
        let subject = Subject::new("check", "id", &check.id, "校验", &check.article);
        all.push((subject.clone(), Condition, &check.when));
        all.extend(check.says.rules().map(|rule| (subject.clone(), Amount, rule)));
    }
    all
}

fn of_computed<'r>(subject: &Subject, computed: Option<&'r Computed>) -> Vec<(Subject, Use, &'r Rule)> {
    let Some(computed) = computed else { return Vec::new() };
    let cases = computed.cases.iter();
    let when = cases.clone().map(|case| (subject.clone(), Use::Condition, &case.when));
    let is = cases.filter_map(|case| case.is.as_ref()).chain(&computed.points);
    when.chain(is.map(|rule| (subject.clone(), Use::Amount, rule))).collect()
}

/// A consequence: it has no name but its words.
pub fn of_consequence(consequence: &crate::rules::Consequence) -> Subject {
    let words = consequence.text.join("、");
    let subject = Subject::new("consequence", "if", &words, "措施", &consequence.article);
    Subject { at: ("consequence", "if", consequence.when.source().to_owned()), ..subject }
}

/// Whether a rule speaks of something, at any depth.
pub fn mentions(rule: &Rule, is_it: impl Fn(Ref) -> bool) -> bool {
    let mut found = false;
    rule.tree().walk(&mut |part| {
        if let Expr::Name(name) = part {
            found |= is_it(*name);
        }
    });
    found
}

/// The figures that a rule asks whether they were closed, or for their value.
pub fn closable_figures(rules: &RuleSet, rule: &Rule) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open: Vec<&Expr<Ref>> = vec![rule.tree()];
    while let Some(expr) = open.pop() {
        expr.walk(&mut |part| {
            let index = match part {
                Expr::Name(Ref::Figure(index)) => Some(*index),
                Expr::Call(Function::Closed, parts) => match parts.as_slice() {
                    [Expr::Name(Ref::Figure(index))] => Some(*index),
                    _ => None,
                },
                _ => None,
            };
            if let Some(index) = index.filter(|index| !found.contains(index)) {
                found.push(index);
                open.extend(rules.figures.get(index).and_then(|figure| figure.of.as_ref()).map(Rule::tree));
            }
        });
    }
    found.retain(|index| rules.figures.get(*index).is_some_and(|figure| figure.closable));
    found.sort_unstable();
    found
}

/// A limit over several items: it has no name but what it is over.
pub fn of_limit_over(together: &Together) -> Subject {
    let names = together.names.join("、");
    // The first of its names stands on the line that lists them.
    let subject = Subject::new("together", "", &names, "合并限额", &together.article);
    Subject { at: ("together", "over", format!("[{}]", quoted(&together.names))), ..subject }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// The grades that a rule names.
pub fn grades_named(rule: &Rule) -> Vec<String> {
    let is_grade =
        |part: &Expr<Ref>| matches!(part, Expr::Name(Ref::Outcome(OutcomeRef::Grade | OutcomeRef::ByPoints)));
    let mut found: Vec<String> = Vec::new();
    let mut add = |part: &Expr<Ref>| {
        if let Expr::Text(text) = part
            && found.iter().all(|other| **other != **text)
        {
            found.push(text.to_string());
        }
    };
    rule.tree().walk(&mut |part| match part {
        Expr::Binary(Binary::Equal | Binary::Unequal, a, b) if is_grade(a) => add(b),
        Expr::Binary(Binary::Equal | Binary::Unequal, a, b) if is_grade(b) => add(a),
        Expr::In(what, among) if is_grade(what) => among.iter().for_each(&mut add),
        _ => {}
    });
    found
}

/// Whether a rule names a grade that there is not.
pub fn asks_unknown_grade(rules: &RuleSet, rule: &Rule) -> bool {
    grades_named(rule).iter().any(|title| rules.grade_index(title).is_none())
}

/// Whether a rule has this word in it.
pub fn names_word(rule: &Rule, word: &str) -> bool {
    let mut found = false;
    rule.tree().walk(&mut |part| {
        found |= matches!(part, Expr::Text(text) | Expr::Word { text, .. } if **text == *word);
    });
    found
}
