//! Which grade a member's points give.

use super::view::View;
use crate::model::Window;
use crate::rules::RuleSet;

/// Whether something that holds only in some runs holds in one of this length.
#[must_use]
pub fn is_in_run(runs: &[Window], run: Window) -> bool {
    runs.is_empty() || runs.contains(&run)
}

/// Index of the grade that the scales give a member, before vetoes and quotas: on each scale the first whose condition
/// holds, of several scales the lowest. `None` where a scale gives none.
#[must_use]
pub fn grade_by_points(rules: &RuleSet, view: &View<'_>) -> Option<usize> {
    let run = view.scene.period.window();
    let mut lowest: Option<usize> = None;
    for (scale, _) in rules.scales.iter().enumerate().filter(|(_, scale)| is_in_run(&scale.runs, run)) {
        let gives = |grade: &crate::rules::Grade| {
            is_in_run(&grade.runs, run)
                && grade.when.get(scale).and_then(Option::as_ref).is_some_and(|when| view.holds(when))
        };
        let found = rules.grades.iter().position(gives)?;
        lowest = Some(lowest.map_or(found, |lowest| lowest.max(found)));
    }
    lowest
}
