//! The year's package: what goes into it.
//!
//! Each file here answers with [`ArchivedFile`](crate::archive::ArchivedFile)s of one kind; `packing` says of what.

mod archived;
mod books;
mod carrier;
mod catalogue;
mod catalogue_book;
mod entries;
pub mod file_names;
mod index_page;
mod keeper;
mod number;
mod kept;
mod package;
mod packing;
mod profile;
mod public;
mod public_tables;
mod received;
mod record;
mod results;
mod rule_sets;
mod sums;
mod tables;
mod withheld;
mod transfer;

pub use archived::Archived;
pub use kept::{Kept, KeptError, result_of_book};
pub use package::{
    MANIFEST, POINTS_TO, POINTS_TO_SHA256, PROVISIONAL, Package, Packages, info_of_whole, lists, packages, public_name,
    whole_name, written_files,
};
pub use packing::{ArchiveOptions, Books, Packing};
pub use profile::ArchiveProfile;
pub use public::pointer;
pub use record::{PublishRecord, RECORD_SCHEMA, ReceivedRecord, RunRecord};
pub use transfer::{
    Leaver, LeaverError, joined, leaver, text_of_rules, transfer_files, transfer_name, transfer_payload,
};
