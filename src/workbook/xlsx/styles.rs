//! Number formats: all that reading needs of the styles, to tell dates from numbers.

use std::collections::BTreeSet;

use crate::workbook::escape::{decoded, mended};
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Token, Tokens};

/// Excel itself stops at 65,490 formats.
const FORMATS: usize = 65_536;

/// The built-in formats of percentages: 0% and 0.00%.
const PERCENTAGES: [&[u8]; 2] = [b"9", b"10"];

/// The formats of a workbook, written plainly.
pub(in crate::workbook) struct Formats {
    /// The part, as it is handed on.
    pub xml: Vec<u8>,
    /// How many formats it holds.
    pub count: usize,
}

impl Default for Formats {
    fn default() -> Self {
        Self { xml: b"<styleSheet></styleSheet>".to_vec(), count: 0 }
    }
}

impl Formats {
    /// Which of them show a percentage.
    pub(super) fn percents(&self) -> Result<Vec<bool>, Trouble> {
        let mut tokens = Tokens::new(&self.xml)?;
        let mut shown: BTreeSet<Vec<u8>> = PERCENTAGES.into_iter().map(<[u8]>::to_vec).collect();
        let mut percents = Vec::with_capacity(self.count);
        while let Some(token) = tokens.next()? {
            let Token::Open(tag) = token else { continue };
            let id = tag.attribute(b"numFmtId")?.unwrap_or_default();
            match tag.name {
                b"numFmt" if shows_percentage(&decoded(tag.attribute(b"formatCode")?.unwrap_or_default())) => {
                    shown.insert(id.to_vec());
                }
                b"xf" => percents.push(shown.contains(id)),
                _ => {}
            }
        }
        Ok(percents)
    }
}

/// Whether a format code has a sign of percent that is not only text.
fn shows_percentage(code: &str) -> bool {
    let outside_quotes = code.split('"').step_by(2);
    outside_quotes.into_iter().any(|piece| piece.replace("\\%", "").contains('%'))
}

/// Reads the part of styles, and keeps nothing of it but the number formats.
pub(super) fn formats(part: &[u8]) -> Result<Formats, Trouble> {
    let mut tokens = Tokens::new(part)?;
    let mut codes = Vec::new();
    let mut formats = Vec::new();
    let (mut count, mut in_codes, mut in_formats) = (0, false, false);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open(tag) if tag.name == b"numFmts" => in_codes = !tag.empty,
            Token::Close(b"numFmts") => in_codes = false,
            Token::Open(tag) if tag.name == b"cellXfs" => in_formats = !tag.empty,
            Token::Close(b"cellXfs") => in_formats = false,
            Token::Open(tag) if tag.name == b"numFmt" && in_codes => {
                if let (Some(id), Some(code)) = (tag.attribute(b"numFmtId")?, tag.attribute(b"formatCode")?) {
                    put(&mut codes, b"<numFmt numFmtId=\"", id);
                    put(&mut codes, b"\" formatCode=\"", code);
                    codes.extend_from_slice(b"\"/>");
                }
            }
            Token::Open(tag) if tag.name == b"xf" && in_formats && count < FORMATS => {
                count += 1;
                put(&mut formats, b"<xf numFmtId=\"", tag.attribute(b"numFmtId")?.unwrap_or(b"0"));
                formats.extend_from_slice(b"\"/>");
            }
            _ => {}
        }
    }
    let xml =
        [b"<styleSheet><numFmts>", &*codes, b"</numFmts><cellXfs>", &formats, b"</cellXfs></styleSheet>"].concat();
    Ok(Formats { xml, count })
}

fn put(xml: &mut Vec<u8>, before: &[u8], value: &[u8]) {
    xml.extend_from_slice(before);
    let start = xml.len();
    mended(value, xml);
    // A value that stood in single quotes may hold a double one.
    if xml.get(start..).is_some_and(|value| value.contains(&b'"')) {
        let value = String::from_utf8_lossy(&xml.split_off(start)).replace('"', "&quot;");
        xml.extend_from_slice(value.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_number_formats_remain() {
        let part = "<styleSheet><numFmts count='1'><numFmt numFmtId=\"176\" formatCode='yyyy\"年\"'/></numFmts><fonts><font/></fonts>\
            <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"><alignment/></xf><xf numFmtId=\"176\"/></cellXfs></styleSheet>";
        assert_eq!(
            String::from_utf8(formats(part.as_bytes()).unwrap().xml).unwrap(),
            "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>"
        );
    }
}
