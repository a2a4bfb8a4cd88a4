//! The lists of what is in the package: 说明文件.TXT, 文件目录.XML, 目录.xlsx, index.html.

use super::entries::entries;
use super::{Packing, carrier, catalogue_book, index_page};
use crate::archive::places::{ABOUT, CATALOGUE, INDEX_BOOK, INDEX_PAGE};
use crate::archive::{ArchivedFile, about_text, catalogue_xml};
use crate::pipeline::OutputError;
use crate::render::xlsx::write_book;

/// The lists over all other files of the payload.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>, others: &[ArchivedFile]) -> Result<Vec<ArchivedFile>, OutputError> {
    let entries = entries(packing, others);
    let book = write_book(&catalogue_book::book(packing, &entries, others)).map_err(OutputError::Catalogue)?;
    let page = index_page::page(packing, &entries, others);
    let about = about_text(&carrier::about(packing, others), others);
    Ok(vec![
        ArchivedFile::new(ABOUT, "说明文件", about),
        ArchivedFile::new(CATALOGUE, "文件目录", catalogue_xml(&entries).into_bytes()),
        ArchivedFile::new(INDEX_BOOK, "目录（电子表格）", book),
        ArchivedFile::new(INDEX_PAGE, "目录（网页）", page.into_bytes()),
    ])
}

#[cfg(test)]
mod tests;
