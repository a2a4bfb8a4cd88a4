//! The codes that the giving of places raises, one file each.
