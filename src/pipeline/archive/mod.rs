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

use rayon::prelude::*;

use crate::archive::{ArchivedFile, Bag, BagInfo, Digests};
use crate::pipeline::OutputError;

pub use archived::Archived;
pub use packing::{ArchiveOptions, Books, Packing};
pub use profile::ArchiveProfile;
pub use public::pointer;
pub use record::{PublishRecord, RECORD_SCHEMA, RunRecord};

/// The bag of a run: all files, each with its path below the bag's folder.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn bag_files(packing: &Packing<'_>) -> Result<Vec<(String, Vec<u8>)>, OutputError> {
    let mut payload = received::files(packing)?;
    payload.extend(written_files(packing)?);
    let lists = catalogue::files(packing, &payload)?;
    payload.extend(lists);
    let payload: Vec<(ArchivedFile, Digests)> = payload
        .into_par_iter()
        .map(|file| (Digests::of(&file.bytes), file))
        .map(|(digests, file)| (file, digests))
        .collect();
    let township = packing.outcome.result.township.as_deref().unwrap_or("未写乡镇名");
    let info = BagInfo::new(township, &packing.outcome.result.period.to).into_lines();
    Ok(Bag { info, payload }.files())
}

/// All that is written of a result: what `tally` writes, books, tables. The same result gives the same bytes.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn written_files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let mut files = results::files(packing)?;
    files.extend(books::files(packing)?);
    files.extend(tables::files(packing)?);
    Ok(files)
}

/// The name of the bag's folder.
#[must_use]
pub fn bag_name(packing: &Packing<'_>) -> String {
    let township = packing.outcome.result.township.as_deref().unwrap_or("未写乡镇名");
    format!("{township}-{}-党员积分档案", packing.period())
}
