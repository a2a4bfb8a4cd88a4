//! The records that a part of a binary workbook is made of: a kind, a length, and bytes.

use crate::workbook::ole::{u16_at, u32_at};
use crate::workbook::trouble::Trouble;

/// Why a part cannot be read.
pub(super) const CUT: Trouble = Trouble::Damaged("内容不完整");

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// What it is.
    pub kind: u32,
    data: &'a [u8],
}

impl<'a> Record<'a> {
    /// The byte at a place.
    pub(super) fn byte(&self, at: usize) -> Result<u8, Trouble> {
        self.data.get(at).copied().ok_or(CUT)
    }

    /// The number of two bytes at a place.
    pub(super) fn short(&self, at: usize) -> Result<u16, Trouble> {
        u16_at(self.data, at).ok_or(CUT)
    }

    /// The number of four bytes at a place.
    pub(super) fn number(&self, at: usize) -> Result<u32, Trouble> {
        u32_at(self.data, at).ok_or(CUT)
    }

    /// The binary fraction at a place.
    pub(super) fn fraction(&self, at: usize) -> Result<f64, Trouble> {
        let bytes = self.data.get(at..).and_then(|from| from.first_chunk());
        bytes.map(|bytes| f64::from_le_bytes(*bytes)).ok_or(CUT)
    }

    /// The text at a place, and the place after it. A text that is not there (as a link may be) is empty.
    pub(super) fn text(&self, at: usize) -> Result<(String, usize), Trouble> {
        let start = at.checked_add(4).ok_or(CUT)?;
        let length = match self.number(at)? {
            u32::MAX => 0,
            length => usize::try_from(length).ok().and_then(|length| length.checked_mul(2)).ok_or(CUT)?,
        };
        let end = start.checked_add(length).ok_or(CUT)?;
        let units: Vec<u16> =
            self.data.get(start..end).ok_or(CUT)?.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
        Ok((String::from_utf16_lossy(&units), end))
    }
}

/// Steps through a part until it ends; a record that is cut short is an error.
pub(super) fn records(mut part: &[u8]) -> impl Iterator<Item = Result<Record<'_>, Trouble>> {
    std::iter::from_fn(move || {
        (!part.is_empty()).then(|| {
            let record = (|| {
                let kind = packed(&mut part, 2)?;
                let length = usize::try_from(packed(&mut part, 4)?).ok()?;
                let (data, rest) = part.split_at_checked(length)?;
                part = rest;
                Some(Record { kind, data })
            })();
            if record.is_none() {
                part = &[];
            }
            record.ok_or(CUT)
        })
    })
}

/// A number of seven bits a byte, of at most so many bytes.
fn packed(part: &mut &[u8], most: u32) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let (byte, rest) = part.split_first()?;
        *part = rest;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lengths_are_packed() {
        let long = [&[0xE9, 0x04, 0x81, 0x01][..], &[7; 129]].concat();
        let read: Vec<Record<'_>> = records(&long).collect::<Result<_, _>>().unwrap();
        assert_eq!((read[0].kind, read[0].data.len(), read.len()), (0x269, 129, 1));
        for length in 1..long.len() {
            assert!(records(&long[..length]).any(|record| record.is_err()), "{length}");
        }
    }

    #[test]
    fn texts_stay_within_their_record() {
        let record = |data: &'static [u8]| Record { kind: 0, data };
        assert_eq!(record(b"\x02\0\0\0a\0b\0!").text(0).unwrap(), ("ab".to_owned(), 8));
        assert_eq!(record(b"\xFF\xFF\xFF\xFF").text(0).unwrap(), (String::new(), 4));
        for data in [&b"\x02\0\0\0a\0"[..], b"\xFE\xFF\xFF\xFFa\0", b"\x01"] {
            assert_eq!(record(data).text(0), Err(CUT));
        }
    }
}
