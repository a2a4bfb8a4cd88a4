//! R105: a grade stands for what the source leaves open.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::{Lens, Lint, Subject};

/// R105: a grade stands for what the source leaves open.
pub static CODE: Code = Code {
    id: "R105",
    severity: Severity::Note,
    title: "原办法漏了一段，由规则集补上",
    why: "原办法没有规定这一段的结果。规则集写了一个等次把它填上，并写明 fills_gap = true；开会时要让大家知道这是补的。",
    mend: "请本单位补充规定；规定了以后，去掉 fills_gap。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 70"
[[grade]]
title = "未定级"
article = "六"
mark = "原"
when = "65 <= score < 70"
fills_gap = true
about = "原办法没有规定 65 以上 70 以下的结果。"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 65"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 65"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 65"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Gaps that are filled; a grade that is said to fill one and does not.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let mut told = Vec::new();
    let mut fills: Vec<usize> = Vec::new();
    for band in &lens.bands {
        if let BandKind::Filled(index) = band.kind
            && let Some(grade) = lens.rules.grades.get(index)
        {
            fills.push(index);
            let says = format!("{}，原办法没有规定，规则集记为「{}」。{}", band.place(), grade.title, grade.about);
            told.push(Lint::new(&CODE, band.subject.clone(), says));
        }
    }
    for (index, grade) in lens.rules.grades.iter().enumerate().filter(|(_, grade)| grade.fills_gap) {
        if !fills.contains(&index) {
            let says = format!("写了 fills_gap，可是没有「{}」，也没有空着的一段。", grade.title);
            let help = "去掉 fills_gap，或者核对条件。";
            let lint = Lint::new(&CODE, Subject::grade(lens.rules, index), says);
            told.push(lint.advise(help).as_severity(Severity::Warning));
        }
    }
    told
}
