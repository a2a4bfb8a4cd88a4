//! The lists of the styles part: an item is looked up, and appended only where there is none like it.
//!
//! Looking first is what keeps the part from growing, and what makes a second run write the same bytes.

use std::collections::HashMap;

use super::splice::{Splices, prefixed};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix};

/// Excel holds some 65,490 cell formats; beyond, it calls the file damaged.
const FORMAT_LIMIT: usize = 64_000;

/// The lists of formats that are extended here, in the order that the schema wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Fonts,
    Fills,
    Borders,
    CellFormats,
}

/// The children of the root in the order that the schema wants, up to the last one that matters here.
const ORDER: [&str; 6] = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"];

impl List {
    const ALL: [Self; 4] = [Self::Fonts, Self::Fills, Self::Borders, Self::CellFormats];

    const fn name(self) -> &'static str {
        match self {
            Self::Fonts => "fonts",
            Self::Fills => "fills",
            Self::Borders => "borders",
            Self::CellFormats => "cellXfs",
        }
    }

    /// What Excel takes for granted at the head of the list.
    const fn defaults(self) -> &'static [&'static str] {
        match self {
            Self::Fonts => &["<font><sz val=\"11\"/><name val=\"宋体\"/></font>"],
            Self::Fills => &[
                "<fill><patternFill patternType=\"none\"/></fill>",
                "<fill><patternFill patternType=\"gray125\"/></fill>",
            ],
            Self::Borders => &["<border><left/><right/><top/><bottom/><diagonal/></border>"],
            Self::CellFormats => &["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"],
        }
    }
}

/// One list: its items as written, those appended here last.
struct Items {
    raw: Vec<String>,
    index: HashMap<String, u32>,
    stored: usize,
}

impl Items {
    fn push(&mut self, raw: String) -> u32 {
        let at = u32::try_from(self.raw.len()).unwrap_or(u32::MAX);
        self.index.entry(raw.clone()).or_insert(at);
        self.raw.push(raw);
        at
    }
}

/// The part that a workbook without styles gets.
pub(super) fn empty_part(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{namespace}\">\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         </styleSheet>"
    )
}

/// The lists of a styles part.
pub(super) struct FormatLists {
    text: String,
    prefix: String,
    lists: [Items; 4],
}

impl FormatLists {
    /// Reads the part; `None` where a list is longer than anything that Excel opens.
    pub(super) fn read(text: String) -> Result<Option<Self>, Malformed> {
        let sheet = root(&text)?;
        let prefix = prefix(sheet.tag.name).to_owned();
        let mut lists = List::ALL.map(|_| Items { raw: Vec::new(), index: HashMap::new(), stored: 0 });
        for (list, items) in List::ALL.into_iter().zip(&mut lists) {
            let stored = sheet.listed(&text, list.name())?;
            if stored.len() > FORMAT_LIMIT {
                return Ok(None);
            }
            for item in stored {
                items.push(item.raw(&text).to_owned());
            }
            items.stored = items.raw.len();
            if items.raw.is_empty() {
                for default in list.defaults() {
                    items.push(prefixed(default, &prefix)?);
                }
            }
        }
        Ok(Some(Self { prefix, lists, text }))
    }

    /// The prefix of the part's elements, with its colon.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether each format that conditional formats use has a fill.
    pub(super) fn conditional_fills(&self) -> Result<Vec<bool>, Malformed> {
        let formats = root(&self.text)?.listed(&self.text, "dxfs")?;
        formats.iter().map(|format| Ok(format.child(&self.text, "fill")?.is_some())).collect()
    }

    /// The items of a list as they are written.
    pub(super) fn items(&self, list: List) -> &[String] {
        let [fonts, fills, borders, formats] = &self.lists;
        match list {
            List::Fonts => &fonts.raw,
            List::Fills => &fills.raw,
            List::Borders => &borders.raw,
            List::CellFormats => &formats.raw,
        }
    }

    /// The index of an item, which is appended if there is none like it; `None` where the list is full.
    pub(super) fn ensure(&mut self, list: List, raw: String) -> Option<u32> {
        let [fonts, fills, borders, formats] = &mut self.lists;
        let items = match list {
            List::Fonts => fonts,
            List::Fills => fills,
            List::Borders => borders,
            List::CellFormats => formats,
        };
        match items.index.get(&raw) {
            Some(at) => Some(*at),
            None if items.raw.len() >= FORMAT_LIMIT => None,
            None => Some(items.push(raw)),
        }
    }

    /// The part with what was appended.
    pub(super) fn finish(&self) -> Result<String, Malformed> {
        let text = &self.text;
        if !self.grew() {
            return Ok(text.clone());
        }
        let sheet = root(text)?;
        let children = sheet.children(text)?;
        let mut splices = Splices::default();
        let mut opened = String::new();
        for (list, items) in List::ALL.into_iter().zip(&self.lists) {
            let new: String = items.raw.iter().skip(items.stored).map(String::as_str).collect();
            if new.is_empty() {
                continue;
            }
            let count = items.raw.len().to_string();
            if let Some(element) = children.iter().find(|child| child.local() == list.name()) {
                splices.set(&element.tag, "count", &count);
                splices.append(element, &new);
                continue;
            }
            let name = format!("{}{}", self.prefix, list.name());
            let whole = format!("<{name} count=\"{count}\">{new}</{name}>");
            match &sheet.inner {
                Some(inner) => splices.insert(place_of(list, &children).unwrap_or(inner.start), whole),
                None => opened.push_str(&whole),
            }
        }
        if !opened.is_empty() {
            splices.append(&sheet, &opened);
        }
        Ok(splices.apply(text))
    }

    /// Whether more was appended than Excel takes for granted.
    fn grew(&self) -> bool {
        List::ALL.into_iter().zip(&self.lists).any(|(list, items)| {
            let given = if items.stored == 0 { list.defaults().len() } else { items.stored };
            items.raw.len() > given
        })
    }
}

/// Where a list that is missing belongs: after all that the schema puts before it.
fn place_of(list: List, children: &[Element<'_>]) -> Option<usize> {
    let before: Vec<&str> = ORDER.into_iter().take_while(|name| *name != list.name()).collect();
    children.iter().filter(|child| before.contains(&child.local())).map(|child| child.span.end).max()
}
