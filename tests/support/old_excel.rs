//! A minimal writer of Excel 97–2003: just the records that cells need.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use super::container::container;

/// What a cell holds.
#[derive(Clone, Copy)]
pub enum Held<'a> {
    Text(&'a str),
    Number(f64),
    /// An integer in hundredths, packed.
    Hundredths(i32),
    /// A day count in a cell with a date format of its own.
    Day(f64),
    Bool(bool),
    Error(u8),
    /// A formula and its result.
    Computed(f64),
    /// A formula whose result is a text; `None` where the text was never stored.
    ComputedText(Option<&'a str>),
    /// A formula whose result is the empty text.
    ComputedNothing,
}

/// A worksheet.
#[derive(Default)]
pub struct Sheet<'a> {
    pub name: &'a str,
    pub hidden: bool,
    pub cells: Vec<(u16, u16, Held<'a>)>,
    /// First row, last row, first column, last column.
    pub merges: Vec<[u16; 4]>,
    pub hidden_rows: Vec<u16>,
    pub hidden_cols: Vec<u16>,
    /// Columns and their widths in 256ths of a character.
    pub widths: Vec<(u16, u16)>,
    /// Rows and their heights in 20ths of a point.
    pub heights: Vec<(u16, u16)>,
}

/// A record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// A whole file.
pub fn workbook(sheets: &[Sheet<'_>], from_1904: bool) -> Vec<u8> {
    container(&[("Workbook", &stream(sheets, from_1904, &[]))])
}

/// A file whose sheet says that its rows go from 5 to 0: calamine falls over it.
pub fn upside_down() -> Vec<u8> {
    let mut records = stream(&[Sheet { name: "积分登记", ..Sheet::default() }], false, &[]);
    let sheet = records.windows(4).rposition(|four| four == [9, 8, 16, 0]).unwrap();
    records.splice(sheet + 20..sheet + 20, record(0x200, &[5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]));
    container(&[("Workbook", &records)])
}

/// The records of a workbook; `extra` stands behind the first of them.
pub fn stream(sheets: &[Sheet<'_>], from_1904: bool, extra: &[u8]) -> Vec<u8> {
    let mut texts: Vec<&str> = Vec::new();
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|sheet| body(sheet, &mut texts)).collect();
    let bounds = |starts: &[usize]| -> Vec<u8> {
        let bound = |(sheet, start): (&Sheet<'_>, &usize)| {
            let name = wide(sheet.name);
            let start = u32::try_from(*start).unwrap().to_le_bytes();
            let length = u8::try_from(sheet.name.encode_utf16().count()).unwrap();
            record(0x85, &[&start[..], &[u8::from(sheet.hidden), 0, length, 1], &name].concat())
        };
        sheets.iter().zip(starts).flat_map(bound).collect()
    };
    let globals = |starts: &[usize]| {
        let date_format = "yyyy\"年\"m\"月\"d\"日\"";
        let mut format = vec![164, 0, u8::try_from(date_format.encode_utf16().count()).unwrap(), 0, 1];
        format.extend(wide(date_format));
        let xf = |format: u16| record(0xE0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat());
        let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
        let mut sst = [count, count].concat();
        for text in &texts {
            sst.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
            sst.push(1);
            sst.extend(wide(text));
        }
        [
            record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]),
            extra.to_vec(),
            record(0x42, &[0xB0, 4]),
            record(0x22, &[u8::from(from_1904), 0]),
            record(0x41E, &format),
            xf(0),
            xf(164),
            bounds(starts),
            record(0xFC, &sst),
            record(0x0A, &[]),
        ]
        .concat()
    };
    let mut end = globals(&vec![0; sheets.len()]).len();
    let mut starts = Vec::new();
    for body in &bodies {
        starts.push(end);
        end += body.len();
    }
    [globals(&starts), bodies.concat()].concat()
}

fn body<'a>(sheet: &Sheet<'a>, texts: &mut Vec<&'a str>) -> Vec<u8> {
    let mut records = vec![record(0x809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0])];
    for col in &sheet.hidden_cols {
        let col = col.to_le_bytes();
        records.push(record(0x7D, &[&col[..], &col, &[0, 8, 0, 0, 1, 0, 0, 0]].concat()));
    }
    for (col, width) in &sheet.widths {
        let (col, width) = (col.to_le_bytes(), width.to_le_bytes());
        records.push(record(0x7D, &[&col[..], &col, &width, &[0, 0, 0, 0, 0, 0]].concat()));
    }
    for (row, height) in &sheet.heights {
        let (row, height) = (row.to_le_bytes(), height.to_le_bytes());
        records.push(record(0x208, &[&row[..], &[0, 0, 9, 0], &height, &[0, 0, 0, 0, 0x40, 1, 0, 0]].concat()));
    }
    for row in &sheet.hidden_rows {
        records.push(record(0x208, &[&row.to_le_bytes()[..], &[0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0x20, 1, 0, 0]].concat()));
    }
    for (row, col, held) in &sheet.cells {
        let at = |format: u8| [&row.to_le_bytes()[..], &col.to_le_bytes(), &[format, 0]].concat();
        let formula = |result: [u8; 8]| record(0x06, &[&at(0)[..], &result, &[0; 6], &[3, 0, 0x1E, 1, 0]].concat());
        records.push(match held {
            Held::Text(text) => {
                texts.push(text);
                record(0xFD, &[&at(0)[..], &u32::try_from(texts.len() - 1).unwrap().to_le_bytes()].concat())
            }
            Held::Number(number) => record(0x203, &[&at(0)[..], &number.to_le_bytes()].concat()),
            Held::Hundredths(number) => record(0x27E, &[&at(0)[..], &(number << 2 | 3).to_le_bytes()].concat()),
            Held::Day(number) => record(0x203, &[&at(1)[..], &number.to_le_bytes()].concat()),
            Held::Bool(said) => record(0x205, &[&at(0)[..], &[u8::from(*said), 0]].concat()),
            Held::Error(code) => record(0x205, &[&at(0)[..], &[*code, 1]].concat()),
            Held::Computed(number) => formula(number.to_le_bytes()),
            Held::ComputedNothing => formula([3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
            Held::ComputedText(text) => {
                let formula = formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
                let stored = text.map(|text| {
                    let length = u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes();
                    record(0x207, &[&length[..], &[1], &wide(text)].concat())
                });
                [formula, stored.unwrap_or_default()].concat()
            }
        });
    }
    if !sheet.merges.is_empty() {
        let count = u16::try_from(sheet.merges.len()).unwrap().to_le_bytes();
        let corners = sheet.merges.iter().flatten().flat_map(|corner| corner.to_le_bytes());
        records.push(record(0xE5, &count.into_iter().chain(corners).collect::<Vec<u8>>()));
    }
    records.push(record(0x0A, &[]));
    records.concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
