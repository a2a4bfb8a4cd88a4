//! R102: two bands hold at once, and neither is a special case of the other.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::{Lens, Lint};

/// R102: two bands hold at once, and neither is a special case of the other.
pub static CODE: Code = Code {
    id: "R102",
    severity: Severity::Warning,
    title: "两段重叠",
    why: "同一个分数，两段都符合。程序按先写的一段算，但看办法的人不知道算哪一段。",
    mend: "把其中一段的界线收到另一段为止。",
    bad: Example::Rules(
        r#"[[grade]]
title = "优秀"
article = "六"
mark = "原"
when = "85 <= score"
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
when = "90 <= score"
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

/// Overlaps of more than one number.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let told = lens.bands.iter().filter(|band| !band.is_at_a_line()).filter_map(|band| match &band.kind {
        BandKind::Overlap(first, second) => {
            let says = format!("{}，「{first}」和「{second}」都符合，程序按先写的「{first}」算。", band.place());
            let help = format!("把「{second}」或「{first}」的条件收窄，让两段首尾相接。");
            Some(Lint::new(&CODE, band.subject.clone(), says).advise(help))
        }
        _ => None,
    });
    told.collect()
}
