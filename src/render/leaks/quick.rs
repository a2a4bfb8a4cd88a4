//! Whether bytes have to be searched at all: one pass that sees no number past, and takes few others for one.

use memchr::memmem;

/// The shortest number that is looked for has this many digits.
const SHORTEST: usize = 11;
/// The digits of a SHA-256 digest.
const DIGEST: usize = 64;

/// Whether eleven digits may stand in a row, in groups, in full width, as character references or in several runs of rich text.
/// A file of ours holds none of this as a rule, and is done with.
pub(in crate::render) fn may_hold(bytes: &[u8]) -> bool {
    // Any stretch that is long enough has one of these bytes in it.
    let mut at = SHORTEST - 1;
    while let Some(&byte) = bytes.get(at) {
        if !is_kept(byte) {
            at += SHORTEST;
            continue;
        }
        let (before, after) = bytes.split_at_checked(at).unwrap_or_default();
        let start = at - before.iter().rev().take_while(|byte| is_kept(**byte)).count();
        let end = at + after.iter().take_while(|byte| is_kept(**byte)).count();
        let digits = bytes.get(start..end).unwrap_or_default().iter().filter(|byte| is_digit(**byte)).count();
        if digits >= SHORTEST && !is_in_digest(bytes, at) {
            return true;
        }
        at = end + SHORTEST;
    }
    let holds = |sought: &[u8]| memmem::find(bytes, sought).is_some();
    holds(b"&#") || [&b"<r>"[..], b"<r ", b":r>", b":r "].into_iter().any(holds)
}

/// A digit, or the last byte of one in full width (EF BC 90 to 99); of other characters, too.
const fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | 0x90..=0x99)
}

/// Digits, and the bytes that may stand between two: the rest of those in full width, spaces, hyphens.
const fn is_kept(byte: u8) -> bool {
    is_digit(byte) || matches!(byte, b' ' | b'-' | 0xEF | 0xBC | 0x8D | 0xC2 | 0xA0 | 0xE3 | 0x80)
}

/// Whether this byte is one of just so many hexadecimal digits as a SHA-256 digest has: a result tells those of its files.
fn is_in_digest(bytes: &[u8], at: usize) -> bool {
    let is_hex = |byte: &&u8| byte.is_ascii_hexdigit();
    let before = bytes.get(..at).unwrap_or_default().iter().rev().take(DIGEST).take_while(is_hex).count();
    let after = bytes.get(at..).unwrap_or_default().iter().take(DIGEST + 1).take_while(is_hex).count();
    before + after == DIGEST
}

#[cfg(test)]
mod tests {
    use super::may_hold;

    #[test]
    fn long_numbers_are_suspected_however_they_are_written() {
        for text in [
            "13800000000",
            "１３８００００００００",
            "138 0000 0000",
            "138－0000－0000",
            "&#49;38",
            "<r><t>138</t></r>",
        ] {
            assert!(may_hold(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn an_ordinary_sheet_is_not_searched() {
        let sheet =
            "<row r=\"7\" spans=\"1:10\"><c r=\"B7\" s=\"3\"><v>45731</v></c><c r=\"C7\" t=\"s\"><v>1234</v></c></row>";
        assert!(!may_hold(sheet.as_bytes()));
        let digest = "13800000000a1f15000000000000000b3c4d5e6f708192a3b4c5d6e7f8091a2b";
        assert!(!may_hold(digest.as_bytes()) && may_hold(digest.get(..63).unwrap().as_bytes()));
        assert!(!may_hold("2025年3月15日至2025年12月31日，共 23 人".as_bytes()));
    }
}
