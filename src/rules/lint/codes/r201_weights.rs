//! R201: weights that do not add up to the whole.

use crate::model::Points;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Category, Join, Node, Share};

/// R201: weights that do not add up to the whole.
pub static CODE: Code = Code {
    id: "R201",
    severity: Severity::Error,
    title: "权重之和不是 100%",
    why: "同一级的各部分按权重相加，权重之和不是 100% 的，满分的人得不到满分，或者会超过满分。",
    mend: "核对各部分的权重，三等分的写 1/3。",
    bad: Example::Rules(
        r#"[[category]]
id = "a"
title = "自评"
article = "一"
mark = "原"
weight = "50%"
[[category.item]]
id = "A1"
title = "学习"
mark = "原"
price.fixed = 1
[[category]]
id = "b"
title = "互评"
article = "二"
mark = "原"
weight = "40%"
[[category.item]]
id = "B1"
title = "打分"
mark = "原"
price.fixed = 1
"#,
    ),
    good: Example::Rules(
        r#"[[category]]
id = "a"
title = "自评"
article = "一"
mark = "原"
weight = "60%"
[[category.item]]
id = "A1"
title = "学习"
mark = "原"
price.fixed = 1
[[category]]
id = "b"
title = "互评"
article = "二"
mark = "原"
weight = "40%"
[[category.item]]
id = "B1"
title = "打分"
mark = "原"
price.fixed = 1
"#,
    ),
    verdict: Verdict::Counted,
};

/// The weights of parts, for each class of those that apply to it; of the periods of a year.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    let wholes = std::iter::once(None).chain((0..rules.categories.len()).map(Some));
    for whole in wholes {
        let parts: Vec<(usize, &Category)> = rules
            .categories
            .iter()
            .enumerate()
            // A weight of 0 is of a category that is only looked back on.
            .filter(|(_, part)| part.parent == whole && part.weight.is_some_and(|weight| !weight.percent().is_zero()))
            .collect();
        let mut wrong: Vec<(Points, Vec<Option<usize>>)> = Vec::new();
        for class in lens.classes() {
            let applies =
                |index: usize| lens.year().is_none_or(|reach| reach.span(class, Node::Category(index)).may_apply);
            let mine = parts.iter().filter(|(index, _)| applies(*index));
            let weights: Vec<Points> = mine.filter_map(|(_, part)| part.weight).map(Share::percent).collect();
            let sum: Points = weights.iter().copied().sum();
            if weights.is_empty() || sum == Points::whole(100) {
                continue;
            }
            match wrong.iter_mut().find(|(other, _)| *other == sum) {
                Some((_, classes)) => classes.push(class),
                None => wrong.push((sum, vec![class])),
            }
        }
        let subject = Subject::node(rules, whole.map_or(Node::Score, Node::Category));
        let each = |(_, part): &(usize, &Category)| {
            format!("{} {}%", part.title, part.weight.map_or(Points::ZERO, Share::percent))
        };
        let list = parts.iter().map(each).collect::<Vec<_>>().join("，");
        for (sum, classes) in wrong {
            let whose = lens.several(&classes);
            let says = format!("{whose}各部分的权重之和是 {sum}%，不是 100%：{list}。");
            told.push(Lint::new(&CODE, subject.clone(), says));
        }
    }
    if let Some(year) = rules.year.as_ref().filter(|year| year.of == Join::Weighted) {
        let sum: Points = year.weights.values().map(|weight| weight.percent()).sum();
        if sum != Points::whole(100) {
            let subject = Subject::section("year", "年度", &year.article);
            told.push(Lint::new(&CODE, subject, format!("各期的权重之和是 {sum}%，不是 100%。")));
        }
    }
    told
}
