//! The organisation tree with its sums, and the members who moved between branches.

use super::Reckoned;
use crate::model::Diagnostic;
use crate::reports::{TransferResult, UnitResult};

/// The units, from the top, each before those below it.
pub fn units(_run: &Reckoned<'_>) -> Vec<UnitResult> {
    Vec::new()
}

/// Who left one branch and joined another.
pub fn transfers(_run: &Reckoned<'_>, _said: &mut Vec<Diagnostic>) -> Vec<TransferResult> {
    Vec::new()
}
