//! Excel 2007 and later (.xlsx, .xlsm), and what WPS saves under the same names.
//!
//! The package is unpacked once, under limits; what the sheets share is looked up through calamine
//! ([`lookup`]); each sheet is walked once ([`walk`]).

mod cell;
mod contents;
mod lookup;
mod styles;
mod text;
mod walk;

use contents::{Contents, Listed};
pub(super) use lookup::Lookup;
pub(super) use styles::Formats;
pub(super) use text::Strings;

use super::package::Package;
use super::trouble::{CELLS, SheetRead, Trouble};

/// Reads all sheets of a package.
pub(super) fn sheets(package: &mut Package<'_>) -> Result<Vec<SheetRead>, Trouble> {
    let contents = Contents::read(package)?;
    let mut part = |name: &Option<String>| name.as_deref().map_or(Ok(None), |name| package.part(name));
    let strings = part(&contents.strings)?.map(|part| text::strings(&part)).transpose()?.unwrap_or_default();
    let formats = part(&contents.styles)?.map(|part| styles::formats(&part)).transpose()?.unwrap_or_default();
    let lookup = Lookup::read(&strings, &formats, contents.from_1904)?;
    drop((strings, formats));
    let mut budget = CELLS;
    let mut sheets = Vec::with_capacity(contents.sheets.len());
    for Listed { name, hidden, part: listed } in contents.sheets {
        let walked = match part(&listed)? {
            Some(part) => walk::walk(&part, name.clone(), &lookup, &mut budget),
            None => Err(Trouble::Damaged("内容缺失")),
        };
        sheets.push(match walked {
            Ok(mut sheet) => {
                sheet.hidden = hidden;
                Ok(sheet)
            }
            Err(Trouble::Damaged(why)) => Err((name, why)),
            Err(trouble) => return Err(trouble),
        });
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// What the first sheet of a package of these parts holds.
    fn first(parts: &[(&str, &str)]) -> Vec<String> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(part.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let sheets = sheets(&mut Package::open(&bytes).unwrap()).unwrap();
        let cells = sheets[0].as_ref().unwrap().cells();
        cells.iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect()
    }

    #[test]
    fn prefixes_and_strict_names_read_the_same() {
        let office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        let links = format!(
            "<pr:Relationships><pr:Relationship Target='/xl/sheet.xml' Type='{office}/worksheet' Id='a'/>\
             <pr:Relationship Target='strings.xml' Type='{office}/sharedStrings' Id='b'/></pr:Relationships>"
        );
        let root = format!(
            "<Relationships><Relationship Id='a' Type='{office}/officeDocument' Target='xl/wb.xml'/></Relationships>"
        );
        let read = first(&[
            ("_rels/.rels", &root),
            ("xl/_rels/wb.xml.rels", &links),
            ("xl/wb.xml", "<x:workbook><x:sheets><x:sheet name='甲&amp;乙' rel:id='a'/></x:sheets></x:workbook>"),
            ("xl/strings.xml", "<x:sst><x:si><x:t xml:space='preserve'> 王伟</x:t></x:si></x:sst>"),
            (
                "xl/sheet.xml",
                "\u{feff}<x:worksheet><x:sheetData><x:row><x:c t='s'><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>",
            ),
        ]);
        assert_eq!(read, ["A1 Text(\" 王伟\")"]);
    }

    #[test]
    fn dates_are_told_by_their_format() {
        let kind = "x/relationships";
        let links = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{kind}/worksheet\" Target=\"s.xml\"/>\
             <Relationship Id=\"b\" Type=\"{kind}/styles\" Target=\"formats.xml\"/></Relationships>"
        );
        let styles = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>\
            <dxfs><dxf><numFmt numFmtId=\"0\" formatCode=\"yyyy\"/></dxf></dxfs>\
            <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/><xf numFmtId=\"31\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>";
        let sheet = "<worksheet><sheetData><row><c s=\"0\"><v>44269</v></c><c s=\"1\"><v>44269</v></c><c s=\"2\"><v>44269.25</v></c>\
            <c s=\"3\"><v>1.5</v></c><c s=\"1\"><v>-7</v></c><c s=\"1\"><v>0.5</v></c><c t=\"d\"><v>2025-03-15</v></c></row></sheetData></worksheet>";
        let read = first(&[
            (
                "xl/workbook.xml",
                "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>",
            ),
            ("xl/_rels/workbook.xml.rels", &links),
            ("xl/formats.xml", styles),
            ("xl/s.xml", sheet),
        ]);
        assert_eq!(
            read,
            [
                "A1 Number(44269)",
                "B1 Date(2025-03-15T00:00:00)",
                "C1 Date(2025-03-15T06:00:00)",
                "D1 Number(1.5)",
                "E1 Number(-7)",
                "F1 Number(0.5)",
                "G1 Date(2025-03-15T00:00:00)",
            ]
        );
    }
}
