//! R501: steps of a ladder out of order, twice at one number, or never reached.

use crate::model::{Code, Example, Severity, Verdict};
use crate::model::{Points, Window};
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Node, Rung};

/// R501: steps of a ladder out of order, twice at one number, or never reached.
pub static CODE: Code = Code {
    id: "R501",
    severity: Severity::Warning,
    title: "台阶的次序不对或够不到",
    why: "台阶要从低到高（或从高到低）写；同一个数写了两次的只有一次算数；够不到的台阶没有用。",
    mend: "按数的大小排好，核对重复的和够不到的。",
    bad: Example::Rules(
        r#"[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "服务"
mark = "原"
points = "served"
[[figure]]
id = "served"
title = "服务得分"
article = "一"
steps = { of = "count(entries)", from = [{ from = 4, is = 1 }, { from = 20, is = 2 }, { from = 10, is = 3 }] }
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
title = "服务"
mark = "原"
points = "served"
[[figure]]
id = "served"
title = "服务得分"
article = "一"
steps = { of = "count(entries)", from = [{ from = 4, is = 1 }, { from = 10, is = 2 }, { from = 20, is = 3 }] }
"#,
    ),
    verdict: Verdict::Counted,
};

/// Ladders of figures.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, figure) in rules.figures.iter().enumerate() {
        let Some(ladder) = &figure.steps else { continue };
        let lint = |says: String| Lint::new(&CODE, Subject::node(rules, Node::Figure(index)), says);
        let bounds: Vec<_> = ladder.from.iter().map(Rung::bound).collect();
        let is_ordered = |up: bool| {
            bounds.windows(2).all(|pair| match pair {
                [a, b] => {
                    if up {
                        a <= b
                    } else {
                        a >= b
                    }
                }
                _ => true,
            })
        };
        let list = |rungs: &[Rung]| rungs.iter().map(shown).collect::<Vec<_>>().join("、");
        if !is_ordered(true) && !is_ordered(false) {
            told.push(lint(format!("台阶不是依次排列：{}。", list(&ladder.from))));
        }
        for (at, rung) in ladder.from.iter().enumerate() {
            if ladder.from.iter().take(at).any(|other| other.bound() == rung.bound()) {
                told.push(lint(format!("「{}」写了两次，只有一次算数。", shown(rung))));
            }
        }
        let mut sorted = ladder.from.clone();
        sorted.sort_by_key(Rung::bound);
        let values: Vec<Points> = sorted.iter().map(|rung| rung.is).collect();
        let climbs = |up: bool| {
            values.windows(2).all(|pair| match pair {
                [a, b] => {
                    if up {
                        a <= b
                    } else {
                        a >= b
                    }
                }
                _ => true,
            })
        };
        if !climbs(true) && !climbs(false) {
            let each = sorted.iter().map(|rung| format!("{} 得 {}", shown(rung), rung.is));
            told.push(lint(format!("台阶的得数时高时低：{}。", each.collect::<Vec<_>>().join("，"))));
        }
        let given = lens.given(Some(Window::Year), None);
        let reach = lens.year().and_then(|reach| reach.of_formula(rules, &given, ladder.of.tree()));
        let most = reach.and_then(|reach| reach.most);
        let beyond = sorted.iter().filter(|rung| {
            most.zip(rung.bound().0)
                .is_some_and(|(most, bound)| bound > most || (rung.above.is_some() && bound == most))
        });
        for rung in beyond {
            let most = most.unwrap_or_default();
            told.push(lint(format!("「{}」够不到：{} 最多 {most}。", shown(rung), rules.words(&ladder.of))));
        }
    }
    told
}

fn shown(rung: &Rung) -> String {
    match (rung.from, rung.above) {
        (Some(from), _) => format!("{from} 以上"),
        (None, Some(above)) => format!("高于 {above}"),
        (None, None) => "不论多少".to_owned(),
    }
}
