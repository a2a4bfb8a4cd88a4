//! The year's package: what goes into it.
//!
//! Each file here answers with [`ArchivedFile`](crate::archive::ArchivedFile)s of one kind; `packing` says of what.

mod books;
mod carrier;
mod catalogue;
mod catalogue_book;
mod entries;
mod index_page;
mod number;
mod public;
mod packing;
mod profile;
mod received;
mod results;
mod sums;
mod tables;

pub use profile::ArchiveProfile;
pub use packing::{ArchiveOptions, Books, Packing};
