//! 收到的材料: the inputs as they were, and what else the run read.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::pipeline::OutputError;

/// Everything that the run read, byte by byte.
///
/// # Errors
/// [`OutputError::Changed`] where a file is no longer what was read.
pub fn files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let of = |original: &crate::workbook::Original| {
        let bytes = original.bytes().map_err(|problem| OutputError::Changed(problem.message))?;
        let path = place(packing.period(), Kind::Received, &original.shown);
        Ok(ArchivedFile::new(path, original.shown.to_string(), bytes))
    };
    packing.outcome.originals.iter().map(of).collect()
}
