//! What one cell holds. A damaged cell says so itself, and does not hide the others.

use super::lookup::Lookup;
use super::text::inline;
use super::walk::Head;
use crate::workbook::escape::{decoded, escaped, unescaped};
use crate::workbook::number::{NoDecimal, date, decimal, iso_date};
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Tag, Token, Tokens};
use crate::workbook::{Cell, Value};

/// Reads the inside of the cell just opened; `None` where it holds nothing.
pub(super) fn cell<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    head: &Head<'_>,
    lookup: &Lookup,
) -> Result<Option<Cell>, Trouble> {
    let inside = Inside::read(tokens, tag)?;
    let stored = inside.value.unwrap_or(&inside.joined);
    let value = match head.kind {
        Some(b"inlineStr" | b"is") => some_text(&inside.text),
        Some(b"str") => some_text(&unescaped(&decoded(stored))),
        _ if stored.is_empty() => inside.formula.then_some(Value::NotCalculated),
        None | Some(b"n") => Some(number(stored.trim_ascii(), head, lookup)),
        Some(b"s") => match shared(stored, lookup) {
            Some(text) => some_text(text),
            None => Some(damaged(stored)),
        },
        Some(b"b") => Some(match stored.trim_ascii() {
            b"1" | b"true" | b"TRUE" => Value::Bool(true),
            b"0" | b"false" | b"FALSE" => Value::Bool(false),
            _ => damaged(stored),
        }),
        Some(b"d") => Some(iso_date(&decoded(stored)).map_or_else(|| damaged(stored), Value::Date)),
        // The errors that Excel shows, and kinds of value that do not exist.
        Some(_) => Some(damaged(stored)),
    };
    let percent = Some(head.format.and_then(index).is_some_and(|format| lookup.is_percent(format)));
    Ok(value.map(|value| Cell { at: head.at, value, formula: inside.formula, percent }))
}

/// The empty text is nothing: a formula that says "" leaves its cell blank.
fn some_text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

fn damaged(stored: &[u8]) -> Value {
    Value::Error(decoded(stored).into())
}

fn number(stored: &[u8], head: &Head<'_>, lookup: &Lookup) -> Value {
    let format = head.format.and_then(index);
    if format.is_some_and(|format| lookup.is_date(format))
        && let Some(date) = date(stored, lookup.from_1904)
    {
        return Value::Date(date);
    }
    match decimal(stored) {
        Ok(number) => Value::Number(number),
        // Some programs write texts without saying that they are.
        Err(NoDecimal::NotANumber) if head.kind.is_none() => Value::Text(unescaped(&decoded(stored)).into()),
        Err(_) => damaged(stored),
    }
}

fn shared<'l>(stored: &[u8], lookup: &'l Lookup) -> Option<&'l str> {
    lookup.text(index(stored.trim_ascii())?)
}

/// A number in the lists that the sheets share.
fn index(digits: &[u8]) -> Option<usize> {
    let in_range = (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    in_range.then(|| digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}

/// The parts of a cell that matter.
#[derive(Default)]
struct Inside<'a> {
    formula: bool,
    /// The stored value, where it is one piece, as it nearly always is.
    value: Option<&'a [u8]>,
    /// The stored value put together from several pieces.
    joined: Vec<u8>,
    /// The text that stands in the cell itself.
    text: String,
}

impl<'a> Inside<'a> {
    fn read(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<Self, Trouble> {
        if let Some(value) = tokens.only_value() {
            return Ok(Self { value: Some(value), ..Self::default() });
        }
        let mut inside = Self::default();
        let level = tokens.level(tag);
        while let Some(token) = tokens.within(level)? {
            match token {
                Token::Open(part) if part.name == b"v" => inside.read_value(tokens, part)?,
                Token::Open(part) if part.name == b"is" => inside.text = inline(tokens, part)?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_lists_are_plain() {
        assert_eq!(index(b"0042"), Some(42));
        for digits in ["", "-1", "+1", "1.0", "99999999999"] {
            assert_eq!(index(digits.as_bytes()), None, "{digits}");
        }
    }
}
