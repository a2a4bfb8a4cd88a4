//! R401: a share that comes to no place in small branches.

use crate::model::{Code, Example, Points, Rounding, Severity, Verdict};
use crate::rules::lint::{Lens, Lint, Subject};
use crate::rules::{Quota, Scope};

/// R401: a share that comes to no place in small branches.
pub static CODE: Code = Code {
    id: "R401",
    severity: Severity::Note,
    title: "人少的支部一个名额也没有",
    why: "名额按比例向下取整，人数少到一定程度就是 0：达到分数线的人也评不上。",
    mend: "让大家知道；要让小支部也有名额的，改为以乡镇为单位，或者写 places。",
    bad: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
falls_to = "合格"
quota.percent = [{ of = 5, mark = "原" }]
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "60 <= score < 90"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
falls_to = "合格"
quota.places = 1
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "60 <= score < 90"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    verdict: Verdict::Counted,
};

/// The numbers of members below which a quota comes to nothing.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let whom = match rules.quota.scope {
        Scope::Branch => "支部",
        Scope::Township => "全乡镇",
        Scope::Class => "一个类别",
        Scope::BranchClass => "支部一个类别",
    };
    let mut told = Vec::new();
    for (index, grade) in rules.grades.iter().enumerate() {
        let Some(quota) = &grade.quota else { continue };
        let shares = (1_u32..).take(quota.percent.len().max(1)).filter_map(|year| quota.percent_in(year));
        let least: Vec<u32> = shares.map(|percent| first_with_a_place(quota, percent)).collect();
        let Some(first) = least.first().copied().filter(|first| *first > 1) else { continue };
        let later = match least.last().copied() {
            Some(last) if last != first => format!("（第一年；以后到 {last} 人）"),
            _ => String::new(),
        };
        let among = quota.among.as_ref().map_or_else(String::new, |among| format!("「{}」的", rules.words(among)));
        let says = format!("{whom}{among}不足 {first} 人的{later}，一个名额也没有。");
        told.push(Lint::new(&CODE, Subject::grade(rules, index), says));
    }
    told
}

/// The least number of members of whom the share comes to a place.
fn first_with_a_place(quota: &Quota, percent: Points) -> u32 {
    let needed = match quota.rounding {
        Some(Rounding::Up | Rounding::Ceiling) => return 1,
        Some(Rounding::HalfUp) => Points::whole(50),
        _ => Points::whole(100),
    };
    needed.times_of(percent)
}
