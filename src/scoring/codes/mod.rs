//! The codes that the giving of places raises, one file each.

mod a101_tie_at_the_line;
mod a102_decision_not_followed;
mod a103_decision_incomplete;
mod a104_first_year_assumed;

pub use a101_tie_at_the_line::CODE as A101;
pub use a102_decision_not_followed::CODE as A102;
pub use a103_decision_incomplete::CODE as A103;
pub use a104_first_year_assumed::CODE as A104;

use crate::model::Code;

/// Every code of this room, in order.
pub static CODES: &[&Code] = &[&A101, &A102, &A103, &A104];
