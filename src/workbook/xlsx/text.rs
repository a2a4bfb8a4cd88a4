//! The texts of cells: the shared list, and those that stand in the cell itself.

use crate::workbook::escape::{decoded, mended, unescaped};
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Tag, Token, Tokens};

/// No workbook has more texts.
const STRINGS: usize = 5_000_000;
/// Bytes of all shared texts: they are held several times over while calamine reads them.
const BYTES: usize = 64_000_000;

/// The shared texts of a workbook, written plainly: runs joined, readings (拼音) left out, nothing reserved in advance.
pub(in crate::workbook) struct Strings {
    /// The part, as it is handed on.
    pub xml: Vec<u8>,
    /// How many texts it holds.
    pub count: usize,
}

impl Default for Strings {
    fn default() -> Self {
        Self { xml: b"<sst></sst>".to_vec(), count: 0 }
    }
}

/// Reads the part of shared texts.
pub(super) fn strings(part: &[u8]) -> Result<Strings, Trouble> {
    if part.len() > BYTES {
        return Err(Trouble::Beyond(format!("文字太多（合计超过 {} MB）", BYTES / 1_000_000)));
    }
    let mut tokens = Tokens::new(part)?;
    let mut xml = Vec::with_capacity(part.len() + 16);
    let mut count = 0;
    xml.extend_from_slice(b"<sst>");
    while let Some(token) = tokens.next()? {
        if let Token::Open(tag) = token
            && tag.name == b"si"
        {
            count += 1;
            if count > STRINGS {
                return Err(Trouble::Beyond(format!("文字太多（超过 {STRINGS} 条）")));
            }
            xml.extend_from_slice(b"<si>");
            runs(&mut tokens, tag, |run, keeps_space| {
                xml.extend_from_slice(if keeps_space { b"<t xml:space=\"preserve\">" } else { b"<t>" });
                mended(run, &mut xml);
                xml.extend_from_slice(b"</t>");
            })?;
            xml.extend_from_slice(b"</si>");
        }
    }
    xml.extend_from_slice(b"</sst>");
    Ok(Strings { xml, count })
}

/// The text that stands in the cell itself, in the element just opened.
pub(super) fn inline<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<String, Trouble> {
    let mut text = String::new();
    runs(tokens, tag, |run, keeps_space| {
        let run = decoded(run);
        let run = if keeps_space { &*run } else { run.trim_matches([' ', '\t', '\r', '\n']) };
        text.push_str(&unescaped(run));
    })?;
    Ok(text)
}

/// The runs of an item of text, escaped as in the part, and whether each keeps the blanks around it.
fn runs<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, mut found: impl FnMut(&[u8], bool)) -> Result<(), Trouble> {
    let level = tokens.level(tag);
    let mut raw = Vec::new();
    while let Some(token) = tokens.within(level)? {
        match token {
            Token::Open(reading) if reading.name == b"rPh" => tokens.skip(reading)?,
            Token::Open(run) if run.name == b"t" => {
                let keeps_space = run.attribute(b"xml:space")? == Some(b"preserve");
                raw.clear();
                tokens.text(run, &mut raw)?;
                found(&raw, keeps_space);
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_its_cell_is_read_as_a_shared_one() {
        let part =
            "<is><r><t> 王&amp;</t></r><rPh><t>wang</t></rPh><r><t xml:space=\"preserve\"> 伟_x000D_ </t></r></is>";
        let mut tokens = Tokens::new(part.as_bytes()).unwrap();
        let opened =
            tokens.next().unwrap().and_then(|token| if let Token::Open(tag) = token { Some(tag) } else { None });
        assert_eq!(inline(&mut tokens, opened.unwrap()).unwrap(), "王& 伟\r ");
    }

    #[test]
    fn texts_are_written_plainly() {
        let part = "<x:sst uniqueCount=\"99999999999999\"><x:si><x:t>王&amp;</x:t><x:rPh><x:t>wang</x:t></x:rPh></x:si><x:si/>\
            <x:si><x:r><x:rPr><x:b/></x:rPr><x:t xml:space=\"preserve\"> a&bad;</x:t></x:r><x:r><x:t><![CDATA[<b>]]></x:t></x:r></x:si></x:sst>";
        let strings = strings(part.as_bytes()).unwrap();
        assert_eq!(strings.count, 3);
        assert_eq!(
            String::from_utf8(strings.xml).unwrap(),
            "<sst><si><t>王&amp;</t></si><si></si>\
             <si><t xml:space=\"preserve\"> a&amp;bad;</t><t>&lt;b&gt;</t></si></sst>"
        );
    }
}
