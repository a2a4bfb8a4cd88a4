//! The styles part: formats are looked up, and appended only where there is none yet.
//!
//! Looking first is what keeps the part from growing, and what makes a second run write the same bytes.

use std::collections::HashMap;

use super::AnnotateError;
use super::splice::{Splices, prefixed, with_attribute, without_attribute};
use crate::workbook::marks::markup::{Element, Malformed, prefix, root};
use crate::workbook::marks::{MarkKind, PackageError, kind_of_fill};

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

/// The styles part of a workbook.
pub(super) struct Stylesheet {
    part: String,
    text: String,
    prefix: String,
    lists: [Items; 4],
    fill_kinds: Vec<Option<MarkKind>>,
    /// Formats by all that they say but the fill, and by their fill.
    looks: HashMap<(String, u32), u32>,
}

/// The part that a workbook without styles gets.
pub(super) fn empty_part(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{namespace}\">\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         </styleSheet>"
    )
}

impl Stylesheet {
    /// Reads the part.
    pub(super) fn read(part: &str, text: String) -> Result<Self, AnnotateError> {
        let styles = Self::parse(part, text).map_err(|Malformed| PackageError::Malformed(part.to_owned()))?;
        styles.ok_or(AnnotateError::TooManyFormats)
    }

    /// `None` where a list is longer than anything that Excel opens.
    fn parse(part: &str, text: String) -> Result<Option<Self>, Malformed> {
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
        let mut styles =
            Self { part: part.to_owned(), prefix, lists, text, fill_kinds: Vec::new(), looks: HashMap::new() };
        styles.fill_kinds = styles.list(List::Fills).raw.iter().map(|fill| kind_of_fill(fill)).collect();
        for at in 0..styles.list(List::CellFormats).raw.len() {
            styles.note_look(u32::try_from(at).unwrap_or(u32::MAX))?;
        }
        Ok(Some(styles))
    }

    fn list(&self, list: List) -> &Items {
        let [fonts, fills, borders, formats] = &self.lists;
        match list {
            List::Fonts => fonts,
            List::Fills => fills,
            List::Borders => borders,
            List::CellFormats => formats,
        }
    }

    fn list_mut(&mut self, list: List) -> &mut Items {
        let [fonts, fills, borders, formats] = &mut self.lists;
        match list {
            List::Fonts => fonts,
            List::Fills => fills,
            List::Borders => borders,
            List::CellFormats => formats,
        }
    }

    fn bad(&self) -> impl Fn(Malformed) -> PackageError + use<> {
        let part = self.part.clone();
        move |Malformed| PackageError::Malformed(part.clone())
    }

    /// The error of a format that is no XML.
    pub(super) fn malformed(&self) -> PackageError {
        PackageError::Malformed(self.part.clone())
    }

    /// The index of an item, which is appended if the list has none like it. `xml` has no prefixes.
    pub(super) fn ensure(&mut self, list: List, xml: &str) -> Result<u32, AnnotateError> {
        let raw = prefixed(xml, &self.prefix).map_err(self.bad())?;
        self.ensure_raw(list, raw)
    }

    fn ensure_raw(&mut self, list: List, raw: String) -> Result<u32, AnnotateError> {
        let bad = self.bad();
        let items = self.list_mut(list);
        if let Some(at) = items.index.get(&raw) {
            return Ok(*at);
        }
        if items.raw.len() >= FORMAT_LIMIT {
            return Err(AnnotateError::TooManyFormats);
        }
        let kind = if list == List::Fills { kind_of_fill(&raw) } else { None };
        let at = items.push(raw);
        match list {
            List::Fills => self.fill_kinds.push(kind),
            List::CellFormats => self.note_look(at).map_err(bad)?,
            List::Fonts | List::Borders => {}
        }
        Ok(at)
    }

    fn note_look(&mut self, format: u32) -> Result<(), Malformed> {
        if let (Some(look), Some(fill)) = (self.look(format)?, self.fill_index(format)?) {
            self.looks.entry((look, fill)).or_insert(format);
        }
        Ok(())
    }

    fn format(&self, format: u32) -> Option<&str> {
        let at = usize::try_from(self.shown(format)).ok()?;
        self.list(List::CellFormats).raw.get(at).map(String::as_str)
    }

    /// The format that a cell with this style shows: the first one where there is no such format.
    pub(super) fn shown(&self, style: u32) -> u32 {
        let there = usize::try_from(style).is_ok_and(|at| at < self.list(List::CellFormats).raw.len());
        if there { style } else { 0 }
    }

    /// All that a format says but its fill.
    pub(super) fn look(&self, format: u32) -> Result<Option<String>, Malformed> {
        let Some(raw) = self.format(format) else { return Ok(None) };
        without_attribute(&without_attribute(raw, "fillId")?, "applyFill").map(Some)
    }

    fn fill_index(&self, format: u32) -> Result<Option<u32>, Malformed> {
        let Some(raw) = self.format(format) else { return Ok(None) };
        Ok(Some(root(raw)?.tag.number("fillId").unwrap_or(0)))
    }

    /// The fill of a format as XML without prefixes.
    pub(super) fn fill(&self, format: u32) -> Result<String, AnnotateError> {
        let index = self.fill_index(format).map_err(self.bad())?.unwrap_or(0);
        let fills = &self.list(List::Fills).raw;
        let raw = usize::try_from(index).ok().and_then(|at| fills.get(at)).or(fills.first());
        Ok(prefixed(raw.map_or("", String::as_str), "").map_err(self.bad())?)
    }

    /// The kind of mark that a format shows.
    pub(super) fn kind(&self, format: u32) -> Option<MarkKind> {
        let index = usize::try_from(self.fill_index(format).ok()??).ok()?;
        self.fill_kinds.get(index).copied().flatten()
    }

    /// Whether any format shows a mark of ours.
    pub(super) fn has_marks(&self) -> bool {
        self.fill_kinds.iter().any(Option::is_some)
    }

    /// The format that looks like `format` but has the fill of `kind`.
    pub(super) fn marked(&mut self, format: u32, kind: MarkKind) -> Result<u32, AnnotateError> {
        let fill = self.ensure(List::Fills, &solid_fill(kind.colour()))?;
        self.filled(format, fill)
    }

    fn filled(&mut self, format: u32, fill: u32) -> Result<u32, AnnotateError> {
        let bad = self.bad();
        let raw = self.format(format).unwrap_or_default();
        let raw = with_attribute(raw, "fillId", &fill.to_string()).map_err(&bad)?;
        let raw = with_attribute(&raw, "applyFill", "1").map_err(&bad)?;
        self.ensure_raw(List::CellFormats, raw)
    }

    /// The format that a marked cell had before: `recorded` itself if it is still there and the cell got no
    /// other look since, else the cell's look with the recorded fill. Without a record the fill is none.
    pub(super) fn unmarked(&mut self, marked: u32, recorded: Option<(u32, &str)>) -> Result<u32, AnnotateError> {
        let bad = self.bad();
        let look = self.look(marked).map_err(&bad)?;
        let fill = match recorded {
            Some((format, fill)) => {
                if self.shown(format) == format
                    && self.look(format).map_err(&bad)? == look
                    && self.fill(format)? == fill
                {
                    return Ok(format);
                }
                // a fill that is no XML can only come from a damaged record
                if root(fill).is_ok() { self.ensure(List::Fills, fill)? } else { 0 }
            }
            None => 0,
        };
        let same = look.and_then(|look| self.looks.get(&(look, fill)).copied());
        same.map_or_else(|| self.filled(marked, fill), Ok)
    }

    /// The part with what was appended.
    pub(super) fn finish(self) -> Result<(String, String), PackageError> {
        let bad = self.bad();
        let text = self.spliced().map_err(bad)?;
        Ok((self.part, text))
    }

    fn spliced(&self) -> Result<String, Malformed> {
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

/// A fill of one colour.
pub(super) fn solid_fill(colour: &str) -> String {
    format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = r#"<s:styleSheet xmlns:s="m"><s:numFmts/><s:fills count="2"><s:fill><s:patternFill patternType="none"/></s:fill><s:fill><s:patternFill patternType="gray125"/></s:fill></s:fills><s:cellXfs count="2"><s:xf numFmtId="0" fillId="0"/><s:xf numFmtId="14" fillId="0" applyFill="0"><s:alignment wrapText="1"/></s:xf></s:cellXfs><s:dxfs><s:dxf><s:fill/></s:dxf></s:dxfs></s:styleSheet>"#;

    fn styles(text: &str) -> Stylesheet {
        Stylesheet::read("xl/styles.xml", text.to_owned()).unwrap()
    }

    #[test]
    fn a_marked_format_is_a_clone_and_is_found_again() {
        let mut first = styles(STYLES);
        let marked = first.marked(1, MarkKind::Wrong).unwrap();
        assert_eq!((marked, first.marked(1, MarkKind::Wrong).unwrap()), (2, 2));
        let (_, text) = first.finish().unwrap();
        assert!(text.contains(
            r#"<s:xf numFmtId="14" fillId="2" applyFill="1"><s:alignment wrapText="1"/></s:xf></s:cellXfs>"#
        ));
        assert!(text.contains(r#"<s:fills count="3">"#) && text.contains(r#"<s:cellXfs count="3">"#), "{text}");
        let mut second = styles(&text);
        assert_eq!((second.kind(2), second.kind(1)), (Some(MarkKind::Wrong), None));
        assert_eq!(second.marked(1, MarkKind::Wrong).unwrap(), 2);
        assert_eq!(second.finish().unwrap().1, text);
    }

    #[test]
    fn what_was_under_a_mark_comes_back() {
        let mut styles = styles(STYLES);
        let fill = styles.fill(1).unwrap();
        assert_eq!(fill, r#"<fill><patternFill patternType="none"/></fill>"#);
        let marked = styles.marked(1, MarkKind::Mended).unwrap();
        assert_eq!(styles.unmarked(marked, Some((1, &fill))).unwrap(), 1);
        // format 0 has another look now than the cell: the look stays, the fill comes back
        assert_eq!(styles.unmarked(marked, Some((0, &fill))).unwrap(), 1);
        let own = solid_fill("FF00FF00");
        let filled = styles.unmarked(marked, Some((1, &own))).unwrap();
        assert_eq!(styles.fill(filled).unwrap(), own);
        assert_eq!(styles.unmarked(marked, Some((1, "<fill"))).unwrap(), 1);
        assert_eq!(styles.unmarked(marked, None).unwrap(), 1);
    }

    #[test]
    fn nothing_appended_is_nothing_touched() {
        for text in [STYLES, "<styleSheet/>", "<styleSheet><fills/></styleSheet>"] {
            assert_eq!(styles(text).finish().unwrap().1, text);
        }
    }
}
