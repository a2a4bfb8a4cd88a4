//! R104: bands of whole numbers leave a hole for a number with decimals.

use crate::model::Points;
use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::{Lens, Lint};

/// R104: bands of whole numbers leave a hole for a number with decimals.
pub static CODE: Code = Code {
    id: "R104",
    severity: Severity::Error,
    title: "整数分段之间有空当",
    why: "办法按整数写分段（如 89 以下、90 以上），得分却有小数，89.5 哪一段都不是。",
    mend: "下一段接到上一段为止（score < 90）；或者在 [score] 里写 round = 0，先取整再对照。",
    bad: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "score >= 90"
[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "score <= 89"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
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
    verdict: Verdict::Counted,
};

/// Gaps between a whole number and the next.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let told = lens.bands.iter().filter(|band| band.kind == BandKind::Gap).filter_map(|band| {
        let (from, to) = band.stretch()?.between_neighbours()?;
        let example = from + Points::parse("0.5").ok()?;
        let says = format!("{}，如 {example}，哪一段都不是。", band.place());
        let name = &band.found.name;
        let help = format!("把 {name} <= {from} 写成 {name} < {to}；或者先取整再对照。");
        Some(Lint::new(&CODE, band.subject.clone(), says).advise(help))
    });
    told.collect()
}
