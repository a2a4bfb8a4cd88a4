//! R701: numbers that are examples.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};

/// R701: numbers that are examples.
pub static CODE: Code = Code {
    id: "R701",
    severity: Severity::Note,
    title: "还有示例的数字",
    why: "标注为「示」的数字是示例：原文只有结构，数字由各单位自己定。",
    mend: "请换成本单位的数字，并把标注改为「原」；jifen rules show 列出全部示例数字。",
    bad: Example::Rules(
        r#"[[category]]
id = "base"
title = "基础分"
article = "一"
mark = "原"
[[category.item]]
id = "A1"
title = "学习"
mark = "示"
price.fixed = 2
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
price.fixed = 2
"#,
    ),
    verdict: Verdict::Counted,
};

/// How many numbers are examples, counted once.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let illustrative = lens.rules.illustrative();
    if illustrative.is_empty() {
        return Vec::new();
    }
    let first = illustrative.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、");
    let more = if illustrative.len() > SHOWN { "等" } else { "" };
    let says = format!("有 {} 处数字是示例【示】：{first}{more}。", illustrative.len());
    vec![Lint::new(&CODE, Subject::whole(lens.rules), says)]
}

/// So many are named.
const SHOWN: usize = 3;
