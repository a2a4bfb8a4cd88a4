//! R302: an honour that nobody can reach.

use crate::model::Window;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::facts::nodes_of;
use crate::rules::lint::firsts::{can_hold, is_constant};
use crate::rules::lint::{Lens, Lint, Subject};

/// R302: an honour that nobody can reach.
pub static CODE: Code = Code {
    id: "R302",
    severity: Severity::Warning,
    title: "称号够不到",
    why: "按各项的满分和限额，没有人能符合这个称号的条件。",
    mend: "核对条件里的数和各项满分。",
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
full = 80
price.fixed = 1
[[honour]]
title = "学习标兵"
article = "六"
mark = "原"
if = "base >= 90"
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
full = 80
price.fixed = 1
[[honour]]
title = "学习标兵"
article = "六"
mark = "原"
if = "base >= 70"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Honours whose condition nobody can meet.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let given = lens.given(None, None);
    let mut told = Vec::new();
    for honour in rules.honours.iter().filter(|honour| !is_constant(&honour.when)) {
        let can = |class| {
            lens.runs()
                .any(|(window, reach)| can_hold(lens, &lens.given(Some(window), class), Some(reach), &honour.when))
        };
        let is_told_otherwise = !can_hold(lens, &given, None, &honour.when);
        if is_told_otherwise || lens.classes().into_iter().any(can) {
            continue;
        }
        let nodes = nodes_of(honour.when.tree());
        let ranges = nodes
            .into_iter()
            .map(|node| format!("{} {}", rules.title_of(node), lens.range_words(Window::Year, None, node)));
        let ranges = ranges.collect::<Vec<_>>().join("，");
        let condition = rules.words(&honour.when);
        let says = format!("没有人能符合条件「{condition}」。能达到的范围：{ranges}。");
        told.push(Lint::new(&CODE, Subject::new("honour", "title", &honour.title, "称号", &honour.article), says));
    }
    told
}
