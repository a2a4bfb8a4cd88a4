//! Tables, documents and marks become files and text.

pub mod annotate;
pub mod xlsx;
