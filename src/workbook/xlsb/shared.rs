//! What the cells of all sheets refer to by number: texts and formats.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::records::records;
use crate::workbook::escape::escaped;
use crate::workbook::look::built_in;
use crate::workbook::trouble::Trouble;
use crate::workbook::xlsx::{Formats, Lookup, Strings};

const ITEM: u32 = 0x13;
const FORMAT: u32 = 0x2C;
const XF: u32 = 0x2F;
const CELL_XFS: u32 = 0x269;
const END_CELL_XFS: u32 = 0x26A;
/// Excel itself stops at 65,490 formats.
const FORMATS: usize = 65_536;

/// The shared texts.
pub(super) fn strings(part: &[u8]) -> Result<Vec<Box<str>>, Trouble> {
    let items = records(part).filter(|record| record.as_ref().map_or(true, |record| record.kind == ITEM));
    items.map(|item| Ok(item?.text(1)?.0.into_boxed_str())).collect()
}

/// What the cells' formats mean.
pub(super) struct CellFormats {
    /// Which of them show a date or a percentage: asked in the words of xlsx.
    pub(super) lookup: Lookup,
    /// The code of each, where it is anything special.
    codes: Vec<Option<Box<str>>>,
}

impl CellFormats {
    /// The code of the format of that number.
    pub(super) fn code(&self, format: usize) -> Option<&str> {
        self.codes.get(format)?.as_deref()
    }
}

/// Reads the formats.
pub(super) fn formats(part: &[u8], from_1904: bool) -> Result<CellFormats, Trouble> {
    let (mut own, mut of_cells) = (HashMap::<u16, Box<str>>::new(), Vec::new());
    let (mut codes, mut formats, mut count, mut in_cells) = (String::new(), String::new(), 0, false);
    for record in records(part) {
        let record = record?;
        match record.kind {
            FORMAT => {
                let mut code = Vec::new();
                let said = record.text(2)?.0;
                escaped(said.as_bytes(), &mut code);
                own.insert(record.short(0)?, said.into_boxed_str());
                let code = String::from_utf8_lossy(&code).replace('"', "&quot;");
                let _ = write!(codes, "<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", record.short(0)?);
            }
            CELL_XFS => in_cells = true,
            END_CELL_XFS => in_cells = false,
            XF if in_cells && count < FORMATS => {
                count += 1;
                of_cells.push(record.short(2)?);
                let _ = write!(formats, "<xf numFmtId=\"{}\"/>", record.short(2)?);
            }
            _ => {}
        }
    }
    let xml = format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs>{formats}</cellXfs></styleSheet>").into_bytes();
    let lookup = Lookup::read(&Strings::default(), &Formats { xml, count }, from_1904)?;
    let code = |number: u16| own.get(&number).cloned().or_else(|| built_in(number).map(Into::into));
    Ok(CellFormats { lookup, codes: of_cells.into_iter().map(code).collect() })
}
