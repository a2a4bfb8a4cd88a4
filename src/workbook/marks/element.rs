//! Elements: a tag, what it holds, and the elements inside, all by their place in the text.

use std::ops::Range;

use super::markup::{Malformed, Shape, Tag, next_tag, unescape};

/// An element: its first tag, its whole span, and what it holds (`None` where it is `<a/>`).
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) tag: Tag<'a>,
    pub(crate) span: Range<usize>,
    pub(crate) inner: Option<Range<usize>>,
}

/// The elements that stand directly in `range` of the text, not those inside them.
pub(crate) fn children(text: &str, range: Range<usize>) -> Result<Vec<Element<'_>>, Malformed> {
    let text = text.get(..range.end).ok_or(Malformed)?;
    let mut found = Vec::new();
    let mut outer: Option<Tag<'_>> = None;
    let mut open: Vec<&str> = Vec::new();
    let mut at = range.start;
    while let Some(tag) = next_tag(text, at)? {
        at = tag.span.end;
        match tag.shape {
            Shape::Empty if open.is_empty() => {
                found.push(Element { span: tag.span.clone(), tag, inner: None });
            }
            Shape::Empty => {}
            Shape::Open => {
                open.push(tag.name);
                outer.get_or_insert(tag);
            }
            Shape::Close => {
                if open.pop() != Some(tag.name) {
                    return Err(Malformed);
                }
                if let Some(first) = outer.take_if(|_| open.is_empty()) {
                    let inner = Some(first.span.end..tag.span.start);
                    found.push(Element { span: first.span.start..tag.span.end, tag: first, inner });
                }
            }
        }
    }
    if open.is_empty() { Ok(found) } else { Err(Malformed) }
}

/// The one element that holds all others.
pub(crate) fn root(text: &str) -> Result<Element<'_>, Malformed> {
    let found = children(text, 0..text.len())?;
    match <[Element<'_>; 1]>::try_from(found) {
        Ok([root]) => Ok(root),
        Err(_) => Err(Malformed),
    }
}

impl<'a> Element<'a> {
    pub(crate) fn local(&self) -> &'a str {
        self.tag.local()
    }

    /// The elements directly inside.
    pub(crate) fn children(&self, text: &'a str) -> Result<Vec<Element<'a>>, Malformed> {
        self.inner.clone().map_or(Ok(Vec::new()), |inner| children(text, inner))
    }

    /// The first element directly inside that has this local name.
    pub(crate) fn child(&self, text: &'a str, name: &str) -> Result<Option<Element<'a>>, Malformed> {
        Ok(self.children(text)?.into_iter().find(|child| child.local() == name))
    }

    /// All elements directly inside the one called `list`, which stands directly in this one.
    pub(crate) fn listed(&self, text: &'a str, list: &str) -> Result<Vec<Element<'a>>, Malformed> {
        self.child(text, list)?.map_or(Ok(Vec::new()), |list| list.children(text))
    }

    /// The text inside, all its elements' texts joined, entities resolved.
    pub(crate) fn text(&self, text: &'a str) -> Result<String, Malformed> {
        let Some(inner) = self.inner.clone() else { return Ok(String::new()) };
        let text = text.get(..inner.end).ok_or(Malformed)?;
        let mut joined = String::new();
        let mut at = inner.start;
        while at < inner.end {
            let tag = next_tag(text, at)?;
            let until = tag.as_ref().map_or(inner.end, |tag| tag.span.start);
            joined.push_str(&unescape(text.get(at..until).ok_or(Malformed)?));
            at = tag.map_or(inner.end, |tag| tag.span.end);
        }
        Ok(joined)
    }

    /// The element as written.
    pub(crate) fn raw(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_past_quotes_comments_and_cdata() {
        let text = "\u{feff}<?xml version='1.0'?><!-- <no> --><x:a t=\"1>2\" r:id='r&amp;1'><![CDATA[<b>]]><c/></x:a>";
        let root = root(text).unwrap();
        assert_eq!((root.tag.name, root.local()), ("x:a", "a"));
        assert_eq!(root.tag.value("t").unwrap(), "1>2");
        assert_eq!(root.tag.relationship_id().unwrap(), "r&1");
        let inside = root.children(text).unwrap();
        assert_eq!(inside.len(), 1);
        assert_eq!(inside[0].raw(text), "<c/>");
    }

    #[test]
    fn what_is_not_well_formed_is_an_error() {
        for text in ["<a>", "<a></b>", "<a", "<a b='", "<!DOCTYPE a><a/>", "<a/><b/>", "</a>", "", "< a/>", "<!--"] {
            assert!(root(text).is_err(), "{text}");
        }
    }

    #[test]
    fn text_joins_runs() {
        let text = "<si><r><t>甲&lt;</t></r><r><t xml:space=\"preserve\"> 乙</t></r></si>";
        assert_eq!(root(text).unwrap().text(text).unwrap(), "甲< 乙");
    }
}
