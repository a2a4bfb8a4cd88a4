//! What we note down in a hidden column of our sheet, one line per cell, to take the marks off again.
//!
//! ```text
//! jifen1|origin|<SHA-256 of the file that was marked>
//! jifen1|content|<SHA-256 over the marked copy, see state.rs>
//! jifen1|cells|<style>|<kept, bare or new>|<sheet>|<fill>|<cells>
//! jifen1|notes|<sheet>|<parts that were made for its notes>|<cells whose own note was plain text>
//! jifen1|signed
//! jifen1|memo|<a line that whoever marked the file wants to find again>
//! ```
//! The `cells` say: these cells had this style before, and that style had this fill; a `bare` cell
//! named no style, a `new` cell was not in the file at all. `%` and `|` inside a field are written `%25` and `%7C`.

use std::collections::BTreeMap;

use super::element::{Element, root};
use super::markup::Malformed;
use super::package::{Package, PackageError};
use crate::model::CellRange;

/// How each line begins.
const TAG: &str = "jifen1|";
/// The most bytes of cells in one line: a cell of Excel holds 32,767 characters.
const LINE_CELLS: usize = 8_000;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Record {
    /// The digest of the file that was marked.
    Origin(String),
    /// The digest over the marked copy.
    Content(String),
    /// What some cells looked like.
    Cells(CellRecord),
    /// What the notes of a sheet needed.
    Notes(NotesRecord),
    /// The file that was marked had a digital signature, which is void in the copy.
    Signed,
    /// What whoever marked the file wants to find again.
    Memo(String),
}

/// What some cells of one sheet looked like before they were marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellRecord {
    pub(crate) sheet: String,
    /// The index of their style.
    pub(crate) style: u32,
    /// The fill of that style, as XML without prefixes.
    pub(crate) fill: String,
    pub(crate) was: Was,
    pub(crate) cells: Vec<CellRange>,
}

/// What was made to hold the notes of one sheet, and has to go with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NotesRecord {
    pub(crate) sheet: String,
    /// The part of the notes.
    pub(crate) comments: bool,
    /// The part of their boxes.
    pub(crate) drawing: bool,
    /// The relationships of the sheet.
    pub(crate) links: bool,
    /// The word of what a part with the ending `vml` is.
    pub(crate) ending: bool,
    /// Cells with a note of the branch's own that was one text and became runs, for ours to follow it.
    pub(crate) bare: Vec<CellRange>,
}

impl NotesRecord {
    fn words(&self) -> Vec<&'static str> {
        let made = [self.comments, self.drawing, self.links, self.ending];
        made.into_iter()
            .zip(["comments", "drawing", "links", "ending"])
            .filter_map(|(it, word)| it.then_some(word))
            .collect()
    }

    fn lines(&self) -> Vec<String> {
        let head = format!("{TAG}notes|{}|{}|", escaped(&self.sheet), self.words().join(" "));
        let chunks = self.bare.chunks(500).map(|cells| {
            let cells: Vec<String> = cells.iter().map(CellRange::to_string).collect();
            cells.join(" ")
        });
        let mut lines: Vec<String> = chunks.map(|cells| format!("{head}{cells}")).collect();
        if lines.is_empty() {
            lines.push(head);
        }
        lines
    }
}

/// How a cell stood in the file before it was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Was {
    /// It named its style.
    Styled,
    /// It named none.
    Bare,
    /// It was not there.
    Missing,
}

impl Was {
    const ALL: [Self; 3] = [Self::Styled, Self::Bare, Self::Missing];

    const fn word(self) -> &'static str {
        match self {
            Self::Styled => "kept",
            Self::Bare => "bare",
            Self::Missing => "new",
        }
    }
}

impl Record {
    /// The lines that hold it: more than one where there are very many cells.
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::Origin(digest) => vec![format!("{TAG}origin|{digest}")],
            Self::Content(digest) => vec![format!("{TAG}content|{digest}")],
            Self::Cells(record) => record.lines(),
            Self::Notes(record) => record.lines(),
            Self::Signed => vec![format!("{TAG}signed")],
            Self::Memo(text) => vec![format!("{TAG}memo|{}", escaped(text))],
        }
    }

    /// Reads a line; `None` if it is none of ours.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut fields = line.trim().strip_prefix(TAG)?.split('|');
        match fields.next()? {
            "origin" => fields.next().map(|digest| Self::Origin(digest.to_owned())),
            "content" => fields.next().map(|digest| Self::Content(digest.to_owned())),
            "memo" => fields.next().map(|text| Self::Memo(unescaped(text))),
            "signed" => Some(Self::Signed),
            "notes" => {
                let sheet = unescaped(fields.next()?);
                let words: Vec<&str> = fields.next()?.split(' ').collect();
                let cells = fields.next()?.split(' ').filter(|cells| !cells.is_empty());
                let bare = cells.map(CellRange::parse).collect::<Option<_>>()?;
                let made = |word| words.contains(&word);
                let (comments, drawing) = (made("comments"), made("drawing"));
                let (links, ending) = (made("links"), made("ending"));
                Some(Self::Notes(NotesRecord { sheet, comments, drawing, links, ending, bare }))
            }
            "cells" => {
                let style = fields.next()?.parse().ok()?;
                let word = fields.next()?;
                let was = Was::ALL.into_iter().find(|was| was.word() == word)?;
                let (sheet, fill) = (unescaped(fields.next()?), unescaped(fields.next()?));
                let cells = fields.next()?.split(' ').map(CellRange::parse).collect::<Option<_>>()?;
                Some(Self::Cells(CellRecord { sheet, style, fill, was, cells }))
            }
            _ => None,
        }
    }
}

impl CellRecord {
    fn lines(&self) -> Vec<String> {
        let was = self.was.word();
        let head = format!("{TAG}cells|{}|{was}|{}|{}|", self.style, escaped(&self.sheet), escaped(&self.fill));
        let mut lines: Vec<String> = Vec::new();
        for cells in &self.cells {
            let cells = cells.to_string();
            match lines.last_mut().filter(|line| line.len() < head.len() + LINE_CELLS) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(&cells);
                }
                None => lines.push(format!("{head}{cells}")),
            }
        }
        lines
    }
}

fn escaped(field: &str) -> String {
    field.replace('%', "%25").replace('|', "%7C")
}

fn unescaped(field: &str) -> String {
    field.replace("%7C", "|").replace("%25", "%")
}

/// All records in a sheet, wherever they stand in it and however its texts are stored.
pub(crate) fn read_records(
    package: &mut Package<'_>,
    part: &str,
    strings: Option<&str>,
) -> Result<Vec<Record>, PackageError> {
    let Some(text) = package.text(part)? else { return Ok(Vec::new()) };
    let cells = cell_texts(&text).map_err(|Malformed| PackageError::Malformed(part.to_owned()))?;
    let shared = match strings {
        Some(part) if cells.iter().any(|cell| matches!(cell, CellText::Shared(_))) => {
            let text = package.text(part)?.unwrap_or_default();
            shared_records(&text).map_err(|Malformed| PackageError::Malformed(part.to_owned()))?
        }
        _ => BTreeMap::new(),
    };
    let records = cells.into_iter().filter_map(|cell| match cell {
        CellText::Own(record) => Some(record),
        CellText::Shared(index) => shared.get(&index).cloned(),
    });
    Ok(records.collect())
}

enum CellText {
    Own(Record),
    Shared(usize),
}

fn cell_texts(text: &str) -> Result<Vec<CellText>, Malformed> {
    let mut found = Vec::new();
    for row in root(text)?.listed(text, "sheetData")? {
        for cell in row.children(text)? {
            if cell.tag.value("t").is_some_and(|kind| kind == "s") {
                found.extend(cell.text(text)?.trim().parse().ok().map(CellText::Shared));
            } else {
                found.extend(record_in(&cell, text)?.map(CellText::Own));
            }
        }
    }
    Ok(found)
}

fn shared_records(text: &str) -> Result<BTreeMap<usize, Record>, Malformed> {
    let items = root(text)?.children(text)?;
    let read = items.iter().enumerate().map(|(index, item)| Ok(record_in(item, text)?.map(|record| (index, record))));
    read.filter_map(Result::transpose).collect()
}

fn record_in(element: &Element<'_>, text: &str) -> Result<Option<Record>, Malformed> {
    if !element.raw(text).contains(TAG) {
        return Ok(None);
    }
    // `_x005F_` is how OOXML writes an underline that would else begin such an escape
    Ok(Record::parse(&element.text(text)?.replace("_x005F_", "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_as_they_were_written() {
        let cells = vec![CellRange::parse("A5:D5").unwrap(), CellRange::parse("F9").unwrap()];
        let record =
            CellRecord { sheet: "台|账%1".into(), style: 7, fill: "<fill/>".into(), was: Was::Missing, cells };
        let lines = Record::Cells(record.clone()).lines();
        assert_eq!(lines, ["jifen1|cells|7|new|台%7C账%251|<fill/>|A5:D5 F9"]);
        assert_eq!(Record::parse(&lines[0]), Some(Record::Cells(record)));
        assert_eq!(Record::parse("jifen1|origin|ab"), Some(Record::Origin("ab".into())));
        let memo = Record::Memo("entry|王小明|2%".into());
        assert_eq!(memo.lines().first().and_then(|line| Record::parse(line)), Some(memo));
        let bare = vec![CellRange::parse("B4").unwrap(), CellRange::parse("C9").unwrap()];
        let notes =
            Record::Notes(NotesRecord { sheet: "台|账".into(), drawing: true, bare, ..NotesRecord::default() });
        assert_eq!(notes.lines(), ["jifen1|notes|台%7C账|drawing|B4 C9"]);
        assert_eq!(notes.lines().first().and_then(|line| Record::parse(line)), Some(notes));
        assert!(matches!(Record::parse("jifen1|notes|a||"), Some(Record::Notes(it)) if it.bare.is_empty()));
        for line in ["", "jifen1|", "jifen1|cells|x|new|a|b|A1", "jifen1|cells|1|new|a|b|A0", "jifen1|cells|1"] {
            assert_eq!(Record::parse(line), None, "{line}");
        }
    }

    #[test]
    fn many_cells_take_several_lines() {
        let cells: Vec<_> = (0..3_000).map(|row| CellRange::from(crate::model::CellRef::new(row * 2, 3))).collect();
        let record =
            CellRecord { sheet: "a".into(), style: 0, fill: String::new(), was: Was::Bare, cells: cells.clone() };
        let lines = record.lines();
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() < 9_000));
        let read = lines.iter().flat_map(|line| match Record::parse(line) {
            Some(Record::Cells(record)) => record.cells,
            _ => Vec::new(),
        });
        assert_eq!(read.collect::<Vec<_>>(), cells);
    }
}
