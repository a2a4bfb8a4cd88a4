//! Text of a page: white space counts as one blank, and blocks stand on lines of their own.

use crate::workbook::trouble::Trouble;

/// Bytes of one text: Excel's own limit is 32,767 characters.
const LONGEST: usize = 256 * 1024;

/// A text that is put together.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    gap: Option<char>,
}

impl Words {
    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str) -> Result<(), Trouble> {
        for character in piece.chars() {
            if character.is_ascii_whitespace() || character == '\u{a0}' {
                self.gap = self.gap.or(Some(' '));
                continue;
            }
            if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
                self.text.push(gap);
            }
            self.text.push(character);
        }
        if self.text.len() > LONGEST {
            return Err(Trouble::Beyond("其中有一段内容长得不正常（超过 256 KB）".to_owned()));
        }
        Ok(())
    }

    /// What follows stands on a new line.
    pub(super) fn new_line(&mut self) {
        self.gap = Some('\n');
    }

    /// The text, and nothing is left.
    pub(super) fn take(&mut self) -> String {
        self.gap = None;
        std::mem::take(&mut self.text)
    }
}
