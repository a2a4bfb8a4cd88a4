//! The year's package: what goes into it.
//!
//! Each file here answers with [`ArchivedFile`](crate::archive::ArchivedFile)s of one kind; `packing` says of what.

mod books;
mod catalogue;
pub mod file_names;
mod public;
mod packing;
mod received;
mod results;
mod tables;

pub use packing::{ArchiveOptions, Books, Packing};
