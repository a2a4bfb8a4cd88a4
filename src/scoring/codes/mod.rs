//! The codes that the giving of places raises, one file each.

mod a101_tie_at_the_line;
mod a102_decision_not_followed;
mod a103_decision_incomplete;
mod a104_first_year_assumed;
mod a105_decision_too_early;
mod a106_nobody_decided;
mod a107_decisions_contradict;

pub use a101_tie_at_the_line::CODE as A101;
pub use a102_decision_not_followed::CODE as A102;
pub use a103_decision_incomplete::CODE as A103;
pub use a104_first_year_assumed::CODE as A104;
pub use a105_decision_too_early::CODE as A105;
pub use a106_nobody_decided::CODE as A106;
pub use a107_decisions_contradict::CODE as A107;

use crate::model::Code;

/// Every code of this room, in order.
pub static CODES: &[&Code] = &[&A101, &A102, &A103, &A104, &A105, &A106, &A107];
