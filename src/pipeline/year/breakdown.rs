//! Members and means by sex, age, education, class and Party age.

use super::Reckoned;
use crate::reports::BreakdownResult;

/// The ways to part the members that the rosters allow.
pub fn breakdown(_run: &Reckoned<'_>) -> Vec<BreakdownResult> {
    Vec::new()
}
