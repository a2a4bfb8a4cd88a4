//! Whether a file is a copy that we marked, and whether someone has worked on it since.

use super::book::{Book, is_our_part, our_sheets};
use super::package::{Package, PackageError};
use super::record::Record;
use crate::model::Digest;

/// What a file is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// We did not mark it, or our marks are off again.
    NotOurs,
    /// A copy that we marked, exactly as we wrote it.
    Unedited {
        /// The digest of the file that was marked, as `Digest` displays it.
        origin: String,
    },
    /// A copy that we marked and that was saved by someone since, our own sheet counted.
    Edited {
        /// The digest of the file that was marked, where the record of it is still there.
        origin: Option<String>,
    },
}

/// What stands for the digest of a copy while that digest is taken.
pub(crate) const BLANK_DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Tells what a file is to us. Where it is not ours, that costs the archive's directory and the workbook part.
///
/// # Errors
/// [`PackageError`] where the file is no readable OOXML workbook.
pub fn state(bytes: &[u8]) -> Result<State, PackageError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let records = our_sheets(&mut package, &book)?;
    let parts: Vec<&str> = records
        .iter()
        .filter_map(|(index, _)| book.sheets.get(*index)?.part.as_deref())
        .filter(|part| is_our_part(part))
        .collect();
    let find = |wanted: fn(&Record) -> Option<&String>| records.iter().flat_map(|(_, lines)| lines).find_map(wanted);
    let origin = find(|record| if let Record::Origin(digest) = record { Some(digest) } else { None }).cloned();
    let content = find(|record| if let Record::Content(digest) = record { Some(digest) } else { None }).cloned();
    if records.is_empty() {
        return Ok(State::NotOurs);
    }
    if let ([part], Some(origin), Some(content)) = (parts.as_slice(), &origin, content) {
        let blanked = package.text(part)?.unwrap_or_default().replacen(&content, BLANK_DIGEST, 1);
        if content_digest(&mut package, part, &blanked)?.to_string() == content {
            return Ok(State::Unedited { origin: origin.clone() });
        }
    }
    Ok(State::Edited { origin })
}

/// The lines that a marked copy keeps for the next run, in their order; none where the file is no such copy.
///
/// They survive when another program saves the file, and when someone works on it.
///
/// # Errors
/// [`PackageError`] where the file is no readable OOXML workbook.
pub fn memo(bytes: &[u8]) -> Result<Vec<String>, PackageError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let records = our_sheets(&mut package, &book)?.into_iter().flat_map(|(_, records)| records);
    Ok(records.filter_map(|record| if let Record::Memo(text) = record { Some(text) } else { None }).collect())
}

/// The digest over all parts by name, that of our sheet with its own digest blanked.
pub(crate) fn content_digest(package: &mut Package<'_>, our_part: &str, ours: &str) -> Result<Digest, PackageError> {
    let mut names = package.names();
    names.sort_unstable();
    let mut list = String::new();
    for name in names {
        let digest = if name == our_part {
            Digest::of(ours.as_bytes())
        } else {
            Digest::of(&package.bytes(&name)?.unwrap_or_default())
        };
        list.push_str(&format!("{digest} {name}\n"));
    }
    Ok(Digest::of(list.as_bytes()))
}
