//! R101: somebody gets no grade, or a special case leaves somebody out.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::{Lens, Lint};

/// R101: somebody gets no grade, or a special case leaves somebody out.
pub static CODE: Code = Code {
    id: "R101",
    severity: Severity::Error,
    title: "有人落在各段之外",
    why: "有的数哪一段都不是：得这个分的人没有等次，或者没有值。原办法漏写的，也要由本单位定下来。",
    mend: "照提示补一段，或者把相邻一段的界线接上。确实不评的，写 [[waive]] 和理由。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score >= 70"
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
when = "score >= 70"
[[grade]]
title = "基本合格"
article = "六"
mark = "原"
when = "65 <= score < 70"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "score < 65"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Gaps that are neither a single number nor a hole between whole ones.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let gaps = lens.bands.iter().filter(|band| {
        let is_hole = band.stretch().is_some_and(|stretch| stretch.between_neighbours().is_some());
        band.kind == BandKind::Gap && !band.is_at_a_line() && !is_hole
    });
    let told = gaps.map(|band| {
        let (what, add) = if band.of_grades {
            ("没有等次", "补一个等次")
        } else {
            ("没有值", "补一种情形，或写 of、points 作为其余情形")
        };
        let lint = Lint::new(&CODE, band.subject.clone(), format!("{}，{what}。", band.place()));
        // What is not given because something else is not there may be meant so.
        let is_meant = !band.of_grades || !band.found.is_of_score;
        let lint = if is_meant { lint.as_severity(Severity::Warning) } else { lint };
        match band.stretch() {
            Some(stretch) => {
                lint.advise(format!("{add}：\"{}\"，或者把相邻一段的界线接上。", stretch.condition(&band.found.name)))
            }
            None => lint.advise(format!("{add}，写明这时怎么办；确实不评的，写 [[waive]] 和理由。")),
        }
    });
    told.collect()
}
