//! Marks the cells of all sheets that have problems, and puts notes on them.

use std::collections::{BTreeMap, HashMap};

use super::cells::{self, Before};
use super::cover::{coloured_ranges, covers};
use super::note_text::note_text;
use super::notes::{self, Attached, Place};
use super::remarks::Remarks;
use super::splice::Splices;
use super::styles::Stylesheet;
use super::targets::{Targets, targets};
use super::worksheet::Worksheet;
use super::{AnnotateError, Problem};
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::markup::Malformed;
use crate::workbook::marks::{Book, CellRecord, MarkKind, Package, PackageError, Record};

/// The most notes that one sheet gets: with more, programs are slow to open it.
pub(super) const NOTE_LIMIT: usize = 500;

/// Marks the cells of all sheets; gives back what it takes to undo that.
pub(super) fn mark_sheets(
    package: &mut Package<'_>,
    book: &Book,
    problems: &[Problem],
    styles: &mut Stylesheet,
    remarks: &mut Remarks,
) -> Result<Vec<Record>, AnnotateError> {
    let mut by_sheet: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, problem) in problems.iter().enumerate() {
        if let Some((sheet, _)) = &problem.place {
            by_sheet.entry(sheet).or_default().push(number);
        }
    }
    let mut records = Vec::new();
    for (number, sheet) in (1..).zip(&book.sheets) {
        let (Some(numbers), Some(part)) = (by_sheet.get(sheet.name.as_str()), &sheet.part) else { continue };
        let text = package.text(part)?.unwrap_or_default();
        let bad = |Malformed| PackageError::Malformed(part.clone());
        let worksheet = Worksheet::read(&text).map_err(bad)?;
        let there: Vec<(usize, &Problem)> =
            numbers.iter().filter_map(|number| Some((*number, problems.get(*number)?))).collect();
        let places: Vec<(CellRange, MarkKind)> =
            there.iter().filter_map(|(_, it)| Some((it.place.as_ref()?.1, it.kind))).collect();
        let found = targets(&worksheet, &places).map_err(bad)?;
        if found.clipped {
            remarks.clipped(&sheet.name);
        }
        if worksheet.part("sheetProtection").is_some_and(|it| it.tag.is_set("sheet")) {
            remarks.protected(&sheet.name);
        }
        let coloured = coloured_ranges(&worksheet, &styles.conditional_fills()?).map_err(bad)?;
        let hidden = found.cells.keys().filter(|at| covers(&coloured, **at)).count();
        if hidden > 0 {
            remarks.colour_hidden(&sheet.name, hidden);
        }
        let mut splices = Splices::default();
        if book.is_strict() {
            remarks.no_notes_in_strict();
        } else {
            let notes = notes_of(&there, &found, &coloured, |all| remarks.too_many_notes(&sheet.name, all));
            let place = Place { book, name: &sheet.name, part, number };
            match notes::attach(package, &place, &worksheet, &notes)? {
                Some(Attached { record, splices: more }) => {
                    records.push(Record::Notes(record));
                    splices = more;
                }
                None => remarks.no_notes(&sheet.name),
            }
        }
        let (marked, before) = cells::mark(part, &worksheet, &found.cells, styles, splices)?;
        package.put(part, marked)?;
        records.extend(cell_records(&sheet.name, before, styles)?.into_iter().map(Record::Cells));
    }
    Ok(records)
}

/// The texts of a sheet's notes. Where there are too many cells, those with the worst problems get one.
fn notes_of(
    problems: &[(usize, &Problem)],
    found: &Targets,
    coloured: &[CellRange],
    too_many: impl FnOnce(usize),
) -> BTreeMap<CellRef, String> {
    let mut cells: Vec<(&CellRef, &Vec<usize>)> = found.noted.iter().collect();
    if cells.len() > NOTE_LIMIT {
        too_many(cells.len());
        cells.sort_by_key(|(at, _)| (found.cells.get(*at), **at));
        cells.truncate(NOTE_LIMIT);
    }
    let text = |(at, places): (&CellRef, &Vec<usize>)| {
        let those: Vec<(usize, &Problem)> = places.iter().filter_map(|place| problems.get(*place).copied()).collect();
        (*at, note_text(&those, covers(coloured, *at)))
    };
    cells.into_iter().map(text).collect()
}

/// Cells that were alike before, in one record; neighbours in a row as one range.
fn cell_records(
    sheet: &str,
    before: Vec<(CellRef, Before)>,
    styles: &Stylesheet,
) -> Result<Vec<CellRecord>, AnnotateError> {
    let mut alike: BTreeMap<Before, Vec<CellRange>> = BTreeMap::new();
    let mut sorted = before;
    sorted.sort_unstable_by_key(|(at, _)| *at);
    for (at, before) in sorted {
        let ranges = alike.entry(before).or_default();
        let left = ranges.last_mut().filter(|it| it.last.row == at.row && it.last.col.checked_add(1) == Some(at.col));
        match left {
            Some(range) => range.last = at,
            None => ranges.push(at.into()),
        }
    }
    let record = |(before, cells): (Before, _)| {
        // no office program writes a fill this long, and a cell holds no more than 32,767 characters
        let fill = Some(styles.fill(before.style)?).filter(|fill| fill.len() < 4_000).unwrap_or_default();
        Ok(CellRecord { sheet: sheet.to_owned(), style: before.style, fill, was: before.was, cells })
    };
    alike.into_iter().map(record).collect()
}
