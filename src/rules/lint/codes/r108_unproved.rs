//! R108: too many combinations: it was not proved that exactly one holds.

use crate::model::{Code, Example, Severity, Verdict};
use crate::rules::lint::bands::BandKind;
use crate::rules::lint::grid::BOUND;
use crate::rules::lint::{Lens, Lint};

/// R108: too many combinations: it was not proved that exactly one holds.
pub static CODE: Code = Code {
    id: "R108",
    severity: Severity::Note,
    title: "情形太多，没有逐一核对",
    why: "条件涉及的事实太多，组合起来超过二十万种，程序没有逐一试过，不能保证没有漏、没有重。",
    mend: "把条件拆开，少看几个事实；或者自己多写几个 [[test]]。",
    bad: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = """any(T1, quantity = 1) or any(T1, quantity = 2) or any(T1, quantity = 3) or any(T1, quantity = 4) or any(T1, quantity = 5) or any(T1, quantity = 6) or any(T1, quantity = 7) or any(T1, quantity = 8) or any(T1, quantity = 9) or any(T1, quantity = 10) or any(T1, quantity = 11) or any(T1, quantity = 12) or any(T1, quantity = 13) or any(T1, quantity = 14) or any(T1, quantity = 15) or any(T1, quantity = 16) or any(T1, quantity = 17) or any(T1, quantity = 18)"""
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "yes"
"#,
    ),
    good: Example::Rules(
        r#"[[grade]]
title = "合格"
article = "六"
mark = "原"
when = "any(T1, quantity <= 18)"
[[grade]]
title = "不合格"
article = "六"
mark = "原"
when = "yes"
"#,
    ),
    verdict: Verdict::Counted,
};

/// Bands that were not proved.
pub fn find(lens: &Lens<'_>) -> Vec<Lint> {
    let unproved = lens.bands.iter().filter(|band| band.kind == BandKind::Unproved);
    let mut told: Vec<Lint> = Vec::new();
    for band in unproved {
        if told.iter().all(|lint| lint.subject != band.subject) {
            let says = format!("各段条件的组合超过 {BOUND} 种，没有核对有没有漏、有没有重。");
            told.push(Lint::new(&CODE, band.subject.clone(), says));
        }
    }
    told
}
