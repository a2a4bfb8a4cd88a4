//! Periods that were closed before: what has changed since.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::pipeline::closed::{Told, compared, of_another_year, said};
use crate::reports::ClosedResult;

/// How each closed period of the run's year differs from what was kept of it, in the order of their ends.
pub fn closed(run: &Reckoned<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ClosedResult> {
    let year = run.ground.period.year();
    let mut told = Told::new();
    let mut results = Vec::new();
    for one in run.reopened {
        if one.period.year() != year {
            diagnostics.push(of_another_year(one, year));
            continue;
        }
        let closed = compared(one);
        diagnostics.extend(said(one, &closed, run.branches, &mut told));
        results.push(closed);
    }
    results
}
