//! Which format a cell gets with a mark, and which one it had before.

use std::collections::HashMap;

use super::AnnotateError;
use super::format_lists::FormatLists;
pub(super) use super::format_lists::List;
use super::splice::{prefixed, with_attribute, without_attribute};
use crate::workbook::marks::element::root;
use crate::workbook::marks::markup::Malformed;
use crate::workbook::marks::{MarkKind, PackageError, kind_of_fill};

/// The styles part of a workbook.
pub(super) struct Stylesheet {
    part: String,
    lists: FormatLists,
    fill_kinds: Vec<Option<MarkKind>>,
    /// Formats by all that they say but the fill, and by their fill.
    looks: HashMap<(String, u32), u32>,
}

impl Stylesheet {
    /// Reads the part.
    pub(super) fn read(part: &str, text: String) -> Result<Self, AnnotateError> {
        let styles = Self::parse(part, text).map_err(|Malformed| PackageError::Malformed(part.to_owned()))?;
        styles.ok_or(AnnotateError::TooManyFormats)
    }

    fn parse(part: &str, text: String) -> Result<Option<Self>, Malformed> {
        let Some(lists) = FormatLists::read(text)? else { return Ok(None) };
        let fill_kinds = lists.items(List::Fills).iter().map(|fill| kind_of_fill(fill)).collect();
        let formats = lists.items(List::CellFormats).len();
        let mut styles = Self { part: part.to_owned(), lists, fill_kinds, looks: HashMap::new() };
        for at in 0..formats {
            styles.note_look(u32::try_from(at).unwrap_or(u32::MAX))?;
        }
        Ok(Some(styles))
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
        let raw = prefixed(xml, self.lists.prefix()).map_err(self.bad())?;
        self.ensure_raw(list, raw)
    }

    fn ensure_raw(&mut self, list: List, raw: String) -> Result<u32, AnnotateError> {
        let known = self.lists.items(list).len();
        let at = self.lists.ensure(list, raw).ok_or(AnnotateError::TooManyFormats)?;
        if self.lists.items(list).len() > known {
            match list {
                List::Fills => self.fill_kinds.extend(self.lists.items(list).last().map(|fill| kind_of_fill(fill))),
                List::CellFormats => self.note_look(at).map_err(self.bad())?,
                List::Fonts | List::Borders => {}
            }
        }
        Ok(at)
    }

    /// The index of a cell format that is written in the part's own prefix.
    pub(super) fn ensure_format(&mut self, raw: String) -> Result<u32, AnnotateError> {
        self.ensure_raw(List::CellFormats, raw)
    }

    fn note_look(&mut self, format: u32) -> Result<(), Malformed> {
        if let (Some(look), Some(fill)) = (self.look(format)?, self.fill_index(format)?) {
            self.looks.entry((look, fill)).or_insert(format);
        }
        Ok(())
    }

    /// The format as it is written, in the part's own prefix.
    pub(super) fn format(&self, format: u32) -> Option<&str> {
        let at = usize::try_from(self.shown(format)).ok()?;
        self.lists.items(List::CellFormats).get(at).map(String::as_str)
    }

    /// The format that a cell with this style shows: the first one where there is no such format.
    pub(super) fn shown(&self, style: u32) -> u32 {
        let there = usize::try_from(style).is_ok_and(|at| at < self.lists.items(List::CellFormats).len());
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
        let fills = self.lists.items(List::Fills);
        let raw = usize::try_from(index).ok().and_then(|at| fills.get(at)).or(fills.first());
        Ok(prefixed(raw.map_or("", String::as_str), "").map_err(self.bad())?)
    }

    /// Whether the formats that conditional formats name have a fill, one after the other.
    pub(super) fn conditional_fills(&self) -> Result<Vec<bool>, AnnotateError> {
        Ok(self.lists.conditional_fills().map_err(self.bad())?)
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

    /// The name of the part, and the part with what was appended.
    pub(super) fn finish(self) -> Result<(String, String), PackageError> {
        let bad = self.bad();
        let text = self.lists.finish().map_err(bad)?;
        Ok((self.part, text))
    }
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
