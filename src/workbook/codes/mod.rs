//! The codes of this room, one file each.

mod f101_unreadable;
mod f102_locked;
mod f103_foreign;
mod f104_beyond;
mod f105_damaged_sheet;
mod f106_changed;
mod f107_gave_up;
mod f201_passed_over;
mod f202_repeated;
mod f301_leak;

pub(super) use f101_unreadable::CODE as UNREADABLE;
pub(super) use f102_locked::CODE as LOCKED;
pub(super) use f103_foreign::{CODE as FOREIGN, foreign};
pub use f104_beyond::CODE as BEYOND;
pub(super) use f105_damaged_sheet::CODE as DAMAGED_SHEET;
pub(super) use f106_changed::CODE as CHANGED;
pub(super) use f107_gave_up::CODE as GAVE_UP;
pub use f201_passed_over::CODE as PASSED_OVER;
pub(super) use f202_repeated::CODE as REPEATED;
pub use f301_leak::CODE as LEAK;

use crate::model::Code;

/// Every code that this room raises.
pub static CODES: &[&Code] =
    &[&UNREADABLE, &LOCKED, &FOREIGN, &BEYOND, &DAMAGED_SHEET, &CHANGED, &GAVE_UP, &PASSED_OVER, &REPEATED, &LEAK];
