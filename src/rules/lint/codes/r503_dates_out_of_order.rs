//! R503: values in force from days that are not in order.

use crate::model::{Code, Example, Severity, Verdict};
use chrono::NaiveDate;

use crate::rules::Node;
use crate::rules::lint::{Lens, Lint, Subject};

/// R503: values in force from days that are not in order.
pub static CODE: Code = Code {
    id: "R503",
    severity: Severity::Error,
    title: "生效日期次序不对",
    why: "按日期生效的数要从早到晚写；同一天写了两个的，不知道用哪一个。",
    mend: "按生效日期从早到晚排好，同一天只留一个。",
    bad: Example::Rules(
        r#"[[number]]
id = "line"
title = "合格线"
article = "六"
values = [
  { since = 2026-01-01, value = 60, mark = "原" },
  { since = 2025-01-01, value = 65, mark = "原" },
]
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= line"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < line"
"#,
    ),
    good: Example::Rules(
        r#"[[number]]
id = "line"
title = "合格线"
article = "六"
values = [
  { since = 2025-01-01, value = 60, mark = "原" },
  { since = 2026-01-01, value = 65, mark = "原" },
]
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= line"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < line"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Dated values of numbers, and amendments of items.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let mut told = Vec::new();
    for number in &rules.numbers {
        let days: Vec<Option<NaiveDate>> = number.values.iter().map(|dated| dated.since).collect();
        let subject = || {
            let subject = Subject::new("number", "id", &number.id, "数", &number.article);
            Subject { label: format!("数「{}」", number.title), ..subject }
        };
        told.extend(out_of_order(&days).map(|says| Lint::new(&CODE, subject(), says)));
        if number.value.is_some() && number.values.iter().any(|dated| dated.since.is_none()) {
            let says = "写了 value，又写了没有生效日期的 values，value 用不上。";
            told.push(Lint::new(&CODE, subject(), says).advise("两个只留一个。"));
        }
    }
    for (index, item) in rules.items.iter().enumerate() {
        let days: Vec<Option<NaiveDate>> = item.amended.iter().map(|amended| Some(amended.since)).collect();
        told.extend(out_of_order(&days).map(|says| Lint::new(&CODE, Subject::node(rules, Node::Item(index)), says)));
    }
    told
}

fn out_of_order(days: &[Option<NaiveDate>]) -> Option<String> {
    let shown = |day: Option<NaiveDate>| day.map_or_else(|| "开始".to_owned(), |day| day.to_string());
    days.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(format!("从{}起生效的写了两次。", shown(*a))),
        [a, b] if a > b => Some(format!("{} 写在 {} 后面。", shown(*b), shown(*a))),
        _ => None,
    })
}
