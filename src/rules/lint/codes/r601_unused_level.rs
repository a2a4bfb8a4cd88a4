//! R601: a level that no item uses.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Pricing;
use crate::rules::lint::uses::{all_rules, names_word};
use crate::rules::lint::{Lens, Lint, Subject};

/// R601: a level that no item uses.
pub static CODE: Code = Code {
    id: "R601",
    severity: Severity::Note,
    title: "没有项目用到这个级别",
    why: "级别表里有，可是没有一个项目按它定分，条件里也没有提到。多半是项目里写成了别的名称。",
    mend: "核对项目里级别的名称；用不着的，从级别表里去掉。",
    bad: Example::Rules(
        r#"[[level]]
name = "村级"
[[level]]
name = "镇级"
[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "表彰"
mark = "原"
price.levels.of = [{ level = "村级", points = 1 }]
"#,
    ),
    good: Example::Rules(
        r#"[[level]]
name = "村级"
[[category]]
id = "bonus"
title = "加分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "表彰"
mark = "原"
price.levels.of = [{ level = "村级", points = 1 }]
"#,
    ),
    verdict: Verdict::Counted,
};

/// Levels that neither prices nor conditions name.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let priced = |level: &str| {
        let later =
            rules.items.iter().flat_map(|item| item.amended.iter().filter_map(|amended| amended.price.as_ref()));
        let all = rules.items.iter().map(|item| &item.pricing).chain(later);
        let levels = all.filter_map(|pricing| match pricing {
            Pricing::Levels(levels) => Some(levels),
            _ => None,
        });
        levels.flat_map(|levels| &levels.of).any(|priced| priced.level == level)
    };
    let all = all_rules(rules);
    let is_named = |level: &str| all.iter().any(|(_, _, rule)| names_word(rule, level));
    let unused = rules.levels.iter().filter(|level| !priced(level) && !is_named(level));
    let lint = |level: &String| Lint::new(&CODE, Subject::new("level", "name", level, "级别", ""), "没有项目用到它。");
    unused.map(lint).collect()
}
