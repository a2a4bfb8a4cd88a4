//! How our sheet looks: its cell formats, appended to the styles of the workbook.

use super::AnnotateError;
use super::styles::{List, Stylesheet, solid_fill};
use crate::workbook::marks::MarkKind;

/// Indexes of the cell formats that our sheet uses.
pub(super) struct Look {
    pub(super) title: u32,
    pub(super) line: u32,
    pub(super) header: u32,
    pub(super) text: u32,
    pub(super) centred: u32,
    pub(super) link: u32,
    kinds: [u32; 4],
}

/// The ground of the header row.
const HEADER_GROUND: &str = "FFD9D9D9";

impl Look {
    /// Finds the formats in the styles or appends them.
    pub(super) fn in_styles(styles: &mut Stylesheet) -> Result<Self, AnnotateError> {
        let font = |marks: &str, size: u32, colour: &str| {
            format!(
                "<font>{marks}<sz val=\"{size}\"/><color {colour}/><name val=\"宋体\"/><charset val=\"134\"/></font>"
            )
        };
        let black = "rgb=\"FF000000\"";
        let plain = styles.ensure(List::Fonts, &font("", 11, black))?;
        let bold = styles.ensure(List::Fonts, &font("<b/>", 11, black))?;
        let large = styles.ensure(List::Fonts, &font("<b/>", 16, black))?;
        let linked = styles.ensure(List::Fonts, &font("<u/>", 11, "rgb=\"FF0563C1\""))?;
        let side = |name| format!("<{name} style=\"thin\"><color rgb=\"FFA6A6A6\"/></{name}>");
        let sides: String = ["left", "right", "top", "bottom"].map(side).concat();
        let boxed = styles.ensure(List::Borders, &format!("<border>{sides}<diagonal/></border>"))?;
        let bare = styles.ensure(List::Borders, "<border><left/><right/><top/><bottom/><diagonal/></border>")?;
        let none = styles.ensure(List::Fills, "<fill><patternFill patternType=\"none\"/></fill>")?;
        let grey = styles.ensure(List::Fills, &solid_fill(HEADER_GROUND))?;
        // not the text format "@": Excel shows a long text under it as ####
        let mut format = |font: u32, fill: u32, border: u32, across: &str, down: &str| {
            // a text that begins with "=" stays a text when someone edits it
            let quoted = if across == "left" { " quotePrefix=\"1\"" } else { "" };
            let xml = format!(
                "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\"{quoted} \
                 applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
                 <alignment horizontal=\"{across}\" vertical=\"{down}\" wrapText=\"1\"/></xf>"
            );
            styles.ensure(List::CellFormats, &xml)
        };
        let title = format(large, none, bare, "center", "center")?;
        let line = format(plain, none, bare, "left", "center")?;
        let header = format(bold, grey, boxed, "center", "center")?;
        let text = format(plain, none, boxed, "left", "center")?;
        let centred = format(plain, none, boxed, "center", "center")?;
        let link = format(linked, none, boxed, "left", "center")?;
        let mut kinds = [0; 4];
        for (slot, kind) in kinds.iter_mut().zip(MarkKind::ALL) {
            *slot = styles.marked(centred, kind)?;
        }
        Ok(Self { title, line, header, text, centred, link, kinds })
    }

    /// The format that shows a kind of mark.
    pub(super) fn kind(&self, kind: MarkKind) -> u32 {
        MarkKind::ALL.into_iter().zip(self.kinds).find(|(it, _)| *it == kind).map_or(self.centred, |(_, format)| format)
    }
}
