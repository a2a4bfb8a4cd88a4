//! R303: an honour that nobody can get this year, because of what is not held.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::firsts::can_hold;
use crate::rules::lint::uses::closable_figures;
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::reach::Given;

/// R303: an honour that nobody can get this year, because of what is not held.
pub static CODE: Code = Code {
    id: "R303",
    severity: Severity::Warning,
    title: "今年没有人能得到这个称号",
    why: "配置文件写明有的评选今年没有举办，剩下的途径都走不通。",
    mend: "请决定今年不授予，或者在办法里加一条今年能走的途径。",
    bad: Example::Rules(
        r#"# jifen.toml：honours_not_held = ["道德模范"]
[[figure]]
id = "moral_model"
title = "道德模范"
of = "any(T1)"
closable = true
[[figure]]
id = "household"
title = "文明户"
of = "any(T1, quantity > 1)"
closable = true
[[honour]]
title = "先进"
article = "六"
mark = "原"
if = "moral_model and household"
"#,
    ),
    good: Example::Rules(
        r#"# jifen.toml：honours_not_held = ["道德模范"]
[[figure]]
id = "moral_model"
title = "道德模范"
of = "any(T1)"
closable = true
[[figure]]
id = "household"
title = "文明户"
of = "any(T1, quantity > 1)"
closable = true
[[honour]]
title = "先进"
article = "六"
mark = "原"
if = "moral_model or household"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Honours that can be had otherwise, but not with what the profile says is not held.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    if !lens.closed.contains(&true) {
        return Vec::new();
    }
    let mut told = Vec::new();
    for honour in &rules.honours {
        let can = |closed: &[bool]| {
            lens.classes().into_iter().any(|class| {
                lens.runs().any(|(window, reach)| {
                    let given = Given { closed: closed.to_vec(), ..lens.given(Some(window), class) };
                    can_hold(lens, &given, Some(reach), &honour.when)
                })
            })
        };
        if !can(&[]) || can(&lens.closed) {
            continue;
        }
        let is_closed = |index: &usize| lens.closed.get(*index) == Some(&true);
        let asked = closable_figures(rules, &honour.when).into_iter().filter(is_closed);
        let titles = asked.filter_map(|index| rules.figures.get(index)).map(|figure| format!("「{}」", figure.title));
        let when = lens.period.map_or_else(|| "今年".to_owned(), |period| format!("{period} 期"));
        let says = format!("{when}没有评选{}，其余途径都走不通，没有人能得到。", titles.collect::<String>());
        told.push(Lint::new(&CODE, Subject::new("honour", "title", &honour.title, "称号", &honour.article), says));
    }
    told
}
