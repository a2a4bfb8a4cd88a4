//! What one cell holds: known at once, or written out for calamine to read.

use chrono::{NaiveDate, NaiveDateTime};

use super::Trouble;
use super::escape::{decoded, escaped, mended};
use super::text::item;
use super::walk::{Head, Walked};
use super::xml::{Tag, Token, Tokens};
use crate::model::CellRef;
use crate::workbook::Value;

/// A cell that was met.
pub(super) struct Slot {
    /// Where it stands.
    pub at: CellRef,
    /// Whether it has a formula.
    pub formula: bool,
    /// Its value; `None` where calamine is to say.
    pub known: Option<Value>,
    /// Whether it says of itself that it is a number; what is none is then damaged.
    pub is_number: bool,
}

/// Reads the inside of the cell just opened, and notes what it holds.
pub(super) fn write<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    head: Head<'_>,
    strings: usize,
    walked: &mut Walked,
) -> Result<(), Trouble> {
    let inside = Inside::read(tokens, tag)?;
    let value = inside.value.map_or(&*inside.joined, |value| value);
    let xml = &mut walked.xml;
    let damaged = || Some(Value::Error(decoded(value).into()));
    let known = match head.kind {
        // A text in the cell itself. Of a formula, the empty text is a result like any other, and holds nothing.
        Some(b"inlineStr" | b"is") if inside.text.is_empty() => return Ok(()),
        Some(b"inlineStr" | b"is") => {
            xml.extend_from_slice(b"<c t=\"inlineStr\"><is>");
            xml.extend_from_slice(&inside.text);
            xml.extend_from_slice(b"</is></c>");
            None
        }
        Some(b"str") if value.is_empty() => return Ok(()),
        Some(b"str") => {
            xml.extend_from_slice(b"<c t=\"str\"><v>");
            mended(value, xml);
            xml.extend_from_slice(b"</v></c>");
            None
        }
        _ if value.is_empty() && inside.formula => Some(Value::NotCalculated),
        _ if value.is_empty() => return Ok(()),
        None | Some(b"n") => {
            let number = value.trim_ascii();
            if number.contains(&b'&') {
                damaged()
            } else {
                xml.extend_from_slice(b"<c");
                if let Some(format) = head.format.filter(|format| format.iter().all(u8::is_ascii_digit)) {
                    xml.extend_from_slice(b" s=\"");
                    xml.extend_from_slice(format);
                    xml.extend_from_slice(b"\"");
                }
                xml.extend_from_slice(b"><v>");
                xml.extend_from_slice(number);
                xml.extend_from_slice(b"</v></c>");
                None
            }
        }
        Some(b"s") => {
            let index = std::str::from_utf8(value).ok().and_then(|digits| digits.trim().parse::<usize>().ok());
            if index.is_some_and(|index| index < strings) {
                xml.extend_from_slice(b"<c t=\"s\"><v>");
                xml.extend_from_slice(value.trim_ascii());
                xml.extend_from_slice(b"</v></c>");
                None
            } else {
                damaged()
            }
        }
        Some(b"b") => match value.trim_ascii() {
            b"1" | b"true" | b"TRUE" => Some(Value::Bool(true)),
            b"0" | b"false" | b"FALSE" => Some(Value::Bool(false)),
            _ => damaged(),
        },
        Some(b"d") => iso_date(&decoded(value)).map(Value::Date).or_else(damaged),
        Some(_) => damaged(),
    };
    let is_number = head.kind == Some(b"n");
    walked.slots.push(Slot { at: head.at, formula: inside.formula, known, is_number });
    Ok(())
}

/// The parts of a cell that matter.
#[derive(Default)]
struct Inside<'a> {
    formula: bool,
    /// The stored value, where it is one piece, as it nearly always is.
    value: Option<&'a [u8]>,
    /// The stored value put together from several pieces.
    joined: Vec<u8>,
    /// The text that stands in the cell itself, as plain runs.
    text: Vec<u8>,
}

impl<'a> Inside<'a> {
    fn read(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<Self, Trouble> {
        let mut inside = Self::default();
        let level = tokens.level(tag);
        while let Some(token) = tokens.within(level)? {
            match token {
                Token::Open(part) if part.name == b"v" => inside.read_value(tokens, part)?,
                Token::Open(part) if part.name == b"is" => item(tokens, part, &mut inside.text)?,
                Token::Open(part) => {
                    inside.formula |= part.name == b"f";
                    tokens.skip(part)?;
                }
                _ => {}
            }
        }
        Ok(inside)
    }

    fn read_value(&mut self, tokens: &mut Tokens<'a>, part: Tag<'a>) -> Result<(), Trouble> {
        let level = tokens.level(part);
        while let Some(token) = tokens.within(level)? {
            match token {
                Token::Text(piece) if self.value.is_none() && self.joined.is_empty() => self.value = Some(piece),
                Token::Text(piece) => self.join(|joined| joined.extend_from_slice(piece)),
                Token::Verbatim(piece) => self.join(|joined| escaped(piece, joined)),
                _ => {}
            }
        }
        Ok(())
    }

    fn join(&mut self, append: impl FnOnce(&mut Vec<u8>)) {
        self.joined.extend_from_slice(self.value.take().unwrap_or_default());
        append(&mut self.joined);
    }
}

/// A date as `t="d"` cells write it.
fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    let whole = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f");
    whole.or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(NaiveDateTime::from)).ok()
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn dates_may_have_a_time() {
        for (text, date) in [
            ("2025-03-15", "2025-03-15 00:00:00"),
            ("2025-03-15T08:30:00Z", "2025-03-15 08:30:00"),
            ("2025-03-15T08:30:00.000", "2025-03-15 08:30:00"),
        ] {
            assert_eq!(iso_date(text).unwrap().to_string(), date);
        }
        assert_eq!(iso_date("3月15日"), None);
    }
}
