//! Members and means by sex, age, education, class and Party age.

use serde::{Deserialize, Serialize};

/// One way to part the members, and its groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakdownResult {
    /// By what: sex, age, education, class, party_age.
    pub by: String,
}
