//! The series over the year.

use super::Reckoned;
use crate::reports::SeriesResult;

/// Points by month.
pub fn series(_run: &Reckoned<'_>) -> Vec<SeriesResult> {
    Vec::new()
}
