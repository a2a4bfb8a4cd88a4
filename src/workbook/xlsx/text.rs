//! The texts of cells: the shared list, and those that stand in the cell itself.

use super::Trouble;
use super::escape::mended;
use super::xml::{Tag, Token, Tokens};

/// No workbook has more texts.
const STRINGS: usize = 5_000_000;

/// The shared texts of a workbook, written plainly: runs joined, readings (拼音) left out, nothing reserved in advance.
pub(super) struct Strings {
    /// The part, as it is handed on.
    pub xml: Vec<u8>,
    /// How many texts it holds.
    pub count: usize,
}

/// Reads the part of shared texts.
pub(super) fn strings(part: &[u8]) -> Result<Strings, Trouble> {
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
            item(&mut tokens, tag, &mut xml)?;
            xml.extend_from_slice(b"</si>");
        }
    }
    xml.extend_from_slice(b"</sst>");
    Ok(Strings { xml, count })
}

/// Writes the text of the item just opened (`si` or `is`) as plain runs.
pub(super) fn item<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, xml: &mut Vec<u8>) -> Result<(), Trouble> {
    let level = tokens.level(tag);
    let mut raw = Vec::new();
    while let Some(token) = tokens.within(level)? {
        match token {
            Token::Open(reading) if reading.name == b"rPh" => tokens.skip(reading)?,
            Token::Open(run) if run.name == b"t" => {
                let keeps_space = run.attribute(b"xml:space")? == Some(b"preserve");
                xml.extend_from_slice(if keeps_space { b"<t xml:space=\"preserve\">" } else { b"<t>" });
                raw.clear();
                tokens.text(run, &mut raw)?;
                mended(&raw, xml);
                xml.extend_from_slice(b"</t>");
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
