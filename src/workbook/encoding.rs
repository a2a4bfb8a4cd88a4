//! The text of a file that does not say how its characters are written, or says so wrongly.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::trouble::Trouble;

/// Bytes of a file of text. It is held several times over while it is read; a branch's csv has some hundred thousand.
const LONGEST: usize = 32_000_000;

const UNKNOWN: Trouble = Trouble::Damaged("文字编码认不出来，请用 Excel 或 WPS 打开，另存为 .xlsx");

/// The text of a file: by its mark (BOM), else UTF-8 where it is legal UTF-8, else as it is declared, else GB18030,
/// which is what Excel and web systems in China write.
///
/// # Errors
/// `Beyond` where it is too long, `Damaged` where it is none of these.
pub(super) fn decoded<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<Cow<'a, str>, Trouble> {
    if bytes.len() > LONGEST {
        return Err(Trouble::Beyond(format!("文本太长（超过 {} MB）", LONGEST / 1_000_000)));
    }
    let strictly =
        |encoding: &'static Encoding, bytes| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let utf8 = |bytes| std::str::from_utf8(bytes).map(Cow::Borrowed).ok();
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => strictly(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => strictly(UTF_16BE, rest),
        _ => utf8(bytes)
            .or_else(|| strictly(declared.and_then(|label| Encoding::for_label(label.as_bytes()))?, bytes))
            .or_else(|| strictly(GB18030, bytes)),
    };
    text.ok_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_are_told_apart() {
        let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
            [mark, &"王,五".encode_utf16().flat_map(unit).collect::<Vec<_>>()].concat()
        };
        for bytes in [
            "王,五".as_bytes().to_vec(),
            "\u{feff}王,五".as_bytes().to_vec(),
            b"\xCD\xF5,\xCE\xE5".to_vec(),
            wide(b"\xFF\xFE", u16::to_le_bytes),
            wide(b"\xFE\xFF", u16::to_be_bytes),
        ] {
            assert_eq!(decoded(&bytes, None).unwrap(), "王,五", "{bytes:?}");
        }
        // 䶮: four bytes of GB18030, none of GBK.
        assert_eq!(decoded(&GB18030.encode("龚䶮").0, None).unwrap(), "龚䶮");
        assert_eq!(decoded(b"\xA4\xFD", Some("Big5")).unwrap(), "王");
        assert_eq!(decoded(b"\xCD\xF5", Some("no such thing")).unwrap(), "王");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\xCD"[..], b"\xEF\xBB\xBF\xCD\xF5", b"\xFF\xFE\0", b"\xFF\xFE\x00\xD8"] {
            assert_eq!(decoded(bytes, None), Err(UNKNOWN), "{bytes:?}");
        }
        assert!(matches!(decoded(&vec![b'a'; LONGEST + 1], None), Err(Trouble::Beyond(_))));
    }
}
