//! From problems to the cells that get a mark: ranges opened, merged cells at their anchor, the worst kind wins.

use std::collections::BTreeMap;

use super::worksheet::Worksheet;
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::MarkKind;
use crate::workbook::marks::markup::Malformed;

/// The most cells that one problem marks.
const RANGE_LIMIT: u64 = 2_000;
/// The most cells that are marked in one sheet.
const SHEET_LIMIT: usize = 50_000;

/// The cells of one sheet and their marks.
pub(super) struct Targets {
    pub(super) cells: BTreeMap<CellRef, MarkKind>,
    /// Where each place is told of, with the numbers of the places: at the first of its cells.
    pub(super) noted: BTreeMap<CellRef, Vec<usize>>,
    /// Some cells were left out, because there were too many.
    pub(super) clipped: bool,
}

/// Finds the cells to mark for problems of one sheet.
pub(super) fn targets(sheet: &Worksheet<'_>, places: &[(CellRange, MarkKind)]) -> Result<Targets, Malformed> {
    let used = sheet.last_used()?;
    let mut found = Targets { cells: BTreeMap::new(), noted: BTreeMap::new(), clipped: false };
    for (number, (range, kind)) in places.iter().enumerate() {
        let range = within(*range, used);
        let cells = (range.first.row..=range.last.row)
            .flat_map(|row| (range.first.col..=range.last.col).map(move |col| CellRef::new(row, col)));
        let count = u64::from(range.last.row - range.first.row + 1) * u64::from(range.last.col - range.first.col + 1);
        found.clipped |= count > RANGE_LIMIT;
        for at in cells.take(usize::try_from(RANGE_LIMIT).unwrap_or(usize::MAX)) {
            let at = sheet.anchor(at);
            let full = found.cells.len() >= SHEET_LIMIT;
            match found.cells.get_mut(&at) {
                Some(mark) => *mark = (*mark).min(*kind),
                None if full => found.clipped = true,
                None => drop(found.cells.insert(at, *kind)),
            }
        }
        let first = sheet.anchor(range.first);
        if found.cells.contains_key(&first) {
            found.noted.entry(first).or_default().push(number);
        }
    }
    Ok(found)
}

/// The range without what lies beyond the sheet; of a range of several rows, without rows and columns that
/// the sheet does not use (a whole column means the cells in it).
fn within(range: CellRange, used: CellRef) -> CellRange {
    let (a, b) = (range.first, range.last);
    let first = CellRef::new(a.row.min(b.row).min(CellRef::LAST_ROW), a.col.min(b.col).min(CellRef::LAST_COL));
    let mut last = CellRef::new(a.row.max(b.row).min(CellRef::LAST_ROW), a.col.max(b.col).min(CellRef::LAST_COL));
    if first.row != last.row {
        last = CellRef::new(last.row.min(used.row.max(first.row)), last.col.min(used.col.max(first.col)));
    } else if last.col - first.col > 100 {
        last.col = last.col.min(used.col.max(first.col));
    }
    CellRange::new(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(places: &[(&str, MarkKind)]) -> Vec<(String, MarkKind)> {
        let text = r#"<worksheet><dimension ref="A1:C3"/><sheetData><row r="1"><c r="C1"/></row><row r="3"/></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells></worksheet>"#;
        let places: Vec<_> = places.iter().map(|(range, kind)| (CellRange::parse(range).unwrap(), *kind)).collect();
        let found = targets(&Worksheet::read(text).unwrap(), &places).unwrap();
        found.cells.into_iter().map(|(at, kind)| (at.to_string(), kind)).collect()
    }

    #[test]
    fn a_merged_cell_is_marked_at_its_anchor_and_the_worst_kind_wins() {
        let marks = found(&[("B3", MarkKind::Mended), ("A2", MarkKind::Wrong), ("A3", MarkKind::Doubtful)]);
        assert_eq!(marks, [("A2".to_owned(), MarkKind::Wrong)]);
    }

    #[test]
    fn a_row_marks_its_cells_and_a_column_those_in_use() {
        assert_eq!(found(&[("D9:F9", MarkKind::Pending)]).len(), 3);
        assert_eq!(found(&[("C1:C1048576", MarkKind::Pending)]).len(), 3);
        assert_eq!(found(&[("A1:XFD1", MarkKind::Pending)]).len(), 3);
        assert_eq!(found(&[("E5:E9", MarkKind::Pending)]).len(), 1);
    }
}
