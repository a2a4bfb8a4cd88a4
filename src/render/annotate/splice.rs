//! Edits of a text at given offsets, applied together: all that is not edited stays byte for byte.

use std::ops::Range;

use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, Tag};

/// The edits of one text. Those at the same place come out in the order in which they were made.
#[derive(Default)]
pub(super) struct Splices {
    edits: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Puts `text` in the place of what stands in `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push((range, text.into()));
    }

    /// Puts `text` before what stands at `at`.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Takes out what stands in `range`.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Gives an attribute a value; it is added after the others where there is none of the name.
    pub(super) fn set(&mut self, tag: &Tag<'_>, name: &str, value: &str) {
        match tag.attribute(name) {
            Some(attribute) => self.replace(attribute.value_span, value),
            None => self.insert(tag.attributes_end(), format!(" {name}=\"{value}\"")),
        }
    }

    /// Takes an attribute away, and the blank before it.
    pub(super) fn unset(&mut self, tag: &Tag<'_>, name: &str) {
        if let Some(attribute) = tag.attribute(name) {
            self.remove(attribute.span.start.saturating_sub(1)..attribute.span.end);
        }
    }

    /// Puts `content` last into an element, which is opened if it is `<a/>`.
    pub(super) fn append(&mut self, element: &Element<'_>, content: &str) {
        match &element.inner {
            Some(inner) => self.insert(inner.end, content),
            None => {
                let close = element.tag.attributes_end()..element.tag.span.end;
                self.replace(close, format!(">{content}</{}>", element.tag.name));
            }
        }
    }

    /// Adds the edits of another list.
    pub(super) fn extend(&mut self, other: Self) {
        self.edits.extend(other.edits);
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text with all edits; of two that overlap the first counts.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut edited = String::with_capacity(text.len() + self.edits.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (range, new) in &self.edits {
            let Some(kept) = text.get(at..range.start) else { continue };
            edited.push_str(kept);
            edited.push_str(new);
            at = range.end;
        }
        edited.push_str(text.get(at..).unwrap_or(""));
        edited
    }
}

/// A single element as text, with an attribute set.
pub(super) fn with_attribute(element: &str, name: &str, value: &str) -> Result<String, Malformed> {
    let mut splices = Splices::default();
    splices.set(&root(element)?.tag, name, value);
    Ok(splices.apply(element))
}

/// A single element as text, without an attribute and the blank before it.
pub(super) fn without_attribute(element: &str, name: &str) -> Result<String, Malformed> {
    let mut splices = Splices::default();
    splices.unset(&root(element)?.tag, name);
    Ok(splices.apply(element))
}

/// XML whose elements have `prefix` (with its colon) and no other.
pub(super) fn prefixed(xml: &str, prefix: &str) -> Result<String, Malformed> {
    let mut splices = Splices::default();
    for tag in crate::workbook::marks::markup::tags(xml) {
        let tag = tag?;
        let name =
            tag.span.start + if xml.get(tag.span.start..).is_some_and(|it| it.starts_with("</")) { 2 } else { 1 };
        splices.replace(name..name + tag.name.len(), format!("{prefix}{}", tag.local()));
    }
    Ok(splices.apply(xml))
}

/// Text as it can stand in an element or between double quotes.
///
/// What XML cannot hold is left out; an underline that Excel would take for the start of `_x000D_` is written
/// as such an escape itself.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(text.get(at..).unwrap_or("")) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x")
        && bytes.get(6) == Some(&b'_')
        && bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_leave_the_rest_alone() {
        let text = "<a x='1'><b /></a>";
        let a = root(text).unwrap();
        let mut splices = Splices::default();
        splices.set(&a.tag, "x", "2");
        splices.set(&a.tag, "y", "3");
        splices.append(&a.children(text).unwrap()[0], "<c/>");
        splices.append(&a, "<d/>");
        splices.append(&a, "<e/>");
        assert_eq!(splices.apply(text), "<a x='2' y=\"3\"><b><c/></b><d/><e/></a>");
        assert_eq!(with_attribute("<c/>", "s", "5").unwrap(), "<c s=\"5\"/>");
        assert_eq!(without_attribute("<c r=\"A1\" s=\"5\"/>", "s").unwrap(), "<c r=\"A1\"/>");
    }

    #[test]
    fn prefixes_come_and_go() {
        let fill = "<fill><patternFill patternType=\"none\"/></fill>";
        let with = "<x:fill><x:patternFill patternType=\"none\"/></x:fill>";
        assert_eq!(prefixed(fill, "x:").unwrap(), with);
        assert_eq!(prefixed(with, "").unwrap(), fill);
    }

    #[test]
    fn text_is_safe_in_xml() {
        assert_eq!(escaped("<甲>\"&\u{1}\u{ffff}\n_x000D_ _x"), "&lt;甲&gt;&quot;&amp;\n_x005F_x000D_ _x");
    }
}
