//! XML as tags with their byte offsets: enough to splice an edit in, while all the rest stays byte for byte.
//!
//! Names are compared by their local part, so that `x:row` and `row` are the same; what is read here is
//! never built anew.

use std::borrow::Cow;
use std::ops::Range;

/// The text is no well-formed XML as far as it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Whether a tag opens, closes or is an element without content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Open,
    Close,
    Empty,
}

/// A tag and where it stands in the text.
#[derive(Clone, Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) shape: Shape,
    pub(crate) span: Range<usize>,
    /// The name as written, prefix included.
    pub(crate) name: &'a str,
    /// What stands between the name and the end of the tag, and its offset.
    attributes: (usize, &'a str),
}

/// An attribute; spans are offsets in the whole text.
#[derive(Clone, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    raw: &'a str,
    /// `name="value"`.
    pub(crate) span: Range<usize>,
    /// The value without its quotes.
    pub(crate) value_span: Range<usize>,
}

/// The part of a name after its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The prefix of a name with its colon (`x:`), or nothing.
pub(crate) fn prefix(name: &str) -> &str {
    name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or("")
}

impl<'a> Tag<'a> {
    pub(crate) fn local(&self) -> &'a str {
        local(self.name)
    }

    /// The attributes in their order; what is no `name="value"` ends the list.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
        let (offset, text) = self.attributes;
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..)?;
            let start = at + (rest.len() - rest.trim_start().len());
            let equals = start + text.get(start..)?.find('=')?;
            let name = text.get(start..equals)?.trim_end();
            let after = text.get(equals + 1..)?;
            let open = equals + 1 + (after.len() - after.trim_start().len());
            let quote = text.get(open..)?.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let value = open + 1;
            let close = value + text.get(value..)?.find(quote)?;
            at = close + 1;
            Some(Attribute {
                name,
                raw: text.get(value..close)?,
                span: offset + start..offset + at,
                value_span: offset + value..offset + close,
            })
        })
    }

    /// The attribute of this full name.
    pub(crate) fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute, entities resolved.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attribute(name).map(|attribute| attribute.value())
    }

    /// The value as a number; `None` also where it is none.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
    }

    /// The value of the relationship id, whatever the prefix: `r:id`.
    pub(crate) fn relationship_id(&self) -> Option<Cow<'a, str>> {
        let found = self.attributes().find(|it| local(it.name) == "id" && it.name.contains(':'))?;
        Some(found.value())
    }

    /// Where a further attribute can be put.
    pub(crate) fn attributes_end(&self) -> usize {
        let (offset, text) = self.attributes;
        offset + text.trim_end().len()
    }
}

impl<'a> Attribute<'a> {
    /// The value, entities resolved where they are known.
    pub(crate) fn value(&self) -> Cow<'a, str> {
        unescape(self.raw)
    }
}

/// Text without entities; an unknown one stays as it is written.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// The next tag from `at` on, past comments, CDATA and processing instructions.
pub(super) fn next_tag(text: &str, mut at: usize) -> Result<Option<Tag<'_>>, Malformed> {
    loop {
        let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) else { return Ok(None) };
        let start = at + found;
        let rest = text.get(start..).ok_or(Malformed)?;
        let past = |close: &str| rest.find(close).map(|end| start + end + close.len()).ok_or(Malformed);
        if rest.starts_with("<!--") {
            at = past("-->")?;
        } else if rest.starts_with("<![CDATA[") {
            at = past("]]>")?;
        } else if rest.starts_with("<?") {
            at = past("?>")?;
        } else if rest.starts_with("<!") {
            // a document type: no office program writes one, and it can redefine what the text says
            return Err(Malformed);
        } else {
            return whole_tag(text, start).map(Some);
        }
    }
}

fn whole_tag(text: &str, start: usize) -> Result<Tag<'_>, Malformed> {
    let bytes = text.as_bytes();
    let mut quote = None;
    let mut end = start + 1;
    loop {
        let byte = *bytes.get(end).ok_or(Malformed)?;
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'>' => break,
            None if byte == b'<' => return Err(Malformed),
            None => {}
        }
        end += 1;
    }
    let written = text.get(start + 1..end).ok_or(Malformed)?;
    let (shape, skipped, written) = match (written.strip_prefix('/'), written.strip_suffix('/')) {
        (Some(closing), _) => (Shape::Close, 2, closing),
        (None, Some(empty)) => (Shape::Empty, 1, empty),
        (None, None) => (Shape::Open, 1, written),
    };
    let length = written.find(|c: char| c.is_ascii_whitespace()).unwrap_or(written.len());
    let (name, attributes) = written.split_at_checked(length).ok_or(Malformed)?;
    if name.is_empty() {
        return Err(Malformed);
    }
    Ok(Tag { shape, span: start..end + 1, name, attributes: (start + skipped + length, attributes) })
}

/// All tags of the text in their order.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = Result<Tag<'_>, Malformed>> {
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let next = next_tag(text, at?).transpose();
        at = match &next {
            Some(Ok(tag)) => Some(tag.span.end),
            _ => None,
        };
        next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_values_keep_their_offsets() {
        let text = "<a t=\"1>2\" r:id='r&amp;1'>";
        let tag = tags(text).next().unwrap().unwrap();
        assert_eq!((tag.name, tag.shape, tag.span.clone()), ("a", Shape::Open, 0..text.len()));
        assert_eq!(tag.relationship_id().unwrap(), "r&1");
        let value = tag.attribute("t").unwrap();
        assert_eq!((text.get(value.span), text.get(value.value_span)), (Some("t=\"1>2\""), Some("1>2")));
        assert_eq!(text.get(tag.attributes_end()..), Some(">"));
    }

    #[test]
    fn names_have_a_prefix_and_a_local_part() {
        assert_eq!((prefix("x:row"), local("x:row")), ("x:", "row"));
        assert_eq!((prefix("row"), local("row")), ("", "row"));
    }
}
