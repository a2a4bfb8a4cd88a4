//! The part that holds the notes of a sheet: ours go in, and come out again wherever they are by then.
//!
//! A note is known by its text, runs joined: programs that save a file split runs, and forget who wrote them.

use std::collections::{BTreeMap, HashMap};

use super::splice::{Splices, escaped};
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix};
use crate::workbook::marks::{NOTE_AUTHOR, NOTE_PREFIX};

/// How the author of a note begins that stands for a thread of comments.
const THREAD: &str = "tc=";

/// The part of a sheet that has no notes yet.
pub(super) fn empty_part(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// What became of the notes that were to go in.
pub(super) struct Noted {
    pub(super) text: String,
    /// Cells that had no note, and need a box for it.
    pub(super) fresh: Vec<CellRef>,
    /// Cells whose own note was plain text and is a run now.
    pub(super) bare: Vec<CellRef>,
}

/// Puts notes in. A note that is there is kept, and ours follows it; a thread of comments is left alone, for the
/// program that shows it would take ours for a damage, and so is a note without text.
pub(super) fn add(text: &str, notes: &BTreeMap<CellRef, String>) -> Result<Noted, Malformed> {
    let part = Comments::read(text)?;
    let own = prefix(part.root.tag.name);
    let mut splices = Splices::default();
    let mut noted = Noted { text: String::new(), fresh: Vec::new(), bare: Vec::new() };
    let author = part.authors.iter().position(|name| name == NOTE_AUTHOR).unwrap_or(part.authors.len());
    let mut new = String::new();
    for (at, note) in notes {
        let Some(comment) = part.by_cell.get(at) else {
            new.push_str(&format!("<{own}comment ref=\"{at}\" authorId=\"{author}\"><{own}text>"));
            new.push_str(&format!("{}</{own}text></{own}comment>", run(own, note)));
            noted.fresh.push(*at);
            continue;
        };
        if part.is_thread(comment) {
            continue;
        }
        let Some(body) = comment.child(text, "text")? else { continue };
        let pieces = body.children(text)?;
        let ours = run(own, &format!("\n{note}"));
        if let Some(last) = pieces.iter().rfind(|piece| piece.local() == "r") {
            splices.insert(last.span.end, ours);
        } else if let Some(plain) = pieces.iter().find(|piece| piece.local() == "t") {
            splices.insert(plain.span.start, format!("<{own}r>"));
            splices.insert(plain.span.end, format!("</{own}r>{ours}"));
            noted.bare.push(*at);
        }
    }
    if !new.is_empty() {
        let list = part.list.as_ref().ok_or(Malformed)?;
        splices.append(list, &new);
        if author == part.authors.len() {
            let name = format!("<{own}author>{}</{own}author>", escaped(NOTE_AUTHOR));
            match part.root.child(text, "authors")? {
                Some(authors) => splices.append(&authors, &name),
                None => splices.insert(list.span.start, format!("<{own}authors>{name}</{own}authors>")),
            }
        }
    }
    noted.text = splices.apply(text);
    Ok(noted)
}

fn run(own: &str, text: &str) -> String {
    format!(
        "<{own}r><{own}rPr><{own}sz val=\"9\"/><{own}color indexed=\"81\"/><{own}rFont val=\"宋体\"/>\
         <{own}charset val=\"134\"/></{own}rPr><{own}t xml:space=\"preserve\">{}</{own}t></{own}r>",
        escaped(text)
    )
}

/// The part without our notes.
pub(super) struct Stripped {
    pub(super) text: String,
    /// The cells whose whole note went.
    pub(super) gone: Vec<CellRef>,
    /// No note is left.
    pub(super) is_empty: bool,
}

/// Takes our notes out; `None` where there are none. `bare` are the cells whose own note was plain text before.
pub(super) fn strip(text: &str, bare: &[CellRange]) -> Result<Option<Stripped>, Malformed> {
    // a program may write characters as numbers and split the prefix into runs, but these letters stay together
    if !text.contains("jifen") {
        return Ok(None);
    }
    let part = Comments::read(text)?;
    let mut splices = Splices::default();
    let mut stripped = Stripped { text: String::new(), gone: Vec::new(), is_empty: false };
    let mut left = 0_usize;
    let mut used = Vec::new();
    for comment in &part.comments {
        let body = comment.child(text, "text")?;
        let pieces = body.as_ref().map_or(Ok(Vec::new()), |body| pieces(body, text))?;
        let said: String = pieces.iter().map(|piece| piece.said.as_str()).collect();
        if said.trim_start().starts_with(NOTE_PREFIX) && !part.is_thread(comment) {
            splices.remove(comment.span.clone());
            stripped.gone.extend(cell_of(comment));
            continue;
        }
        left += 1;
        used.extend(comment.tag.number("authorId"));
        if let Some(found) = said.find(NOTE_PREFIX).filter(|_| !part.is_thread(comment)) {
            let whole = said.get(..found).unwrap_or("");
            let kept = whole.strip_suffix('\n').unwrap_or(whole);
            let was_bare = cell_of(comment).is_some_and(|at| bare.iter().any(|range| range.contains(at)));
            cut(&pieces, kept.len(), was_bare, &mut splices);
        }
    }
    if splices.is_empty() {
        return Ok(None);
    }
    let authors = part.root.listed(text, "authors")?;
    let last = u32::try_from(authors.len()).unwrap_or(u32::MAX).wrapping_sub(1);
    if let Some(author) = authors.last()
        && author.text(text)? == NOTE_AUTHOR
        && !used.contains(&last)
    {
        splices.remove(author.span.clone());
    }
    stripped.is_empty = left == 0;
    stripped.text = splices.apply(text);
    Ok(Some(stripped))
}

/// A piece of a note's text: a run, or the one plain text.
struct Piece<'a> {
    element: Element<'a>,
    /// The element that holds the letters.
    letters: Element<'a>,
    said: String,
}

fn pieces<'a>(body: &Element<'a>, text: &'a str) -> Result<Vec<Piece<'a>>, Malformed> {
    let mut found = Vec::new();
    for element in body.children(text)? {
        let letters = match element.local() {
            "t" => Some(element.clone()),
            "r" => element.child(text, "t")?,
            _ => None,
        };
        if let Some(letters) = letters {
            found.push(Piece { said: letters.text(text)?, element, letters });
        }
    }
    Ok(found)
}

/// Keeps the first `length` bytes of what the pieces say together.
fn cut(pieces: &[Piece<'_>], length: usize, was_bare: bool, splices: &mut Splices) {
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.said.len();
        if at >= length {
            splices.remove(piece.element.span.clone());
        } else if let (true, Some(inner)) = (end > length, &piece.letters.inner) {
            splices.replace(inner.clone(), escaped(piece.said.get(..length - at).unwrap_or("")));
        } else if was_bare && end == length && at == 0 && piece.element.local() == "r" {
            // what stands around the letters was put there for our run to follow
            splices.remove(piece.element.span.start..piece.letters.span.start);
            splices.remove(piece.letters.span.end..piece.element.span.end);
        }
        at = end;
    }
}

/// The part, looked through.
struct Comments<'a> {
    root: Element<'a>,
    list: Option<Element<'a>>,
    authors: Vec<String>,
    comments: Vec<Element<'a>>,
    by_cell: HashMap<CellRef, Element<'a>>,
}

impl<'a> Comments<'a> {
    fn read(text: &'a str) -> Result<Self, Malformed> {
        let root = root(text)?;
        let list = root.child(text, "commentList")?;
        let comments = list.as_ref().map_or(Ok(Vec::new()), |list| list.children(text))?;
        let comments: Vec<_> = comments.into_iter().filter(|it| it.local() == "comment").collect();
        let authors = root.listed(text, "authors")?;
        let authors = authors.iter().map(|author| author.text(text)).collect::<Result<_, _>>()?;
        let by_cell = comments.iter().filter_map(|comment| Some((cell_of(comment)?, comment.clone()))).collect();
        Ok(Self { root, list, authors, comments, by_cell })
    }

    /// Whether the note stands for a thread of comments.
    fn is_thread(&self, comment: &Element<'_>) -> bool {
        let author = comment.tag.number("authorId").and_then(|at| self.authors.get(usize::try_from(at).ok()?));
        author.is_some_and(|name| name.starts_with(THREAD))
    }
}

fn cell_of(comment: &Element<'_>) -> Option<CellRef> {
    CellRange::parse(&comment.tag.value("ref")?).map(|range| range.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = r#"<x:comments xmlns:x="m"><x:authors><x:author>书记</x:author><x:author>tc={1}</x:author></x:authors><x:commentList><x:comment ref="B4" authorId="0"><x:text><x:t>再核</x:t></x:text></x:comment><x:comment ref="C4" authorId="0"><x:text><x:r><x:rPr><x:b/></x:rPr><x:t>甲</x:t></x:r></x:text></x:comment><x:comment ref="D4" authorId="1"><x:text><x:t>[Threaded comment]</x:t></x:text></x:comment></x:commentList></x:comments>"#;

    fn notes(cells: &[&str]) -> BTreeMap<CellRef, String> {
        cells.iter().map(|at| (CellRef::parse(at).unwrap(), format!("{NOTE_PREFIX}错误\n<改> 一_x000D_"))).collect()
    }

    #[test]
    fn notes_go_in_after_those_that_are_there_and_come_out_without_a_trace() {
        let noted = add(PART, &notes(&["B4", "C4", "D4", "E5"])).unwrap();
        assert_eq!((noted.fresh.len(), noted.bare.len()), (1, 1));
        assert!(noted.text.contains("<x:r><x:t>再核</x:t></x:r><x:r><x:rPr>"), "{}", noted.text);
        assert!(noted.text.contains(r#"<x:comment ref="E5" authorId="2"><x:text><x:r>"#), "{}", noted.text);
        assert!(noted.text.contains("<x:author>jifen 校验</x:author></x:authors>"), "{}", noted.text);
        assert!(noted.text.contains("Threaded comment]</x:t></x:text>"), "a thread is left alone");
        let bare: Vec<CellRange> = noted.bare.iter().map(|at| (*at).into()).collect();
        let stripped = strip(&noted.text, &bare).unwrap().unwrap();
        assert_eq!(stripped.text, PART);
        assert_eq!((stripped.gone, stripped.is_empty), (noted.fresh, false));
        assert!(strip(PART, &[]).unwrap().is_none());
    }

    #[test]
    fn a_part_made_for_our_notes_is_empty_again() {
        let empty = empty_part("m");
        let noted = add(&empty, &notes(&["B4"])).unwrap();
        let stripped = strip(&noted.text, &[]).unwrap().unwrap();
        assert!(stripped.is_empty);
        assert_eq!(stripped.text, empty);
    }

    #[test]
    fn runs_that_another_program_split_are_cut_at_the_right_place() {
        let text = "<comments><authors><author/></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><r><t>甲&lt;\n【</t></r><r><t>jifen </t></r><r><t>校验】错误</t></r></text></comment><comment ref=\"A2\" authorId=\"0\"><text><r><t>【</t></r><r><t>jifen </t></r><r><t>校验】</t></r></text></comment></commentList></comments>";
        let stripped = strip(text, &[]).unwrap().unwrap();
        assert!(
            stripped.text.contains("<text><r><t>甲&lt;</t></r></text></comment></commentList>"),
            "{}",
            stripped.text
        );
        assert_eq!(stripped.gone, [CellRef::parse("A2").unwrap()]);
    }
}
