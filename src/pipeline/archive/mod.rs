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
mod public_tables;
mod packing;
mod profile;
mod received;
mod results;
mod sums;
mod tables;
mod withheld;

pub use packing::{ArchiveOptions, Books, Packing};
pub use profile::ArchiveProfile;
pub use public::pointer;
