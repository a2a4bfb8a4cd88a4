//! What the cells of all sheets refer to by number: shared texts, and formats that make a number a date.
//!
//! calamine understands both. It is asked once for each text and format, through a plain workbook that is put together
//! in memory and holds nothing else, and not once for each of the many cells that refer to them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use calamine::{DataRef, Reader as _, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::styles::Formats;
use super::text::Strings;
use crate::workbook::trouble::Trouble;

const UNREADABLE: Trouble = Trouble::Damaged("文字或格式无法识别");
const PART: &str = "xl/worksheets/sheet1.xml";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The answers.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Lookup {
    texts: Vec<Box<str>>,
    dates: Vec<bool>,
    percents: Vec<bool>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

impl Lookup {
    /// Asks for every text and every format.
    pub(in crate::workbook) fn read(strings: &Strings, formats: &Formats, from_1904: bool) -> Result<Self, Trouble> {
        let bytes = question(strings, formats).ok_or(UNREADABLE)?;
        let mut lookup = Self { from_1904, percents: formats.percents()?, ..Self::default() };
        lookup.answer(bytes, strings.count, formats.count).ok_or(UNREADABLE)?;
        Ok(lookup)
    }

    /// The shared text of that number.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        self.texts.get(index).map(|text| &**text)
    }

    /// Whether the format of that number shows a date.
    pub(in crate::workbook) fn is_date(&self, format: usize) -> bool {
        self.dates.get(format).copied().unwrap_or(false)
    }

    /// Whether the format of that number shows a percentage.
    pub(in crate::workbook) fn is_percent(&self, format: usize) -> bool {
        self.percents.get(format).copied().unwrap_or(false)
    }

    /// `None` where calamine says more or less than was asked.
    fn answer(&mut self, bytes: Vec<u8>, texts: usize, formats: usize) -> Option<()> {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let mut cells = workbook.worksheet_cells_reader("0").ok()?;
        self.texts.reserve_exact(texts);
        for _ in 0..texts {
            self.texts.push(match cells.next_cell().ok()??.get_value() {
                DataRef::SharedString(text) => (*text).into(),
                _ => "".into(),
            });
        }
        for _ in 0..formats {
            let cell = cells.next_cell().ok()??;
            self.dates.push(matches!(cell.get_value(), DataRef::DateTime(date) if date.is_datetime()));
        }
        matches!(cells.next_cell(), Ok(None)).then_some(())
    }
}

/// A workbook with a cell for each text and each format. Places are left out: the order tells.
fn question(strings: &Strings, formats: &Formats) -> Option<Vec<u8>> {
    let mut sheet = String::from("<worksheet><sheetData>");
    (0..strings.count).try_for_each(|index| write!(sheet, "<c t=\"s\"><v>{index}</v></c>")).ok()?;
    (0..formats.count).try_for_each(|index| write!(sheet, "<c s=\"{index}\"><v>1</v></c>")).ok()?;
    sheet.push_str("</sheetData></worksheet>");
    let link = |what: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"0\" Type=\"{LINK}/{what}\" Target=\"{target}\"/></Relationships>")
    };
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"0\" id=\"0\"/></sheets></workbook>"),
        ("xl/sharedStrings.xml", strings.xml.as_slice()),
        ("xl/styles.xml", formats.xml.as_slice()),
        (PART, sheet.as_bytes()),
    ] {
        package.start_file(name, stored).ok()?;
        package.write_all(part).ok()?;
    }
    Some(package.finish().ok()?.into_inner())
}

#[cfg(test)]
impl Lookup {
    /// Answers made up for a test.
    pub(super) fn of(texts: &[&str], dates: &[bool]) -> Self {
        let texts = texts.iter().map(|text| (*text).into()).collect();
        Self { texts, dates: dates.to_vec(), percents: Vec::new(), from_1904: false }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{styles, text};
    use super::*;

    #[test]
    fn texts_and_formats_are_looked_up_by_number() {
        let strings = "<sst><si><t>王&amp;_x000D_</t></si><si/><si><t xml:space=\"preserve\"> 伟 </t></si></sst>";
        let formats = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"yyyy&quot;年&quot;\"/>\
            <numFmt numFmtId=\"201\" formatCode=\"0.0%\"/><numFmt numFmtId=\"202\" formatCode=\"0&quot;%&quot;\"/></numFmts><cellXfs>\
            <xf numFmtId=\"0\"/><xf numFmtId=\"200\"/><xf numFmtId=\"31\"/><xf numFmtId=\"46\"/><xf/>\
            <xf numFmtId=\"10\"/><xf numFmtId=\"201\"/><xf numFmtId=\"202\"/></cellXfs></styleSheet>";
        let strings = text::strings(strings.as_bytes()).unwrap();
        let formats = styles::formats(formats.as_bytes()).unwrap();
        let lookup = Lookup::read(&strings, &formats, false).unwrap();
        assert_eq!([0, 1, 2, 3].map(|i| lookup.text(i)), [Some("王&\r"), Some(""), Some(" 伟 "), None]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|i| lookup.is_date(i)), [false, true, true, false, false, false]);
        assert_eq!([4, 5, 6, 7, 8].map(|i| lookup.is_percent(i)), [false, true, true, false, false]);
    }
}
