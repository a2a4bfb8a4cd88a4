//! The tags and texts of one part, borrowed from its bytes.
//!
//! Strict where leniency would hide cells: a part must be UTF-8, well nested and complete, and have no document type.
//! Comments and processing instructions are passed over. Nothing is decoded here.

use memchr::{memchr, memmem};

use super::trouble::Trouble;

/// No single tag or text is longer: Excel's own limit for a cell is 32,767 characters.
const LONGEST: usize = 256 * 1024;
/// No workbook nests deeper.
const DEEPEST: usize = 256;

/// One step through a part.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'a> {
    /// A start tag; an empty one is its own end.
    Open(Tag<'a>),
    /// An end tag, with its name less the prefix.
    Close(&'a [u8]),
    /// Text between tags, entities as they stand.
    Text(&'a [u8]),
    /// Text in which `&` and `<` stand for themselves.
    Verbatim(&'a [u8]),
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// The name less the prefix.
    pub name: &'a [u8],
    /// Whether it is its own end.
    pub empty: bool,
    attributes: &'a [u8],
}

/// The walk through a part.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
    open: Vec<&'a [u8]>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(part: &'a [u8]) -> Result<Self, Trouble> {
        let rest = part.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(part);
        if std::str::from_utf8(rest).is_err() || rest.iter().take(4).any(|byte| *byte == 0) {
            return Err(Trouble::Damaged("文字编码不对"));
        }
        Ok(Self { rest, open: Vec::new() })
    }

    /// The next step; `None` at a proper end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Trouble> {
        loop {
            let token = match self.rest {
                [] if self.open.is_empty() => return Ok(None),
                [] => return Err(Trouble::Damaged("内容不完整")),
                [b'<', b'/', ..] => self.close()?,
                [b'<', b'?', ..] => {
                    self.skip_past(b"?>")?;
                    continue;
                }
                [b'<', b'!', b'-', b'-', ..] => {
                    self.skip_past(b"-->")?;
                    continue;
                }
                [b'<', b'!', ..] => match self.rest.strip_prefix(b"<![CDATA[") {
                    Some(rest) => {
                        self.rest = rest;
                        Token::Verbatim(self.skip_past(b"]]>")?)
                    }
                    None => return Err(Trouble::Damaged("含有工作簿里不该有的内容")),
                },
                [b'<', ..] => self.open()?,
                rest => Token::Text(self.take(memchr(b'<', rest).unwrap_or(rest.len()), 0)?),
            };
            return Ok(Some(token));
        }
    }

    /// The level at which the inside of the element just opened stands.
    pub(super) fn level(&self, tag: Tag<'_>) -> usize {
        self.open.len() + usize::from(tag.empty)
    }

    /// The next step inside the element whose inside stands at `level`; `None` at its end.
    pub(super) fn within(&mut self, level: usize) -> Result<Option<Token<'a>>, Trouble> {
        if self.open.len() < level {
            return Ok(None);
        }
        let token = self.next()?;
        Ok(token.filter(|_| self.open.len() >= level))
    }

    /// The value of the cell just opened, where nothing but `<v>…</v>` stands in it, as in nearly all cells; its end is
    /// passed over. `None`, and nothing passed over, where it looks otherwise.
    pub(super) fn only_value(&mut self) -> Option<&'a [u8]> {
        let value = self.rest.strip_prefix(b"<v>")?;
        let end = memchr(b'<', value).filter(|end| *end <= LONGEST)?;
        let (value, rest) = value.split_at_checked(end)?;
        let rest = rest.strip_prefix(b"</v></c>")?;
        self.open.pop_if(|name| *name == b"c")?;
        self.rest = rest;
        Some(value)
    }

    /// The text of the element just opened, escaped as in the part; tags within it are passed over.
    pub(super) fn text(&mut self, tag: Tag<'a>, into: &mut Vec<u8>) -> Result<(), Trouble> {
        let level = self.level(tag);
        while let Some(token) = self.within(level)? {
            match token {
                Token::Text(text) => into.extend_from_slice(text),
                Token::Verbatim(text) => super::escape::escaped(text, into),
                _ => {}
            }
        }
        Ok(())
    }

    /// Passes over all of the element just opened.
    pub(super) fn skip(&mut self, tag: Tag<'a>) -> Result<(), Trouble> {
        let level = self.level(tag);
        while self.within(level)?.is_some() {}
        Ok(())
    }

    /// The next `length` bytes, less the last `tail` of them.
    fn take(&mut self, length: usize, tail: usize) -> Result<&'a [u8], Trouble> {
        if length > LONGEST {
            return Err(Trouble::Beyond("其中有一段内容长得不正常（超过 256 KB）".to_owned()));
        }
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Trouble::Damaged("内容不完整"))?;
        self.rest = rest;
        Ok(taken.get(..length - tail).unwrap_or_default())
    }

    fn skip_past(&mut self, end: &[u8]) -> Result<&'a [u8], Trouble> {
        let at = memmem::find(self.rest, end).ok_or(Trouble::Damaged("内容不完整"))?;
        self.take(at + end.len(), end.len())
    }

    fn close(&mut self) -> Result<Token<'a>, Trouble> {
        let end = memchr(b'>', self.rest).ok_or(Trouble::Damaged("内容不完整"))?;
        let name = self.take(end + 1, 1)?.get(2..).unwrap_or_default().trim_ascii_end();
        if self.open.pop() == Some(name) {
            Ok(Token::Close(local(name)))
        } else {
            Err(Trouble::Damaged("内容前后对不上"))
        }
    }

    fn open(&mut self) -> Result<Token<'a>, Trouble> {
        let end = tag_end(self.rest).ok_or(Trouble::Damaged("内容不完整"))?;
        let inner = self.take(end + 1, 1)?.get(1..).unwrap_or_default();
        let (inner, empty) = inner.strip_suffix(b"/").map_or((inner, false), |inner| (inner, true));
        let name_end = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at_checked(name_end).unwrap_or_default();
        if name.is_empty() || self.open.len() >= DEEPEST {
            return Err(Trouble::Damaged("内容前后对不上"));
        }
        if !empty {
            self.open.push(name);
        }
        Ok(Token::Open(Tag { name: local(name), empty, attributes }))
    }
}

impl<'a> Tag<'a> {
    /// The attributes: names as written, values with entities as they stand.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Result<Pair<'a>, Trouble>> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_ascii_start();
            (!rest.is_empty()).then(|| {
                let (found, after) = attribute(rest).ok_or(Trouble::Damaged("内容前后对不上"))?;
                rest = after;
                Ok(found)
            })
        })
    }

    /// The value of one attribute, by its name as written.
    pub(super) fn attribute(&self, name: &[u8]) -> Result<Option<&'a [u8]>, Trouble> {
        for attribute in self.attributes() {
            let (key, value) = attribute?;
            if key == name {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Whether an attribute says yes.
    pub(super) fn says_yes(&self, name: &[u8]) -> Result<bool, Trouble> {
        Ok(matches!(self.attribute(name)?, Some(b"1" | b"true")))
    }
}

/// A name and a value.
type Pair<'a> = (&'a [u8], &'a [u8]);

/// One `name="value"` and what follows it.
fn attribute(rest: &[u8]) -> Option<(Pair<'_>, &[u8])> {
    let equals = rest.iter().position(|byte| *byte == b'=')?;
    let (name, value) = rest.split_at_checked(equals)?;
    let (quote, value) = value.get(1..)?.trim_ascii_start().split_first()?;
    let end = matches!(quote, b'"' | b'\'').then(|| memchr(*quote, value)).flatten()?;
    let (value, after) = value.split_at_checked(end)?;
    Some(((name.trim_ascii_end(), value), after.get(1..)?))
}

/// Where the tag at the start ends: at the first `>` outside quotes.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let end = memchr(b'>', rest)?;
    let tag = rest.get(..end)?;
    // Counting is quicker than stepping, and nearly every tag has no `>` in its values.
    let doubles = tag.iter().filter(|byte| **byte == b'"').count();
    if doubles % 2 == 0 && memchr(b'\'', tag).is_none() {
        return Some(end);
    }
    let mut quote = None;
    rest.iter().take(LONGEST + 2).position(|byte| {
        match (quote, *byte) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        false
    })
}

/// A name less its prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(part: &str) -> Result<String, Trouble> {
        let mut tokens = Tokens::new(part.as_bytes())?;
        let mut seen = String::new();
        while let Some(token) = tokens.next()? {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            seen += &match token {
                Token::Open(tag) => format!("<{}{}", text(tag.name), if tag.empty { "/" } else { "" }),
                Token::Close(name) => format!(">{}", text(name)),
                Token::Text(bytes) => format!("'{}'", text(bytes)),
                Token::Verbatim(bytes) => format!("[{}]", text(bytes)),
            };
        }
        Ok(seen)
    }

    #[test]
    fn tags_and_texts_come_in_order_without_prefixes() {
        let part = "\u{feff}<?xml version='1.0'?><x:a b=\"1>2\" c='\"'><!-- <z> --><b/>t&amp;<![CDATA[<&]]></x:a >";
        assert_eq!(walk(part).unwrap(), "<a<b/'t&amp;'[<&]>a");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for part in
            ["<a>", "<a></b>", "<a", "<a b=\">", "</a>", "<a><![CDATA[x</a>", "<!DOCTYPE a []><a/>", "<>", "<a\0/>"]
        {
            assert!(matches!(walk(part), Err(Trouble::Damaged(_))), "{part}");
        }
        assert!(matches!(walk(&format!("<a>{}</a>", "x".repeat(LONGEST + 1))), Err(Trouble::Beyond(_))));
        assert!(walk(&format!("<a b='{}'/>", ">".repeat(2 * LONGEST))).is_err());
        assert!(Tokens::new(b"\xFF\xFE<\0a\0/\0>\0").is_err());
    }

    #[test]
    fn attributes_are_read_strictly() {
        let read = |part: &'static str| -> Result<Vec<Pair<'_>>, Trouble> {
            match Tokens::new(part.as_bytes())?.next()? {
                Some(Token::Open(tag)) => tag.attributes().collect(),
                _ => Ok(Vec::new()),
            }
        };
        assert_eq!(read("<a r = \"A1\" x:id='2'/>").unwrap(), [(&b"r"[..], &b"A1"[..]), (b"x:id", b"2")]);
        for part in ["<a r/>", "<a r=1/>", "<a r=\"1\" s/>"] {
            assert!(read(part).is_err(), "{part}");
        }
    }
}
