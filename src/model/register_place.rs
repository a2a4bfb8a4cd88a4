//! Where a matter of one of the township's registers stands.

use std::sync::Arc;

use super::Source;

/// Where a matter is recorded: a row of a workbook, or an entry of a TOML file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegisterPlace {
    /// The file's name.
    pub file: Arc<str>,
    /// Its row in a workbook.
    pub source: Option<Source>,
    /// Which one of the file it is, from 1.
    pub number: usize,
}

impl RegisterPlace {
    /// In words: 异议.xlsx「异议」第 4 行, 异议.toml 第 2 条.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.source {
            Some(source) => format!("{}「{}」第 {} 行", self.file, source.sheet, source.cells.first.row + 1),
            None => format!("{} 第 {} 条", self.file, self.number),
        }
    }
}

impl Default for RegisterPlace {
    fn default() -> Self {
        Self { file: "".into(), source: None, number: 1 }
    }
}
