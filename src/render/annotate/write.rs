//! Writes the package: untouched parts are copied as they are compressed, touched ones in their old place.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::AnnotateError;
use crate::workbook::marks::{Fate, Package};

/// Level 4 gives about the size of the default level in much less time.
const COMPRESSION: i64 = 4;

/// The bytes of the package. The same package gives the same bytes: new parts are dated 1980-01-01.
pub(super) fn write(package: &mut Package<'_>) -> Result<Vec<u8>, AnnotateError> {
    let fates: Vec<(String, Option<Vec<u8>>, usize)> = package
        .fates()
        .map(|(name, fate)| match fate {
            Fate::Kept(index) => (name.to_owned(), None, index),
            Fate::Written(content) => (name.to_owned(), Some(content.to_vec()), 0),
        })
        .collect();
    let comment = package.archive().comment().to_vec();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(DateTime::default());
    for (name, content, index) in fates {
        let content = match content {
            Some(content) => content,
            None => {
                let entry = package.archive().by_index_raw(index)?;
                if entry.extra_data_fields().next().is_none() {
                    out.raw_copy_file(entry)?;
                    continue;
                }
                // a raw copy carries the fields over, the sizes of a wide entry as a field without content
                drop(entry);
                package.bytes(&name)?.unwrap_or_default()
            }
        };
        out.start_file(name, options)?;
        out.write_all(&content).map_err(zip::result::ZipError::from)?;
    }
    out.set_raw_comment(comment.into_boxed_slice())?;
    Ok(out.finish()?.into_inner())
}
