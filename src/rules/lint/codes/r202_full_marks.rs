//! R202: full marks that do not add up.

use crate::model::Points;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Node;
use crate::rules::lint::{Lens, Lint, Subject};

/// R202: full marks that do not add up.
pub static CODE: Code = Code {
    id: "R202",
    severity: Severity::Error,
    title: "满分对不上",
    why: "一类的满分应当是其中各项满分之和。对不上的，有的人满打满算也得不到满分。",
    mend: "核对这一类别适用哪些项目、各项满分是多少；有意按适用项目折算的，写 scale_to。",
    bad: Example::Rules(
        r#"[[member]]
id = "class"
title = "类别"
holds = "choice"
one_of = ["在职", "流动"]
[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
full = 100
[[category.item]]
id = "A1"
title = "学习"
mark = "原"
full = { by = "class", of = { "在职" = 60, "流动" = 50 } }
price.fixed = 1
[[category.item]]
id = "A2"
title = "服务"
mark = "原"
full = 40
price.fixed = 1
"#,
    ),
    good: Example::Rules(
        r#"[[member]]
id = "class"
title = "类别"
holds = "choice"
one_of = ["在职", "流动"]
[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
full = 100
[[category.item]]
id = "A1"
title = "学习"
mark = "原"
full = { by = "class", of = { "在职" = 60, "流动" = 60 } }
price.fixed = 1
[[category.item]]
id = "A2"
title = "服务"
mark = "原"
full = 40
price.fixed = 1
"#,
    ),
    verdict: Verdict::Counted,
};

/// Full marks of categories against those of their items and parts, for each class.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, category) in rules.categories.iter().enumerate().filter(|(_, category)| category.scale_to.is_none()) {
        let sums: Vec<(Option<usize>, Points)> =
            lens.classes().into_iter().filter_map(|class| Some((class, sum_for(lens, index, class)?))).collect();
        let (wrong, wanted): (Vec<_>, String) = match category.full {
            Some(full) => (sums.iter().filter(|(_, sum)| *sum != full).collect(), format!("应为 {full}")),
            // Without a figure to compare with, classes at least have the same.
            None if sums.windows(2).any(|pair| matches!(pair, [(_, a), (_, b)] if a != b)) => {
                (sums.iter().collect(), "各类别不一样".to_owned())
            }
            None => continue,
        };
        if wrong.is_empty() {
            continue;
        }
        let each = wrong.iter().map(|(class, sum)| {
            let whose = lens.class_words(*class);
            format!("{}{sum}", if whose.is_empty() { "合计 ".to_owned() } else { format!("{whose} ") })
        });
        let says = format!("各项满分之和：{}；{wanted}。", each.collect::<Vec<_>>().join("，"));
        let severity = if category.full.is_some() { Severity::Error } else { Severity::Warning };
        told.push(Lint::new(&CODE, Subject::node(rules, Node::Category(index)), says).as_severity(severity));
    }
    told
}

/// Full marks of the items and parts of a category that apply to a class; `None` where something in it has none.
fn sum_for(lens: &Lens<'_>, index: usize, class: Option<usize>) -> Option<Points> {
    let rules = lens.rules;
    let mut sum = Points::ZERO;
    let mut has_any = false;
    for (at, item) in rules.items.iter().enumerate().filter(|(_, item)| item.category == Some(index)) {
        let applies = lens.year().is_none_or(|reach| reach.span(class, Node::Item(at)).may_apply);
        let full = match (&item.full_by, class) {
            (Some(by), Some(class)) if lens.year()?.class_fact() == Some(by.fact) => {
                by.of.get(class).copied().flatten()
            }
            _ => item.full,
        };
        if applies {
            sum += full?;
            has_any = true;
        }
    }
    for (at, part) in rules.categories.iter().enumerate().filter(|(_, part)| part.parent == Some(index)) {
        if lens.year().is_none_or(|reach| reach.span(class, Node::Category(at)).may_apply) {
            sum += part.full?;
            has_any = true;
        }
    }
    has_any.then_some(sum)
}
