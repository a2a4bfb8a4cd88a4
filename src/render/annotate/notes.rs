//! The notes of one sheet: the parts that hold them are found by their relationships, or made.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::boxes::{self, NoteBox};
use super::comments;
use super::note_place::Grid;
use super::parts::{declare, declare_ending, edit, link, remove_part, undeclare_ending, unlink};
use super::splice::Splices;
use super::worksheet::Worksheet;
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix};
use crate::workbook::marks::{Book, NotesRecord, Package, PackageError, folder, link_prefix, relationships_part};

/// What the part of the notes is.
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
/// How the file names of the parts begin that are made here.
const COMMENTS_STEM: &str = "jifenComments";
const DRAWING_STEM: &str = "jifenNotes";
/// How the file names of parts end that draw notes.
const ENDING: &str = "vml";
/// What stands behind the drawing of the notes in a sheet. (Other choices are wrapped; those wrap controls.)
const AFTER: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Where the notes of a sheet go.
pub(super) struct Place<'p> {
    pub(super) book: &'p Book,
    /// The sheet's name, its part, and its number, from 1.
    pub(super) name: &'p str,
    pub(super) part: &'p str,
    pub(super) number: u32,
}

/// Notes that are on.
pub(super) struct Attached {
    pub(super) record: NotesRecord,
    /// What the sheet has to say, and where, for the boxes to be found.
    pub(super) splices: Splices,
}

/// Puts notes on cells of a sheet. `None` where the sheet has notes already that cannot be understood: those are
/// not worth a risk.
pub(super) fn attach(
    package: &mut Package<'_>,
    place: &Place<'_>,
    sheet: &Worksheet<'_>,
    notes: &BTreeMap<CellRef, String>,
) -> Result<Option<Attached>, AnnotateError> {
    let namespace = &place.book.link_namespace;
    let Ok(there) = Parts::of(package, place.part, sheet.part("legacyDrawing")) else { return Ok(None) };
    let old = match &there.comments {
        Some((_, part)) => package.text(part).ok().flatten(),
        None => Some(comments::empty_part(&place.book.namespace)),
    };
    let Some(noted) = old.and_then(|text| comments::add(&text, notes).ok()) else { return Ok(None) };
    let mut record = NotesRecord { sheet: place.name.to_owned(), ..NotesRecord::default() };
    record.bare = noted.bare.iter().map(|at| CellRange::from(*at)).collect();
    let mut splices = Splices::default();
    let drawn = if noted.fresh.is_empty() {
        None
    } else {
        let old = match &there.drawing {
            Some((_, part)) => package.text(part).ok().flatten(),
            None => Some(boxes::empty_part(place.number)),
        };
        let grid = Grid::of(sheet);
        let fresh: Vec<NoteBox> = noted.fresh.iter().filter_map(|at| Some(grid.place(*at, notes.get(at)?))).collect();
        let Some(drawn) = old.and_then(|text| boxes::add(&text, &fresh, place.number)) else { return Ok(None) };
        Some(drawn)
    };
    // from here on all goes well, or the file as a whole is damaged
    record.links = !package.has(&relationships_part(place.part));
    if let Some(drawn) = drawn {
        match &there.drawing {
            Some((_, part)) => package.put(part, drawn)?,
            None => {
                let part = free_part(package, place.book, &format!("drawings/{DRAWING_STEM}"), ENDING);
                package.put(&part, drawn)?;
                record.drawing = true;
                record.ending = declare_ending(package, ENDING, boxes::CONTENT_TYPE)?;
                let target = target_of(&part, place);
                let id = link(package, place.part, namespace, "vmlDrawing", &target)?;
                draw(sheet, &id, namespace, &mut splices);
            }
        }
    }
    match &there.comments {
        Some((_, part)) => package.put(part, noted.text)?,
        None if noted.fresh.is_empty() => {}
        None => {
            let part = free_part(package, place.book, COMMENTS_STEM, "xml");
            package.put(&part, noted.text)?;
            record.comments = true;
            declare(package, &part, COMMENTS_TYPE)?;
            let target = target_of(&part, place);
            link(package, place.part, namespace, "comments", &target)?;
        }
    }
    record.links &= package.has(&relationships_part(place.part));
    Ok(Some(Attached { record, splices }))
}

/// Takes our notes off a sheet; says whether there were any. Without a record of what was made for them, what is
/// empty without them goes with them.
pub(super) fn strip(
    package: &mut Package<'_>,
    part: &str,
    record: Option<&NotesRecord>,
) -> Result<bool, AnnotateError> {
    let links = package.relationships(part)?;
    let Some(list) = links.iter().find(|link| link.kind.ends_with("/comments")) else { return Ok(false) };
    let Some(list_part) = &list.target else { return Ok(false) };
    // what cannot be read got no note of ours
    let Some(text) = package.text(list_part).ok().flatten() else { return Ok(false) };
    let bare = record.map_or(&[][..], |record| &record.bare);
    let Ok(Some(stripped)) = comments::strip(&text, bare) else { return Ok(false) };
    let made = |is: fn(&NotesRecord) -> bool| record.is_none_or(is);
    if !stripped.gone.is_empty() {
        strip_boxes(package, part, &stripped.gone, made(|it| it.drawing), made(|it| it.links))?;
    }
    if stripped.is_empty && made(|it| it.comments) {
        unlink(package, part, &list.id, made(|it| it.links))?;
        remove_part(package, list_part)?;
    } else {
        package.put(list_part, stripped.text)?;
    }
    Ok(true)
}

/// Takes back what was said of the parts that draw notes, once all sheets are without ours.
pub(super) fn strip_ending(package: &mut Package<'_>) -> Result<(), AnnotateError> {
    undeclare_ending(package, ENDING)
}

fn strip_boxes(
    package: &mut Package<'_>,
    part: &str,
    gone: &[CellRef],
    made_drawing: bool,
    made_links: bool,
) -> Result<(), AnnotateError> {
    let malformed = |Malformed| PackageError::Malformed(part.to_owned());
    let text = package.text(part)?.unwrap_or_default();
    let tag = root(&text).and_then(|sheet| sheet.child(&text, "legacyDrawing")).map_err(malformed)?;
    let Ok(Parts { drawing: Some((id, drawing)), .. }) = Parts::of(package, part, tag.as_ref()) else {
        return Ok(());
    };
    let Some(drawn) = package.text(&drawing).ok().flatten() else { return Ok(()) };
    let left = boxes::remove(&drawn, gone);
    if !(left.is_empty && made_drawing) {
        package.put(&drawing, left.text)?;
        return Ok(());
    }
    edit(package, part, |text| {
        let mut splices = Splices::default();
        tag.iter().for_each(|tag| splices.remove(tag.span.clone()));
        Ok(splices.apply(text))
    })?;
    unlink(package, part, &id, made_links)?;
    remove_part(package, &drawing)
}

/// The parts that a sheet has for notes, each with the id of its relationship.
struct Parts {
    comments: Option<(String, String)>,
    drawing: Option<(String, String)>,
}

/// A relationship leads nowhere.
struct Broken;

impl Parts {
    fn of(package: &mut Package<'_>, sheet: &str, drawing: Option<&Element<'_>>) -> Result<Self, Broken> {
        let links = package.relationships(sheet).map_err(|_| Broken)?;
        let part = |link: &crate::workbook::marks::Relationship| {
            let target = link.target.clone().filter(|part| package.has(part)).ok_or(Broken)?;
            Ok((link.id.clone(), target))
        };
        let comments = links.iter().find(|link| link.kind.ends_with("/comments")).map(part).transpose()?;
        let drawing = match drawing {
            None => None,
            Some(tag) => {
                let id = tag.tag.relationship_id().ok_or(Broken)?;
                Some(part(links.iter().find(|link| link.id == id).ok_or(Broken)?)?)
            }
        };
        Ok(Self { comments, drawing })
    }
}

/// Has the sheet say which part draws its notes.
fn draw(sheet: &Worksheet<'_>, id: &str, namespace: &str, splices: &mut Splices) {
    let own = prefix(sheet.root.tag.name);
    let id = match link_prefix(&sheet.root) {
        Some(prefix) => format!("{prefix}id=\"{id}\""),
        None => format!("xmlns:r=\"{namespace}\" r:id=\"{id}\""),
    };
    let end = sheet.root.inner.as_ref().map_or(sheet.data.span.end, |inner| inner.end);
    let behind = sheet.parts.iter().filter(|part| part.span.start >= sheet.data.span.end);
    let at = behind.into_iter().find(|part| AFTER.contains(&part.local())).map_or(end, |part| part.span.start);
    splices.insert(at, format!("<{own}legacyDrawing {id}/>"));
}

/// A name that no part has.
fn free_part(package: &Package<'_>, book: &Book, stem: &str, ending: &str) -> String {
    let folder = folder(&book.part);
    let numbered = (1..).map(|number: u32| format!("{folder}{stem}{number}.{ending}"));
    numbered.into_iter().find(|part| !package.has(part)).unwrap_or_default()
}

/// How the sheet's relationships name a part: from its own folder, where that is beside the part's.
fn target_of(part: &str, place: &Place<'_>) -> String {
    let base = folder(&place.book.part);
    let beside = folder(place.part).strip_prefix(base).is_some_and(|rest| rest.matches('/').count() == 1);
    match part.strip_prefix(base) {
        Some(rest) if beside => format!("../{rest}"),
        _ => format!("/{part}"),
    }
}
