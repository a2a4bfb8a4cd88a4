//! R703: the same words twice, with different points; one name for two things.

use crate::model::text::compact;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Item, Node};

/// R703: the same words twice, with different points; one name for two things.
pub static CODE: Code = Code {
    id: "R703",
    severity: Severity::Warning,
    title: "同样的话写了两次",
    why: "同样的规定写了两次、分值不同，登记的人不知道算哪一项；两样东西叫同一个名称，算式里分不清是哪一个。",
    mend: "只留一项，或者把两项的区别写进文字里。",
    bad: Example::Rules(
        r#"[[category]]
id = "base"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
text = "参加志愿服务，每次计分。"
price.fixed = 1
[[category.item]]
id = "A2"
title = "公益活动"
mark = "原"
text = "参加志愿服务，每次计分。"
price.fixed = 2
"#,
    ),
    good: Example::Rules(
        r#"[[category]]
id = "base"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "志愿服务"
mark = "原"
text = "参加志愿服务，每次计分。"
price.fixed = 1
[[category.item]]
id = "A2"
title = "公益活动"
mark = "原"
text = "参加村里的公益活动，每次计分。"
price.fixed = 2
"#,
    ),
    verdict: Verdict::Counted,
};

/// Items with the same text, figures and others with the same name.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for (index, item) in
        rules.items.iter().enumerate().filter(|(_, item)| !item.is_veto() && !item.text.trim().is_empty())
    {
        let is_same = |other: &&Item| {
            !other.is_veto() && compact(&other.text) == compact(&item.text) && is_priced_otherwise(other, item)
        };
        if let Some(other) = rules.items.iter().take(index).find(is_same) {
            let says = format!("和项目 {} 的文字完全一样，分值却不一样。", other.label());
            told.push(Lint::new(&CODE, Subject::node(rules, Node::Item(index)), says));
        }
    }
    let categories = (0..rules.categories.len()).map(Node::Category);
    let figures = (0..rules.figures.len()).map(Node::Figure);
    let items = (0..rules.items.len()).map(Node::Item);
    let named: Vec<(Node, String)> = std::iter::once(Node::Score)
        .chain(categories)
        .chain(items)
        .chain(figures)
        .map(|node| (node, compact(&title(lens, node))))
        .collect();
    for (at, (node, title)) in named.iter().enumerate() {
        let first = named.iter().take(at).find(|(_, other)| other == title);
        if let Some((other, _)) = first {
            let says = format!("和{}同名，算式里分不清是哪一个。", Subject::node(rules, *other).label);
            told.push(Lint::new(&CODE, Subject::node(rules, *node), says).advise("换一个名称。"));
        }
    }
    told
}

fn title(lens: &Lens<'_>, node: Node) -> String {
    match node {
        Node::Item(index) => lens.rules.items.get(index).map_or_else(String::new, |item| item.title.clone()),
        node => lens.rules.title_of(node),
    }
}

/// Whether two items are worth something else; which sign they have is said by their category.
fn is_priced_otherwise(a: &Item, b: &Item) -> bool {
    format!("{:?} {:?} {:?}", a.pricing, a.full, a.limits) != format!("{:?} {:?} {:?}", b.pricing, b.full, b.limits)
}
