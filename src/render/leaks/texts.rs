//! The texts of one part of a workbook: what stands between tags, and in attributes.

use crate::workbook::marks::markup::{Shape, Tag, local, tags, unescape};

/// Where a text stands inside its part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    /// The cell (`c`) or the note (`comment`) around it, by its address.
    pub(super) cell: Option<String>,
    /// How many shared texts (`si`) begin before its end.
    pub(super) item: usize,
    /// The element around it, or the one whose attribute it is.
    pub(super) element: String,
}

/// Where a number stands, for users.
pub(super) struct Spot {
    pub(super) words: String,
    pub(super) sheet: Option<String>,
    pub(super) cell: Option<String>,
}

impl Spot {
    /// A place that is no sheet's.
    pub(super) fn named(words: &str) -> Self {
        Self { words: words.to_owned(), sheet: None, cell: None }
    }
}

/// Tells each text of the part, entities resolved, until `see` has had enough. Runs of rich text are one text: 138 in
/// bold and the rest plain is still a phone number. What is no XML is one text.
pub(super) fn each(part: &str, see: &mut dyn FnMut(&At, &str) -> bool) {
    let mut walk = Walk { see, at: At::default(), text: String::new(), in_look: false, goes_on: true };
    let mut past = 0;
    for tag in tags(part) {
        let Ok(tag) = tag else {
            // Whatever it is, it is searched as it stands.
            past = 0;
            break;
        };
        walk.text.push_str(part.get(past..tag.span.start).unwrap_or_default());
        past = tag.span.end;
        walk.tag(&tag);
        if !walk.goes_on {
            return;
        }
    }
    walk.text.push_str(part.get(past..).unwrap_or_default());
    walk.told();
}

struct Walk<'a> {
    see: &'a mut dyn FnMut(&At, &str) -> bool,
    at: At,
    /// The text so far, entities not yet resolved.
    text: String,
    /// Inside the look of a run, which is no text.
    in_look: bool,
    goes_on: bool,
}

impl Walk<'_> {
    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.local();
        let is_run = matches!(name, "r" | "t") || name == "rPr" || self.in_look;
        if name == "rPr" {
            self.in_look = tag.shape == Shape::Open;
        }
        if !is_run {
            self.told();
            self.enters(tag, name);
        }
        for attribute in tag.attributes() {
            let value = attribute.value();
            let at = At { element: local(attribute.name).to_owned(), ..self.at.clone() };
            self.goes_on &= (self.see)(&at, &value);
        }
    }

    fn enters(&mut self, tag: &Tag<'_>, name: &str) {
        let holds_address = matches!(name, "c" | "comment");
        match tag.shape {
            Shape::Open | Shape::Empty => {
                if holds_address {
                    let address = tag.value("r").or_else(|| tag.value("ref"));
                    self.at.cell = address.map(std::borrow::Cow::into_owned);
                }
                if name == "si" {
                    self.at.item += 1;
                }
                name.clone_into(&mut self.at.element);
            }
            Shape::Close if holds_address => self.at.cell = None,
            Shape::Close => {}
        }
    }

    /// A text has come to its end.
    fn told(&mut self) {
        if !self.text.is_empty() {
            self.goes_on &= (self.see)(&self.at, &unescape(&self.text));
            self.text.clear();
        }
    }
}
