//! Workbooks written as text, in the notation of `tests/corpus/README.md`, and made files. Whoever uses this has
//! `support/package.rs` as `crate::package`.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and stops where it fails")]

pub mod cells;
pub mod excel;
pub mod notation;
pub mod place;
mod sheet;

pub use sheet::{Cell, Kind, Row, Sheet, merges, serial};
