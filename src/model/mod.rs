//! The words that every other room speaks: points, members, entries, places, diagnostics.

mod digest;
mod place;
mod points;

pub use digest::Digest;
pub use place::{CellRange, CellRef};
pub use points::{Points, PointsError};
