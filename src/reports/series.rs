//! The series over the year: points by month.

use serde::{Deserialize, Serialize};

/// One month of one branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesResult {
    /// The month.
    pub period: String,
}
