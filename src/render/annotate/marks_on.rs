//! What of ours is on a workbook: so that whoever has it taken off can be told.

use super::AnnotateError;
use super::styles::Stylesheet;
use super::worksheet::Worksheet;
use crate::workbook::marks::{Book, Package, PackageError, our_sheets};

/// Our marks on a workbook, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarksOn {
    /// Cells with a fill of ours.
    pub cells: usize,
    /// Sheets of ours.
    pub sheets: usize,
}

impl MarksOn {
    /// Whether there are none.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.cells == 0 && self.sheets == 0
    }
}

/// Counts our marks.
///
/// # Errors
/// [`AnnotateError`] where the file is no readable OOXML workbook.
pub fn marks_on(bytes: &[u8]) -> Result<MarksOn, AnnotateError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let ours = our_sheets(&mut package, &book)?;
    let mut found = MarksOn { cells: 0, sheets: ours.len() };
    let Some(styles) = &book.styles else { return Ok(found) };
    let text = package.text(styles)?.unwrap_or_default();
    let styles = Stylesheet::read(styles, text)?;
    if !styles.has_marks() {
        return Ok(found);
    }
    for (index, sheet) in book.sheets.iter().enumerate() {
        let is_ours = ours.iter().any(|(at, _)| *at == index);
        let Some(part) = sheet.part.as_ref().filter(|_| !is_ours) else { continue };
        let text = package.text(part)?.unwrap_or_default();
        let bad = |_| PackageError::Malformed(part.clone());
        let worksheet = Worksheet::read(&text).map_err(bad)?;
        for (number, row) in &worksheet.rows {
            let cells = worksheet.cells(*number, row).map_err(bad)?;
            let is_marked = |style: u32| styles.kind(style).is_some();
            found.cells += cells.iter().filter(|it| it.element.tag.number("s").is_some_and(is_marked)).count();
        }
    }
    Ok(found)
}
