//! The codes of this room, one file each.

mod f409_not_usable;

pub use f409_not_usable::CODE as NOT_USABLE;

use crate::model::Code;

/// Every code that this room raises.
pub static CODES: &[&Code] = &[&NOT_USABLE];
