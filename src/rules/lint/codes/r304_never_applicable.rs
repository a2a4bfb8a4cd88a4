//! R304: an item or category that applies to nobody.

use crate::model::Window;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::firsts::can_hold;
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Node, Rule, RuleSet};

/// R304: an item or category that applies to nobody.
pub static CODE: Code = Code {
    id: "R304",
    severity: Severity::Warning,
    title: "项目谁都不适用",
    why: "适用的条件没有人符合，这一项等于没有写。",
    mend: "核对 applies 的条件，或者满分里各类别的名称。",
    bad: Example::Rules(
        r#"[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "学习"
mark = "原"
price.fixed = 1
[[category.item]]
id = "A2"
title = "年度考核"
mark = "原"
price.fixed = 1
applies = "months > 12"
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
title = "学习"
mark = "原"
price.fixed = 1
[[category.item]]
id = "A2"
title = "年度考核"
mark = "原"
price.fixed = 1
applies = "months >= 12"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Items and categories that apply to no class.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let Some(reach) = lens.year() else { return Vec::new() };
    let items = (0..rules.items.len()).map(Node::Item);
    let nodes = (0..rules.categories.len()).map(Node::Category).chain(items);
    let applies = |node: Node| {
        let condition = condition_of(rules, node);
        lens.classes().into_iter().any(|class| {
            let given = lens.given(Some(Window::Year), class);
            let holds = condition.is_none_or(|rule| can_hold(lens, &given, Some(reach), rule));
            holds && reach.span(class, node).may_apply
        })
    };
    let never = nodes.filter(|node| !applies(*node) && !is_told_otherwise(lens, *node));
    never.map(|node| Lint::new(&CODE, Subject::node(rules, node), "没有一类人适用，谁都得不到分。")).collect()
}

fn condition_of(rules: &RuleSet, node: Node) -> Option<&Rule> {
    match node {
        Node::Item(index) => rules.items.get(index)?.applies.as_ref(),
        Node::Category(index) => rules.categories.get(index)?.applies.as_ref(),
        Node::Figure(_) | Node::Score => None,
    }
}

/// Conditions that contradict themselves have a code of their own; a category of such items is not told again.
fn is_told_otherwise(lens: &Lens<'_>, node: Node) -> bool {
    match condition_of(lens.rules, node) {
        Some(rule) => !can_hold(lens, &lens.given(None, None), None, rule),
        None => matches!(node, Node::Category(_)),
    }
}
