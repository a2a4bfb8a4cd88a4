//! The part that draws the boxes of notes. It looks like XML and often is none (`<br>` stays open), so it is
//! never read as such: shapes are found by their tags and put in before the end.

use std::ops::Range;

use super::splice::Splices;
use crate::model::CellRef;

/// What the part's ending says it is.
pub(super) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// What all boxes of notes are; written as one piece, by which it is known again.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"{spaces}><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
/// The namespaces that the shapes need, where the part does not bind them.
const SPACES: &str = " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// What can be drawn.
const DRAWN: [&str; 10] = ["shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image", "arc", "curve"];

/// A box: its cell, and where its corners are.
pub(super) struct NoteBox {
    pub(super) at: CellRef,
    /// The corners as the anchor of the format: column, offset, row, offset, twice; offsets in pixels.
    pub(super) anchor: String,
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
}

/// The part of a sheet that has no drawings yet; `number` is the sheet's, from 1, and keeps the ids apart.
pub(super) fn empty_part(number: u32) -> String {
    format!(
        "<xml{SPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
    )
}

/// Puts boxes in; `None` where the part has no end to put them before. Ids go on from the highest in the part.
pub(super) fn add(text: &str, boxes: &[NoteBox], number: u32) -> Option<String> {
    if boxes.is_empty() {
        return Some(text.to_owned());
    }
    let end = text.rfind("</xml>")?;
    let head = text.find("<xml").and_then(|start| text.get(start..)?.split_once('>')).map_or("", |(head, _)| head);
    let bound = ["xmlns:v=", "xmlns:o=", "xmlns:x="].iter().all(|name| head.contains(name));
    let spaces = if bound { "" } else { SPACES };
    let mut new = String::new();
    if !has_type(text) {
        new.push_str(&SHAPE_TYPE.replace("{spaces}", spaces));
    }
    let mut id = match highest_id(text) {
        0 => number.saturating_mul(1024),
        highest => highest,
    };
    for (order, note) in (1_u32..).zip(boxes) {
        id = id.saturating_add(1);
        // points are three quarters of pixels
        let ((width, height), CellRef { row, col, .. }) = (note.size, note.at);
        let (width, height) = (width * 3 / 4, height * 3 / 4);
        new.push_str(&format!(
            "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\"{spaces} style=\"position:absolute;margin-left:80pt;\
             margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden\" \
             fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" \
             color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox \
             style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor>\
             <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
            note.anchor
        ));
    }
    let mut splices = Splices::default();
    splices.insert(end, new);
    Some(splices.apply(text))
}

/// Moves the corners of boxes that are there: `corners` says from the cell and the anchor as written what it
/// becomes, if anything. Gives back the part, and the cells with the anchors that they had and have.
pub(super) fn resize(
    text: &str,
    corners: impl Fn(CellRef, &str) -> Option<String>,
) -> (String, Vec<(CellRef, String, String)>) {
    let mut splices = Splices::default();
    let mut resized = Vec::new();
    for span in spans(text, "shape") {
        let shape = text.get(span.clone()).unwrap_or("");
        let (Some(at), Some(inner)) = (note_cell(shape), inside(shape, "Anchor")) else { continue };
        let old = shape.get(inner.clone()).unwrap_or("");
        if let Some(new) = corners(at, old) {
            resized.push((at, old.to_owned(), new.clone()));
            splices.replace(span.start + inner.start..span.start + inner.end, new);
        }
    }
    (splices.apply(text), resized)
}

/// The eight numbers of an anchor: column, offset, row, offset, twice.
pub(super) fn corners(anchor: &str) -> Option<[u32; 8]> {
    let numbers: Vec<u32> = anchor.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// The part without some boxes.
pub(super) struct Emptied {
    pub(super) text: String,
    /// Nothing is drawn any more.
    pub(super) is_empty: bool,
}

/// Takes the boxes of notes on these cells out: of several on one cell the last.
pub(super) fn remove(text: &str, cells: &[CellRef]) -> Emptied {
    let shapes: Vec<(Range<usize>, Option<CellRef>)> =
        spans(text, "shape").into_iter().map(|span| (span.clone(), note_cell(text.get(span).unwrap_or("")))).collect();
    let mut splices = Splices::default();
    for at in cells {
        if let Some((span, _)) = shapes.iter().rev().find(|(_, cell)| *cell == Some(*at)) {
            splices.remove(span.clone());
        }
    }
    let mut left = splices.apply(text);
    if !left.contains("\"#_x0000_t202\"") {
        for spaces in ["", SPACES] {
            left = left.replace(&SHAPE_TYPE.replace("{spaces}", spaces), "");
        }
    }
    let is_empty = DRAWN.iter().all(|name| tag_starts(&left, name).next().is_none());
    Emptied { text: left, is_empty }
}

/// The cell that a shape is the note of.
fn note_cell(shape: &str) -> Option<CellRef> {
    if !(shape.contains("ObjectType=\"Note\"") || shape.contains("ObjectType='Note'")) {
        return None;
    }
    let number = |name| -> Option<u32> { shape.get(inside(shape, name)?)?.trim().parse().ok() };
    Some(CellRef::new(number("Row")?, number("Column")?))
}

/// What the first element of a local name holds, up to the next tag.
fn inside(text: &str, name: &str) -> Option<Range<usize>> {
    let (tag, _) = tag_starts(text, name).next()?;
    let start = tag + text.get(tag..)?.find('>')? + 1;
    Some(start..start + text.get(start..)?.find('<')?)
}

/// The elements of a local name, from their first letter to the end of their last tag.
fn spans(text: &str, name: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, full) in tag_starts(text, name) {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let close = format!("</{full}>");
        let Some(end) = text.get(start..).and_then(|rest| rest.find(&close)) else { break };
        found.push(start..start + end + close.len());
    }
    found
}

/// No name of a tag has more bytes.
const LONGEST_NAME: usize = 64;

/// Where tags of a local name begin, each with its whole name.
fn tag_starts<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    text.match_indices('<').filter_map(move |(start, _)| {
        let rest = text.get(start + 1..)?;
        let mut bytes = rest.bytes().take(LONGEST_NAME);
        let end = bytes.position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
        let full = rest.get(..end)?;
        (full.rsplit(':').next() == Some(name)).then_some((start, full))
    })
}

fn has_type(text: &str) -> bool {
    text.contains("id=\"_x0000_t202\"") || text.contains("id='_x0000_t202'")
}

/// The highest number of a shape's id.
fn highest_id(text: &str) -> u32 {
    let number = |(at, _): (usize, &str)| -> Option<u32> {
        let rest = text.get(at + "_x0000_s".len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    };
    text.match_indices("_x0000_s").filter_map(number).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(cells: &[&str]) -> Vec<NoteBox> {
        let at = |cell: &&str| CellRef::parse(cell).unwrap();
        cells.iter().map(|cell| NoteBox { at: at(cell), anchor: "1, 2, 3, 4".into(), size: (200, 80) }).collect()
    }

    #[test]
    fn boxes_go_into_a_part_that_is_no_xml_and_out_again() {
        let theirs = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\">\r\n <v:shape id=\"_x0000_s1027\" type='#_x0000_t201'><v:textbox><br>按钮</v:textbox><x:ClientData ObjectType=\"Button\"><x:Row>1</x:Row></x:ClientData></v:shape></xml>\r\n";
        let with = add(theirs, &boxes(&["B3", "C9"]), 1).unwrap();
        assert!(with.contains("id=\"_x0000_s1028\"") && with.contains("id=\"_x0000_s1029\""), "{with}");
        assert!(with.contains("<x:Row>8</x:Row><x:Column>2</x:Column>") && with.ends_with("</xml>\r\n"), "{with}");
        let cells = ["B3", "C9", "Z1"].map(|cell| CellRef::parse(cell).unwrap());
        let without = remove(&with, &cells);
        assert_eq!(without.text, theirs);
        assert!(!without.is_empty);
        assert!(add("<xml/>", &boxes(&["A1"]), 1).is_none());
    }

    #[test]
    fn a_part_made_for_our_boxes_is_empty_again() {
        let empty = empty_part(3);
        let with = add(&empty, &boxes(&["A1"]), 3).unwrap();
        assert!(with.contains("_x0000_s3073"), "{with}");
        let left = remove(&with, &[CellRef::new(0, 0)]);
        assert!(left.is_empty);
        assert_eq!(left.text, empty);
    }

    #[test]
    fn a_box_that_is_there_gets_other_corners() {
        let theirs = add(&empty_part(1), &boxes(&["B3"]), 1).unwrap();
        let (larger, resized) = resize(&theirs, |at, old| (at.row == 2 && old == "1, 2, 3, 4").then(|| "9".into()));
        assert!(larger.contains("<x:Anchor>9</x:Anchor>") && resized.len() == 1, "{larger}");
        assert_eq!(resize(&larger, |_, _| Some("1, 2, 3, 4".into())).0, theirs);
        assert_eq!(corners("\n 1, 15,2, 3,4,5,6, 7 "), Some([1, 15, 2, 3, 4, 5, 6, 7]));
        assert_eq!(corners("1, 2"), None);
    }

    #[test]
    fn the_shapes_of_other_writers_are_found() {
        let openpyxl = "<xml><ns0:shape xmlns:ns0=\"urn:schemas-microsoft-com:vml\" id=\"_x0000_s0001\"><ns1:ClientData ObjectType='Note'><ns1:Row> 4</ns1:Row><ns1:Column>1</ns1:Column></ns1:ClientData></ns0:shape></xml>";
        assert_eq!(remove(openpyxl, &[CellRef::new(4, 1)]).text, "<xml></xml>");
    }
}
