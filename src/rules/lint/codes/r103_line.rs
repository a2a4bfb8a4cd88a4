//! R103: a number at the line of two bands is in both, or in neither.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::{Lens, Lint};

/// R103: a number at the line of two bands is in both, or in neither.
pub static CODE: Code = Code {
    id: "R103",
    severity: Severity::Warning,
    title: "界线上的数算哪一段不清楚",
    why: "两段在同一个数上相接，这个数两段都算，或者两段都不算。「以上」「以下」含不含本数，要由条件写清楚。",
    mend: "一段写 >=（含），另一段写 <（不含）。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score <= 60"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 60"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 60"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Lines that belong to two bands, or to none, which is an error of grades.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let told = lens.bands.iter().filter(|band| band.is_at_a_line()).filter_map(|band| {
        let line = band.stretch()?.single()?;
        let name = &band.found.name;
        match &band.kind {
            BandKind::Gap => {
                let what = if band.of_grades { "哪个等次都不是" } else { "哪种情形都不是" };
                let severity = if band.of_grades { Severity::Error } else { Severity::Warning };
                let help = format!("相邻的两段有一段要含本数：写成 {name} >= {line} 或 {name} <= {line}。");
                let says = format!("{}，{what}。", band.place());
                Some(Lint::new(&CODE, band.subject.clone(), says).advise(help).as_severity(severity))
            }
            BandKind::Overlap(first, second) => {
                let says = format!("{}，「{first}」和「{second}」都符合，程序按先写的「{first}」算。", band.place());
                let help = format!("两段只能有一段含本数：一段写 {name} >= {line}，另一段写 {name} < {line}。");
                Some(Lint::new(&CODE, band.subject.clone(), says).advise(help))
            }
            _ => None,
        }
    });
    told.collect()
}
