//! The number formats of a workbook of Excel 97–2003, as its globals list them.

use std::collections::HashMap;

use super::records::Record;
use crate::workbook::look::built_in;

/// Formats by the numbers that cells give.
#[derive(Debug, Default)]
pub(super) struct Formats {
    codes: HashMap<u16, String>,
    of_cells: Vec<u16>,
}

impl Formats {
    /// Takes note of a code. Texts of Excel 5.0/95 are in an encoding of their own and are passed over.
    pub(super) fn code(&mut self, record: &Record<'_>) {
        let (Some(number), Some(length)) = (record.number(0), record.number(2)) else { return };
        let (length, rest) = (usize::from(length), record.data.get(5..).unwrap_or_default());
        let text = match record.data.get(4).map(|flags| flags & 1) {
            Some(1) => {
                let wide: Vec<u16> =
                    rest.as_chunks::<2>().0.iter().take(length).map(|pair| u16::from_le_bytes(*pair)).collect();
                (wide.len() == length).then(|| String::from_utf16(&wide).ok()).flatten()
            }
            Some(_) => rest
                .get(..length)
                .filter(|text| text.is_ascii())
                .map(|text| text.iter().copied().map(char::from).collect()),
            None => None,
        };
        if let Some(text) = text {
            self.codes.insert(number, text);
        }
    }

    /// Takes note of the next cell format.
    pub(super) fn cell_format(&mut self, record: &Record<'_>) {
        self.of_cells.push(record.number(2).unwrap_or(0));
    }

    /// How a cell of that format shows its number; `None` where that is nothing special.
    pub(super) fn shown(&self, format: u16) -> Option<&str> {
        let number = self.of_cells.get(usize::from(format))?;
        self.codes.get(number).map(String::as_str).or_else(|| built_in(*number))
    }
}
