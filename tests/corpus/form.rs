//! A form as its author wrote it: sheets of cells, and what has to be read from them.

use crate::expectation::Expected;
use crate::sheets::{Cell, Kind, Sheet, excel};

/// One file of `forms/`.
#[derive(Debug)]
pub struct Form {
    /// The number that its name begins with.
    pub number: String,
    /// Its path, for messages.
    pub path: String,
    pub period: Option<String>,
    pub year_start: Option<String>,
    /// The workbook's name, with the extension it has where the dialect is `own`.
    pub file: String,
    /// The dialects it is limited to.
    pub dialects: Option<Vec<String>>,
    /// Lines of a `jifen.toml`.
    pub profile: String,
    /// Codes that are not compared; `?` stands for any digit.
    pub ignore: Vec<String>,
    pub sheets: Vec<Sheet>,
    pub expected: Expected,
}

impl Form {
    /// Whether a cell of any sheet is so.
    pub fn has(&self, is: impl Fn(&Cell) -> bool) -> bool {
        self.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells).any(is)
    }

    /// How many cells hold something.
    pub fn filled_cells(&self) -> usize {
        let is_filled = |cell: &&Cell| match &cell.stored().kind {
            Kind::Empty | Kind::Left | Kind::Above => false,
            Kind::Text(text) => !text.is_empty(),
            _ => true,
        };
        self.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells).filter(is_filled).count()
    }

    /// The workbook by rust_xlsxwriter.
    pub fn xlsx(&self) -> Vec<u8> {
        excel::xlsx(&self.sheets).unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }

    /// The workbook's name with another extension.
    pub fn file_as(&self, extension: &str) -> String {
        format!("{}.{extension}", self.file.rsplit_once('.').map_or(self.file.as_str(), |(stem, _)| stem))
    }
}
