//! Results → files and screens: the only room that knows formats of output.

pub mod annotate;
pub mod csv;
pub mod folder;
pub mod html;
pub mod json;
pub mod leaks;
pub mod markdown;
#[cfg(feature = "parquet")]
pub mod parquet;
mod rebuild;
pub mod terminal;
pub mod xlsx;

pub use rebuild::rebuild;
