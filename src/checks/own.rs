//! Checks that a rule set asks for itself, and what special cases of its items say: one code for each severity and for
//! what a line counts then.

use super::Book;
use super::codes::{E401, E402, E403, E404, E405, S201, S202, P201, P202, S203};
use crate::layout::cell_of_name;
use crate::model::{CellRange, Code, Diagnostic, Field, RecordField, Severity, Source, Verdict};
use crate::rules::formula::Value;
use crate::rules::{Looked, Node, OwnCheck, RuleSet};
use crate::scoring::{AlertFound, RUN, Reckoning, View};

/// The code for a severity and a verdict.
fn code(check: &OwnCheck) -> &'static Code {
    match (check.severity, check.counts) {
        (Severity::Error, Verdict::Pending) => &E402,
        (Severity::Error, Verdict::Counted) => &E404,
        (Severity::Error, Verdict::Excluded) => &E401,
        (_, Verdict::Excluded) => &E403,
        (_, Verdict::Pending) => &P201,
        (Severity::Warning, Verdict::Counted) => &S201,
        (Severity::Note, Verdict::Counted) => &S202,
    }
}
