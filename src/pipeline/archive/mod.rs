//! The year's package: what goes into it.
//!
//! Each file here answers with [`ArchivedFile`](crate::archive::ArchivedFile)s of one kind; `packing` says of what.

mod archived;
mod books;
mod catalogue;
mod keeper;
mod package;
mod packing;
mod public;
mod received;
mod record;
mod results;
mod rule_sets;
mod tables;

pub use archived::Archived;
pub use package::{
    MANIFEST, POINTS_TO, POINTS_TO_SHA256, PROVISIONAL, Package, Packages, packages, public_name, whole_name,
};
pub use packing::{ArchiveOptions, Books, Packing};
pub use record::{PublishRecord, RECORD_SCHEMA, RunRecord};
