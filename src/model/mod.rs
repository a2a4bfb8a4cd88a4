//! The words that every other room speaks: points, members, entries, places, diagnostics.

mod diagnostic;
mod digest;
mod place;
mod points;
mod privacy;

pub use diagnostic::{Code, Diagnostic, Example, Fix, FixKind, Severity, Source, Verdict};
pub use digest::Digest;
pub use place::{CellRange, CellRef};
pub use points::{Points, PointsError};
pub use privacy::masked;
