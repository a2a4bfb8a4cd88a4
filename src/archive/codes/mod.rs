//! The codes of this room, one file each.

mod f401_no_bag;
mod f402_missing;
mod f403_added;
mod f404_renamed;
mod f405_changed;
mod f406_malformed;
mod f407_dangerous;
mod f408_disagree;
mod f409_not_usable;
mod f410_zip;

pub(super) use f401_no_bag::CODE as NO_BAG;
pub(super) use f402_missing::CODE as MISSING;
pub(super) use f403_added::CODE as ADDED;
pub(super) use f404_renamed::CODE as RENAMED;
pub(super) use f405_changed::CODE as CHANGED;
pub(super) use f406_malformed::CODE as MALFORMED;
pub(super) use f407_dangerous::CODE as DANGEROUS;
pub(super) use f408_disagree::CODE as DISAGREE;
pub use f409_not_usable::CODE as NOT_USABLE;
pub(super) use f410_zip::CODE as NO_ZIP;

use crate::model::Code;

/// Every code that this room raises.
pub static CODES: &[&Code] =
    &[&NO_BAG, &MISSING, &ADDED, &RENAMED, &CHANGED, &MALFORMED, &DANGEROUS, &DISAGREE, &NOT_USABLE, &NO_ZIP];
