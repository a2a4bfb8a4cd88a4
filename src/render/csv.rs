//! Plain tables as csv, for spreadsheets and for programs that are too old for anything else.
//!
//! What a spreadsheet would take for a formula is made inert: an apostrophe is put before it, as a user would.

use std::collections::HashSet;

use csv::{Terminator, WriterBuilder};
use encoding_rs::GBK;

/// How the characters of a csv are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvEncoding {
    /// UTF-8 with a byte order mark, by which Excel and WPS know it.
    #[default]
    Utf8,
    /// GBK as Windows has it (code page 936), without any mark.
    Gbk,
}

/// A csv, and which characters its encoding lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv {
    /// The bytes of the file; lines end with CR LF.
    pub bytes: Vec<u8>,
    /// Characters that GBK lacks, each once; 〔U+4DAE〕 stands in the place of each.
    pub lacking: Vec<char>,
}

/// Writes a header and rows.
///
/// # Errors
/// Where the rows cannot be written as csv; their types do not allow that.
pub fn csv<const N: usize>(
    header: &[&str; N],
    rows: &[[String; N]],
    encoding: CsvEncoding,
) -> Result<Csv, std::io::Error> {
    rows_as_csv(header, rows, encoding)
}

/// The same where it is not known beforehand how many columns there are. Each row has as many texts as the header.
///
/// # Errors
/// Where a row has more or fewer texts than the header.
///
/// ```
/// use jifen::render::csv::{CsvEncoding, rows_as_csv};
/// let written = rows_as_csv(&["姓名", "得分"], &[vec!["王伟".to_owned(), "-3".to_owned()]], CsvEncoding::Utf8)?;
/// assert_eq!(written.bytes, "\u{feff}姓名,得分\r\n王伟,-3\r\n".as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn rows_as_csv(
    header: &[impl AsRef<str>],
    rows: &[impl AsRef<[String]>],
    encoding: CsvEncoding,
) -> Result<Csv, std::io::Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header.iter().map(|title| title.as_ref().as_bytes()))?;
    for row in rows {
        writer.write_record(row.as_ref().iter().map(|text| inert(text)))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(match encoding {
        CsvEncoding::Utf8 => Csv { bytes: format!("\u{feff}{text}").into_bytes(), lacking: Vec::new() },
        CsvEncoding::Gbk => in_gbk(&text),
    })
}

/// The text, with an apostrophe before it where a spreadsheet would reckon it. Numbers with a sign are no formulas.
/// Control characters, which a terminal might obey, are left out.
fn inert(text: &str) -> String {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(|c| !is_control(*c)).collect();
    let number = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !number.is_empty();
    let starts_one = text.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']);
    if starts_one && !is_number { format!("'{text}") } else { text }
}

fn in_gbk(text: &str) -> Csv {
    let mut bytes = Vec::with_capacity(text.len());
    let mut lacking = Vec::new();
    let mut known = HashSet::new();
    let mut buffer = [0; 4];
    for c in text.chars() {
        let (encoded, _, failed) = GBK.encode(c.encode_utf8(&mut buffer));
        if failed || is_beyond_windows(c, &encoded) {
            if known.insert(c) {
                lacking.push(c);
            }
            let (named, ..) = GBK.encode("〔");
            bytes.extend_from_slice(&named);
            bytes.extend_from_slice(format!("U+{:04X}", u32::from(c)).as_bytes());
            let (named, ..) = GBK.encode("〕");
            bytes.extend_from_slice(&named);
        } else {
            bytes.extend_from_slice(&encoded);
        }
    }
    Csv { bytes, lacking }
}

/// Whether Windows would not read these bytes as this character: what the web's GBK has from later standards.
fn is_beyond_windows(c: char, encoded: &[u8]) -> bool {
    matches!(c, '€' | '\u{E000}'..='\u{F8FF}')
        || matches!(encoded, [0xFE, 0x50..=0xFE] | [0xA8, 0xBC | 0xBF] | [0xA9, 0x89..=0x95] | [0x80] | [0xFF])
        || matches!(encoded, [0xA6, 0xD9..=0xDF | 0xEC | 0xED | 0xF3])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, encoding: CsvEncoding) -> Csv {
        csv(&["甲"], &[[text.to_owned()]], encoding).unwrap()
    }

    #[test]
    fn utf8_has_its_mark_and_lines_end_as_on_windows() {
        assert_eq!(one("王伟，\"三\"", CsvEncoding::Utf8).bytes, "\u{feff}甲\r\n\"王伟，\"\"三\"\"\"\r\n".as_bytes());
    }

    #[test]
    fn formulas_are_inert_and_numbers_stay_numbers() {
        for text in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1", "\t=1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["-3", "+0.5", "12", "2025-03-15", "", "王伟"] {
            assert_eq!(inert(text), text);
        }
        assert_eq!(inert("-"), "'-");
        assert_eq!(inert("\u{1b}[31m红"), "[31m红");
    }

    #[test]
    fn what_gbk_lacks_is_named() {
        let written = one("王䶮，𬱖€䶮", CsvEncoding::Gbk);
        assert_eq!(written.lacking, ['䶮', '𬱖', '€']);
        let (text, ..) = GBK.decode(&written.bytes);
        assert_eq!(text, "甲\r\n王〔U+4DAE〕，〔U+2CC56〕〔U+20AC〕〔U+4DAE〕\r\n");
        assert_eq!(&one("a", CsvEncoding::Gbk).bytes[..2], [0xBC, 0xD7]);
    }
}
