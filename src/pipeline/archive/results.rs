//! 结果, 批注本, 公示: what `tally` writes, in its places.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::pipeline::{OutputError, township_files};

/// What `tally` writes, in its places.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let (files, _remarks) = township_files(packing.outcome)?;
    let of = |(path, bytes): (&str, &[u8])| {
        let (kind, below) = match path.strip_prefix("批注/") {
            Some(below) => (Kind::Copies, below),
            None => (Kind::Results, path),
        };
        ArchivedFile::new(place(packing.period(), kind, below), path, bytes.to_vec())
    };
    Ok(files.iter().map(of).collect())
}
