//! Entities in text: put in, taken out, and mended where they are wrong.

use std::borrow::Cow;

use memchr::memchr;

/// Text with `&`, `<` and `>` written as entities.
pub(super) fn escaped(text: &[u8], into: &mut Vec<u8>) {
    for byte in text {
        match byte {
            b'&' => into.extend_from_slice(b"&amp;"),
            b'<' => into.extend_from_slice(b"&lt;"),
            b'>' => into.extend_from_slice(b"&gt;"),
            byte => into.push(*byte),
        }
    }
}

/// Text whose entities all exist: an `&` that starts none stands for itself.
pub(super) fn mended(mut text: &[u8], into: &mut Vec<u8>) {
    while let Some((before, from)) = memchr(b'&', text).and_then(|at| text.split_at_checked(at)) {
        into.extend_from_slice(before);
        into.extend_from_slice(if entity(from).is_some() { b"&" } else { b"&amp;" });
        text = from.get(1..).unwrap_or_default();
    }
    into.extend_from_slice(text);
}

/// What the text says, entities resolved; unknown ones stay as they are.
pub(super) fn decoded(text: &[u8]) -> Cow<'_, str> {
    let mut said = String::from_utf8_lossy(text);
    if memchr(b'\r', text).is_some() {
        // As XML has it: what ends a line in the file is one character.
        said = Cow::Owned(said.replace("\r\n", "\n").replace('\r', "\n"));
    }
    if memchr(b'&', text).is_none() {
        return said;
    }
    let mut out = String::with_capacity(said.len());
    let mut rest: &str = &said;
    while let Some((before, from)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let (character, length) = entity(from.as_bytes()).unwrap_or(('&', 1));
        out.push(character);
        rest = from.get(length..).unwrap_or_default();
    }
    Cow::Owned(out + rest)
}

/// Text with Excel's own escapes resolved: `_x000D_` is the UTF-16 unit 000D.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find("_x").and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let first = unit(from);
        let second = first.and_then(|_| unit(from.get(ESCAPE..)?));
        let read = |units: &[u16]| char::decode_utf16(units.iter().copied()).collect::<Result<String, _>>().ok();
        let one = first.and_then(|first| read(&[first])).map(|text| (text, ESCAPE));
        let pair = first.zip(second).and_then(|(first, second)| read(&[first, second])).map(|text| (text, 2 * ESCAPE));
        let (read, length) = one.or(pair).unwrap_or_else(|| ("_".to_owned(), 1));
        out.push_str(&read);
        rest = from.get(length..).unwrap_or_default();
    }
    Cow::Owned(out + rest)
}

/// The length of `_x000D_`.
const ESCAPE: usize = 7;

/// The unit that the escape at the start stands for.
fn unit(from: &str) -> Option<u16> {
    let digits = from.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_number)
}

/// The character that the entity at the start stands for, and its length in bytes.
fn entity(from: &[u8]) -> Option<(char, usize)> {
    let end = memchr(b';', from.get(..12.min(from.len()))?)?;
    let name = std::str::from_utf8(from.get(1..end)?).ok()?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix('x');
            let digits = hex.unwrap_or(number);
            let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, if hex.is_some() { 16 } else { 10 }).ok().filter(|_| is_number)?;
            char::from_u32(code).filter(|character| *character != '\0')?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_entities_stand_for_themselves() {
        let text = "a &amp; b &bad; &#x738B;&#0;&#xD800;& &#+5;&#20255;";
        let mut out = Vec::new();
        mended(text.as_bytes(), &mut out);
        let expected = "a &amp; b &amp;bad; &#x738B;&amp;#0;&amp;#xD800;&amp; &amp;#+5;&#20255;";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(decoded(text.as_bytes()), "a & b &bad; 王&#0;&#xD800;& &#+5;伟");
    }

    #[test]
    fn excels_own_escapes_are_resolved() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_xD83D__xDCF7_", "📷"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D_x", "_xD83D_x"),
            ("_x00_x", "_x00_x"),
            ("甲_x王伟伟_", "甲_x王伟伟_"),
        ] {
            assert_eq!(unescaped(text), plain);
        }
        assert_eq!(decoded(b"a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn verbatim_text_is_escaped() {
        let mut out = Vec::new();
        escaped("甲<乙>&".as_bytes(), &mut out);
        assert_eq!(decoded(&out), "甲<乙>&");
    }
}
