//! Number formats: all that reading needs of the styles, to tell dates from numbers.

use crate::workbook::escape::mended;
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Token, Tokens};

/// Excel itself stops at 65,490 formats.
const FORMATS: usize = 65_536;

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

/// Which of the formats, as they are handed on, show a percentage.
pub(super) fn percents(xml: &[u8]) -> Result<Vec<bool>, Trouble> {
    let mut tokens = Tokens::new(xml)?;
    let mut codes = vec![b"9".to_vec(), b"10".to_vec()];
    let mut percents = Vec::new();
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open(tag) if tag.name == b"numFmt" => {
                let code = tag.attribute(b"formatCode")?.unwrap_or_default();
                codes.extend(tag.attribute(b"numFmtId")?.filter(|_| shows_percent(code)).map(<[u8]>::to_vec));
            }
            Token::Open(tag) if tag.name == b"xf" => {
                let id = tag.attribute(b"numFmtId")?.unwrap_or_default();
                percents.push(codes.iter().any(|code| code == id));
            }
            _ => {}
        }
    }
    Ok(percents)
}

/// Whether a format has a sign of percent that is no mere text in quotes or behind a backslash.
fn shows_percent(code: &[u8]) -> bool {
    let code = String::from_utf8_lossy(code).replace("&quot;", "\"");
    let (mut in_quotes, mut is_escaped) = (false, false);
    code.chars().any(|char| {
        let is_plain = !in_quotes && !std::mem::take(&mut is_escaped);
        match char {
            '"' if is_plain || in_quotes => in_quotes = !in_quotes,
            '\\' | '_' | '*' if is_plain => is_escaped = true,
            _ => {}
        }
        char == '%' && is_plain
    })
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
    fn percentages_are_told_from_other_numbers() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/><numFmt numFmtId=\"165\" \
            formatCode=\"0&quot;%&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"0\\%\"/></numFmts><cellXfs>\
            <xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>\
            <xf numFmtId=\"166\"/></cellXfs></styleSheet>";
        let plain = formats(part.as_bytes()).unwrap().xml;
        assert_eq!(percents(&plain).unwrap(), [false, true, true, true, false, false]);
    }

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
