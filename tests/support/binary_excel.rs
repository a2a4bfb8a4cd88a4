//! A minimal writer of Excel's binary workbook (.xlsb).
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use crate::package::pack;

/// A record: kind and length in seven bits a byte.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let low = |number: usize| u8::try_from(number & 0x7F).unwrap();
    if kind < 0x80 {
        bytes.push(low(kind.into()));
    } else {
        bytes.extend([low(kind.into()) | 0x80, low(usize::from(kind) >> 7)]);
    }
    let mut length = data.len();
    while length >= 0x80 {
        bytes.push(low(length) | 0x80);
        length >>= 7;
    }
    bytes.push(low(length));
    [bytes, data.to_vec()].concat()
}

/// A text with its length before it.
pub fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap().to_le_bytes();
    length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

/// A row's header.
pub fn row(number: u32, hidden: bool) -> Vec<u8> {
    record(
        0,
        &[&number.to_le_bytes()[..], &[0, 0, 0, 0, 0x2C, 1, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]].concat(),
    )
}

/// A cell in a column; format 1 shows dates.
pub fn cell(kind: u16, col: u32, format: u8, data: &[u8]) -> Vec<u8> {
    record(kind, &[&col.to_le_bytes()[..], &[format, 0, 0, 0], data].concat())
}

/// A cell right of the one before.
pub fn short_cell(kind: u16, format: u8, data: &[u8]) -> Vec<u8> {
    record(kind, &[&[format, 0, 0, 0][..], data].concat())
}

/// What stands around the cells of a sheet.
pub fn sheet(hidden_cols: &[(u32, u32)], rows: &[u8], merges: &[[u32; 4]]) -> Vec<u8> {
    let cols = hidden_cols.iter().flat_map(|(first, last)| {
        record(0x3C, &[&first.to_le_bytes()[..], &last.to_le_bytes(), &[0, 8, 0, 0, 0, 0, 0, 0, 1, 0]].concat())
    });
    let merges = merges.iter().flat_map(|corners| record(0xB0, &corners.map(u32::to_le_bytes).concat()));
    let cols: Vec<u8> = record(0x186, &[]).into_iter().chain(cols).chain(record(0x187, &[])).collect();
    [record(0x81, &[]), cols, record(0x91, &[]), rows.to_vec(), record(0x92, &[]), merges.collect(), record(0x82, &[])]
        .concat()
}

/// A whole file: names, whether they are hidden, and the sheets; and the texts that cells refer to.
pub fn workbook(sheets: &[(&str, bool, Vec<u8>)], texts: &[&str]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |links: &[(String, &str, String)]| {
        let links = links
            .iter()
            .map(|(id, what, to)| format!("<Relationship Id=\"{id}\" Type=\"{kind}/{what}\" Target=\"{to}\"/>"));
        format!("<Relationships>{}</Relationships>", links.collect::<String>()).into_bytes()
    };
    let bundle = |(i, (name, hidden, _)): (usize, &(&str, bool, Vec<u8>))| {
        record(0x9C, &[&[u8::from(*hidden), 0, 0, 0, 1, 0, 0, 0][..], &text(&format!("s{i}")), &text(name)].concat())
    };
    let book: Vec<u8> = [record(0x99, &[0; 12]), record(0x8F, &[])]
        .concat()
        .into_iter()
        .chain(sheets.iter().enumerate().flat_map(bundle))
        .chain(record(0x90, &[]))
        .collect();
    let xf = |format: u8| record(0x2F, &[&[0, 0, format, 0][..], &[0; 12]].concat());
    let format = record(0x2C, &[&[164, 0][..], &text("yyyy\"年\"m\"月\"d\"日\"")].concat());
    let styles = [
        record(0x267, &[1, 0, 0, 0]),
        format,
        record(0x268, &[]),
        record(0x272, &[0; 4]),
        xf(14),
        record(0x273, &[]),
        record(0x269, &[2, 0, 0, 0]),
        xf(0),
        xf(164),
        record(0x26A, &[]),
    ];
    let items: Vec<u8> = texts.iter().flat_map(|item| record(0x13, &[&[0][..], &text(item)].concat())).collect();
    let mut own: Vec<(String, &str, String)> =
        (0..sheets.len()).map(|i| (format!("s{i}"), "worksheet", format!("worksheets/sheet{i}.bin"))).collect();
    own.push(("t".to_owned(), "sharedStrings", "sharedStrings.bin".to_owned()));
    own.push(("f".to_owned(), "styles", "styles.bin".to_owned()));
    let mut parts = vec![
        ("_rels/.rels".to_owned(), links(&[("r".to_owned(), "officeDocument", "xl/workbook.bin".to_owned())])),
        ("xl/workbook.bin".to_owned(), book),
        ("xl/_rels/workbook.bin.rels".to_owned(), links(&own)),
        ("xl/styles.bin".to_owned(), styles.concat()),
        ("xl/sharedStrings.bin".to_owned(), [record(0x9F, &[0; 8]), items, record(0xA0, &[])].concat()),
    ];
    parts.extend(
        sheets.iter().enumerate().map(|(i, (.., sheet))| (format!("xl/worksheets/sheet{i}.bin"), sheet.clone())),
    );
    pack(&parts)
}
