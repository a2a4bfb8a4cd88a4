//! Whether bytes have to be searched at all: one pass that sees no number past, and takes few others for one.

use memchr::memmem;

/// The shortest number that is looked for has this many digits.
const SHORTEST: u32 = 11;

/// Whether eleven digits may stand in a row, in groups, in full width, as character references or in several runs of rich text.
/// A file of ours holds none of this as a rule, and is done with.
pub(in crate::render) fn may_hold(bytes: &[u8]) -> bool {
    let mut row = 0;
    let mut before = 0;
    for &byte in bytes {
        match byte {
            b'0'..=b'9' => row += 1,
            // A digit in full width is EF BC 90 to 99.
            0x90..=0x99 if before == 0xBC => row += 1,
            // Bytes of digits in full width, of spaces and of hyphens end no row.
            b' ' | b'-' | 0xEF | 0xBC | 0x8D | 0xC2 | 0xA0 | 0xE3 | 0x80 => {}
            _ => row = 0,
        }
        if row >= SHORTEST {
            return true;
        }
        before = byte;
    }
    let holds = |sought: &[u8]| memmem::find(bytes, sought).is_some();
    holds(b"&#") || [&b"<r>"[..], b"<r ", b":r>", b":r "].into_iter().any(holds)
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
        assert!(!may_hold("2025年3月15日至2025年12月31日，共 23 人".as_bytes()));
    }
}
