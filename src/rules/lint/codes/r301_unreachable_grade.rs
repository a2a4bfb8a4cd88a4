//! R301: a grade or star that nobody can reach.

use crate::model::Window;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::Rule;
use crate::rules::lint::firsts::{First, firsts, is_constant, is_given, reached_grades};
use crate::rules::lint::{Lens, Lint, Subject};

/// R301: a grade or star that nobody can reach.
pub static CODE: Code = Code {
    id: "R301",
    severity: Severity::Warning,
    title: "等次或星级够不到",
    why: "按各项的满分和限额，没有人能得到这个等次，或者某一类别的人得不到。",
    mend: "核对等次的界线和各项满分；某一类别确实不评的，写 [[waive]] 和理由。",
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
[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score < 90"
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
[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 70"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score < 70"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Grades that nobody, or nobody of a class, can be given.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let rules = lens.rules;
    let reached = reached_grades(lens, &[]);
    let mut told = Vec::new();
    for (index, grade) in
        rules.grades.iter().enumerate().filter(|(_, grade)| !grade.when.iter().flatten().all(is_constant))
    {
        let without: Vec<Option<usize>> =
            lens.classes().into_iter().filter(|class| !is_given(lens, index, *class, &[])).collect();
        let is_all = without.len() == lens.classes().len();
        // What contradicts itself or is forestalled has a code of its own.
        if without.is_empty() || (is_all && reached.get(index) == Some(&true)) || is_told_otherwise(lens, index) {
            continue;
        }
        let condition = rules.grade_words(grade);
        let stars = if grade.stars > 0 { format!("（{} 星）", grade.stars) } else { String::new() };
        let whose = if is_all { "没有人".to_owned() } else { format!("{}没有人", lens.several(&without)) };
        let class = if is_all { None } else { without.first().copied().flatten() };
        let window = lens.runs().next().map_or(Window::Year, |(window, _)| window);
        let ranges = lens.all_ranges(window, class);
        let says = format!("{whose}能得到这一等次{stars}：条件是 {condition}。能达到的范围：{ranges}。");
        told.push(Lint::new(&CODE, Subject::grade(rules, index), says));
    }
    told
}

fn is_told_otherwise(lens: &Lens<'_>, index: usize) -> bool {
    let given = lens.given(None, None);
    (0..lens.rules.scales.len()).all(|scale| {
        let Some((window, _)) = lens.runs().next() else { return false };
        let grades = lens.on_scale(scale, window);
        let Some(place) = grades.iter().position(|(grade, _)| *grade == index) else { return true };
        let conditions: Vec<&Rule> = grades.iter().filter_map(|(_, grade)| grade.when.get(scale)?.as_ref()).collect();
        let found = firsts(lens, &given, None, &conditions);
        found.is_some_and(|found| found.get(place) != Some(&First::Can))
    })
}
