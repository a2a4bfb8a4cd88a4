//! Takes earlier marks off: our fills and notes wherever they are now, and our sheet.
//!
//! A mark is known by its colour, so it is found after rows were inserted, copied or sorted, and after
//! another program saved the file. The records say what was under it.

use std::collections::{BTreeMap, HashMap};

use super::AnnotateError;
use super::listing::remove_sheets;
use super::splice::Splices;
use super::styles::Stylesheet;
use super::worksheet::Worksheet;
use crate::model::CellRef;
use crate::workbook::marks::element::Element;
use crate::workbook::marks::markup::Malformed;
use crate::workbook::marks::{Book, CellRecord, NotesRecord, Package, PackageError, Record, Was, our_sheets};

/// The most cells that records are believed to speak of; a range can claim the whole sheet in ten letters.
const RECORD_LIMIT: u64 = 2_000_000;

/// What earlier marks there were.
pub(super) struct Earlier {
    /// There were some.
    pub(super) any: bool,
    /// Before them the file had a digital signature.
    pub(super) signed: bool,
}

/// Takes all marks of ours off.
pub(super) fn strip(package: &mut Package<'_>) -> Result<Earlier, AnnotateError> {
    let book = Book::read(package)?;
    let ours = our_sheets(package, &book)?;
    let mut found = !ours.is_empty();
    if let Some(part) = &book.styles {
        let text = package.text(part)?.ok_or_else(|| PackageError::Malformed(part.clone()))?;
        let mut styles = Stylesheet::read(part, text)?;
        if styles.has_marks() {
            let records = ours.iter().flat_map(|(_, records)| records);
            let records: Vec<&CellRecord> = records
                .filter_map(|record| if let Record::Cells(cells) = record { Some(cells) } else { None })
                .collect();
            let restore = Restore::new(&records, &styles)?;
            for (index, sheet) in book.sheets.iter().enumerate() {
                let Some(part) = sheet.part.as_ref().filter(|_| ours.iter().all(|(at, _)| *at != index)) else {
                    continue;
                };
                let text = package.text(part)?.unwrap_or_default();
                if let Some(clean) = restore.sheet(part, &text, &sheet.name, &mut styles)? {
                    package.put(part, clean)?;
                    found = true;
                }
            }
            let (part, text) = styles.finish()?;
            package.put(&part, text)?;
        }
    }
    for (index, sheet) in book.sheets.iter().enumerate() {
        if let Some(part) = sheet.part.as_ref().filter(|_| ours.iter().all(|(at, _)| *at != index)) {
            let records = ours.iter().flat_map(|(_, records)| records);
            found |= super::notes::strip(package, part, notes_record(records, &sheet.name).as_ref())?;
        }
    }
    if ours.iter().flat_map(|(_, records)| records).any(|it| matches!(it, Record::Notes(notes) if notes.ending)) {
        super::notes::strip_ending(package)?;
    }
    let signed = ours.iter().flat_map(|(_, records)| records).any(|it| *it == Record::Signed);
    let ours: Vec<usize> = ours.into_iter().map(|(index, _)| index).collect();
    if !ours.is_empty() && ours.len() == book.sheets.len() {
        return Err(AnnotateError::NothingElse);
    }
    remove_sheets(package, &book, &ours)?;
    Ok(Earlier { any: found, signed })
}

/// What was made for the notes of a sheet, if that is known.
fn notes_record<'r>(records: impl Iterator<Item = &'r Record>, sheet: &str) -> Option<NotesRecord> {
    let of_sheet = records.filter_map(|record| match record {
        Record::Notes(notes) if notes.sheet == sheet => Some(notes.clone()),
        _ => None,
    });
    // the cells of one sheet can take several lines
    of_sheet.reduce(|mut all, more| {
        all.bare.extend(more.bare);
        all
    })
}

/// The records, ready to be asked for a cell.
struct Restore<'r> {
    /// Sheets by name, in them cells with the number of their record.
    cells: HashMap<&'r str, HashMap<CellRef, usize>>,
    records: &'r [&'r CellRecord],
    /// The one record that fits a look; `None` where several do.
    by_look: BTreeMap<String, Option<usize>>,
}

impl<'r> Restore<'r> {
    fn new(records: &'r [&'r CellRecord], styles: &Stylesheet) -> Result<Self, AnnotateError> {
        let mut cells: HashMap<&str, HashMap<CellRef, usize>> = HashMap::new();
        let mut by_look: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut budget = RECORD_LIMIT;
        for (index, record) in records.iter().enumerate() {
            let sheet = cells.entry(&record.sheet).or_default();
            for range in &record.cells {
                let rows = range.first.row..=range.last.row;
                let count = u64::from(range.last.row.saturating_sub(range.first.row)).saturating_add(1)
                    * u64::from(range.last.col.saturating_sub(range.first.col)).saturating_add(1);
                let Some(left) = budget.checked_sub(count) else { continue };
                budget = left;
                sheet.extend(rows.flat_map(|row| {
                    (range.first.col..=range.last.col).map(move |col| (CellRef::new(row, col), index))
                }));
            }
            if styles.fill(record.style)? == record.fill {
                let look = styles.look(record.style).map_err(|Malformed| styles.malformed())?.unwrap_or_default();
                let known = by_look.entry(look).or_insert(Some(index));
                let same = |at: usize| records.get(at).is_some_and(|it| it.style == record.style);
                *known = known.filter(|at| same(*at));
            }
        }
        Ok(Self { cells, records, by_look })
    }

    /// The part without marks; `None` if it has none.
    fn sheet(
        &self,
        part: &str,
        text: &str,
        name: &str,
        styles: &mut Stylesheet,
    ) -> Result<Option<String>, AnnotateError> {
        let bad = |Malformed| PackageError::Malformed(part.to_owned());
        let sheet = Worksheet::read(text).map_err(bad)?;
        let recorded = self.cells.get(name);
        let mut splices = Splices::default();
        // a row without a number follows the one before it, which then has to stay
        let numbered = sheet.rows.values().all(|row| row.tag.attribute("r").is_some());
        for (number, row) in &sheet.rows {
            let cells = sheet.cells(*number, row).map_err(bad)?;
            let mut left = cells.len();
            for cell in &cells {
                let Some(style) = marked_style(&cell.element, "s", styles) else { continue };
                let known =
                    recorded.and_then(|cells| cells.get(&cell.at)).and_then(|at| self.records.get(*at).copied());
                let record = known.map_or_else(|| self.by_look(style, styles), |record| Ok(Some(record)))?;
                let back = styles.unmarked(style, record.map(|it| (it.style, it.fill.as_str())))?;
                let is_empty = cell.element.children(text).map_err(bad)?.is_empty();
                match known.map(|record| record.was) {
                    Some(Was::Missing) if is_empty => {
                        splices.remove(cell.element.span.clone());
                        left -= 1;
                    }
                    Some(Was::Bare) if back == 0 => splices.unset(&cell.element.tag, "s"),
                    _ => splices.set(&cell.element.tag, "s", &back.to_string()),
                }
            }
            if left == 0 && !cells.is_empty() && numbered && row.tag.attributes().count() == 1 {
                // a row that was put in for the mark; the removals inside it come to nothing
                splices.remove(row.span.clone());
                continue;
            }
            if let Some(style) = marked_style(row, "s", styles) {
                splices.set(&row.tag, "s", &styles.unmarked(style, None)?.to_string());
            }
        }
        for (_, _, column) in &sheet.columns {
            if let Some(style) = marked_style(column, "style", styles) {
                splices.set(&column.tag, "style", &styles.unmarked(style, None)?.to_string());
            }
        }
        Ok((!splices.is_empty()).then(|| splices.apply(text)))
    }

    fn by_look(&self, style: u32, styles: &Stylesheet) -> Result<Option<&CellRecord>, AnnotateError> {
        let look = styles.look(style).map_err(|Malformed| styles.malformed())?.unwrap_or_default();
        Ok(self.by_look.get(&look).copied().flatten().and_then(|at| self.records.get(at).copied()))
    }
}

fn marked_style(element: &Element<'_>, attribute: &str, styles: &Stylesheet) -> Option<u32> {
    element.tag.number(attribute).filter(|style| styles.kind(*style).is_some())
}
