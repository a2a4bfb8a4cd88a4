//! Our own marks in a branch's workbook: how they look, how they are recorded, how they are found again.
//!
//! `render::annotate` writes what is defined here; a reader uses it to pass over the sheet that we added.

mod book;
pub(crate) mod element;
mod kind;
pub(crate) mod markup;
mod package;
mod record;
mod relationships;
mod state;

pub(crate) use book::{Book, link_prefix, our_sheets};
pub use kind::MarkKind;
pub(crate) use kind::kind_of_fill;
pub use package::PackageError;
pub(crate) use package::{Fate, Package};
pub(crate) use record::{CellRecord, NotesRecord, Record, Was};
pub(crate) use relationships::{Relationship, folder, relationships_part};
pub(crate) use state::{BLANK_DIGEST, content_digest};
pub use state::{State, memo, state};

/// The name of the sheet that lists the problems.
pub const SHEET_NAME: &str = "jifen 校验";
/// How the text of each of our notes begins.
pub const NOTE_PREFIX: &str = "【jifen 校验】";
/// The hidden defined name that leads to our sheet when it was renamed.
pub(crate) const DEFINED_NAME: &str = "_jifen_marks_v1";
/// How the file name of our sheet's part begins, as we write it.
pub(crate) const PART_STEM: &str = "jifenProblems";
/// Who our notes say has written them. Programs that save a file may forget it.
pub(crate) const NOTE_AUTHOR: &str = "jifen 校验";

/// Whether a sheet of this name is the one that lists our problems: [`SHEET_NAME`], or that with a number
/// where the branch had a sheet of the name already (`jifen 校验 (2)`).
///
/// A branch can name a sheet so too; [`problem_sheets`] looks inside and is sure.
#[must_use]
pub fn is_sheet_name(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(SHEET_NAME) else { return false };
    let number = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
    rest.is_empty() || number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The names of the sheets in this xlsx that list our problems, renamed ones too: a reader passes them over.
///
/// # Errors
/// [`PackageError`] where the file is no readable OOXML workbook.
pub fn problem_sheets(bytes: &[u8]) -> Result<Vec<String>, PackageError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let found = our_sheets(&mut package, &book)?;
    Ok(found.into_iter().filter_map(|(index, _)| book.sheets.get(index).map(|sheet| sheet.name.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::is_sheet_name;

    #[test]
    fn our_sheet_is_known_by_its_name() {
        assert!(is_sheet_name("jifen 校验") && is_sheet_name("jifen 校验 (2)"));
        assert!(!is_sheet_name("jifen 校验表") && !is_sheet_name("校验") && !is_sheet_name("jifen 校验 ()"));
    }
}
