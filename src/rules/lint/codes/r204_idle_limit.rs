//! R204: a cap, floor or limit that never binds.

use crate::model::{Code, Example, Severity, Verdict};
use crate::model::{Points, Window};
use crate::rules::formula::Interval;
use crate::rules::lint::uses::of_limit_over;
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Item, Limit, LimitBy, Node, Together};

/// R204: a cap, floor or limit that never binds.
pub static CODE: Code = Code {
    id: "R204",
    severity: Severity::Warning,
    title: "上限、下限或限额永远用不上",
    why: "别的限额已经把它管住了，这个数写多少都一样。多半是有一个数写错了。",
    mend: "核对几个限额；确实重复的，去掉一个。",
    bad: Example::Rules(
        r#"[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
cap = 30
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
price.fixed = 1
limits = [{ per = "month", times = 2 }]
"#,
    ),
    good: Example::Rules(
        r#"[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
cap = 20
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
price.fixed = 1
limits = [{ per = "month", times = 2 }]
"#,
    ),
    verdict: Verdict::Counted,
};

/// Caps and floors beyond what is reached, limits that others keep.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, category) in rules.categories.iter().enumerate() {
        let subject = Subject::node(rules, Node::Category(index));
        let before = lens.classes().into_iter().map(|class| {
            let given = lens.given(Some(Window::Year), class);
            lens.year().and_then(|reach| reach.before_cap(rules, &given, index))
        });
        let Some(all) = before.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().reduce(Interval::hull))
        else {
            continue;
        };
        if let Some((cap, most)) = category.cap.zip(all.most).filter(|(cap, most)| most < cap) {
            told.push(Lint::new(&CODE, subject.clone(), format!("最多 {cap} 分用不上：各项加起来最多 {most}。")));
        }
        let floor = category.floor.filter(|_| !category.exhausts);
        if let Some((floor, least)) = floor.zip(all.least).filter(|(floor, least)| floor < least) {
            told.push(Lint::new(&CODE, subject, format!("最少 {floor} 分用不上：各项加起来最少 {least}。")));
        }
    }
    for (index, item) in rules.items.iter().enumerate() {
        told.extend(of_item(lens, index, item));
    }
    for together in &rules.together {
        told.extend(of_together(lens, together));
    }
    told
}

fn of_item(lens: &Lens<'_>, index: usize, item: &Item) -> Vec<Lint> {
    let rules = lens.rules;
    let given = lens.given(Some(Window::Year), None);
    let Some(reach) = lens.year() else { return Vec::new() };
    let mut told = Vec::new();
    for (at, limit) in item.limits.iter().enumerate() {
        // Equal windows: the one that allows less. Longer windows: what the others allow in all of it.
        let others = reach.of_lines(rules, &given, item, Some(at)).most;
        let allowed = reach.allowed(rules, &given, limit, &[index]);
        let is_whole = limit.per.window().is_some_and(|window| window >= rules.settles);
        let is_kept = others.zip(allowed).is_some_and(|(others, allowed)| others <= allowed);
        let same = item.limits.iter().enumerate().any(|(other, one)| other != at && one.per == limit.per);
        if is_kept && (is_whole || same) {
            let words = limit_words(limit, &item.unit);
            let most = others.map_or_else(String::new, |most| most.to_string());
            let says = format!("{words}用不上：别的限额已经管到最多 {most} 分。");
            told.push(Lint::new(&CODE, Subject::node(rules, Node::Item(index)), says));
        }
    }
    told
}

fn of_together(lens: &Lens<'_>, together: &Together) -> Vec<Lint> {
    let rules = lens.rules;
    let given = lens.given(Some(Window::Year), None);
    let Some(reach) = lens.year() else { return Vec::new() };
    let lines = together.over.iter().filter_map(|item| rules.items.get(*item));
    let most = lines.map(|item| reach.of_lines(rules, &given, item, None).most);
    let Some(most) = most.collect::<Option<Vec<_>>>().map(|all| all.into_iter().sum::<Points>()) else {
        return Vec::new();
    };
    let whole = together.limits.iter().filter(|limit| limit.per.window().is_some_and(|window| window >= rules.settles));
    let idle =
        whole.filter(|limit| reach.allowed(rules, &given, limit, &together.over).is_some_and(|allowed| most < allowed));
    let subject = of_limit_over(together);
    let lint = |limit: &Limit| {
        let says = format!("{}用不上：这几项加起来最多 {most} 分。", limit_words(limit, "次"));
        Lint::new(&CODE, subject.clone(), says)
    };
    idle.map(lint).collect()
}

fn limit_words(limit: &Limit, unit: &str) -> String {
    match limit.most {
        LimitBy::Times(times) => format!("{}最多 {times} {unit}", limit.per.each()),
        LimitBy::Points(points) => format!("{}最多 {points} 分", limit.per.each()),
    }
}
