//! Gives cells of a worksheet their marked style; a cell or a row that is not in the file is put in.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::splice::Splices;
use super::styles::Stylesheet;
use super::worksheet::Worksheet;
use crate::model::{CellRange, CellRef};
use crate::workbook::marks::element::Element;
use crate::workbook::marks::markup::{Malformed, prefix};
use crate::workbook::marks::{MarkKind, PackageError, Was};

/// What a cell was before it got its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Before {
    pub(super) style: u32,
    pub(super) was: Was,
}

/// Marks cells; gives back the part, with what else is to be spliced in, and what the cells were before.
pub(super) fn mark(
    part: &str,
    sheet: &Worksheet<'_>,
    targets: &BTreeMap<CellRef, MarkKind>,
    styles: &mut Stylesheet,
    splices: Splices,
) -> Result<(String, Vec<(CellRef, Before)>), AnnotateError> {
    let bad = |Malformed| PackageError::Malformed(part.to_owned());
    let mut marking = Marking { sheet, styles, splices, before: Vec::new(), widest: None };
    let mut rows: BTreeMap<u32, Vec<(CellRef, MarkKind)>> = BTreeMap::new();
    for (at, kind) in targets {
        rows.entry(at.row).or_default().push((*at, *kind));
    }
    let mut appended = String::new();
    for (number, targets) in rows {
        if let Some(row) = sheet.rows.get(&number) {
            let cells = sheet.cells(number, row).map_err(bad)?;
            let cells = cells.into_iter().map(|cell| (cell.at.col, cell.element)).collect();
            marking.mark_row(row, &cells, &targets)?;
            continue;
        }
        let cells = targets.iter().map(|(at, kind)| marking.new_cell(*at, *kind)).collect::<Result<String, _>>()?;
        let name = format!("{}row", prefix(sheet.data.tag.name));
        let row = format!("<{name} r=\"{}\">{cells}</{name}>", number + 1);
        match sheet.rows.range(number..).next() {
            Some((_, next)) => marking.splices.insert(next.span.start, row),
            None => appended.push_str(&row),
        }
    }
    if !appended.is_empty() {
        marking.splices.append(&sheet.data, &appended);
    }
    marking.widen_dimension();
    Ok((marking.splices.apply(sheet.text), marking.before))
}

struct Marking<'s, 'a> {
    sheet: &'s Worksheet<'a>,
    styles: &'s mut Stylesheet,
    splices: Splices,
    before: Vec<(CellRef, Before)>,
    /// The rectangle of the cells that were put in.
    widest: Option<CellRange>,
}

impl Marking<'_, '_> {
    fn mark_row(
        &mut self,
        row: &Element<'_>,
        cells: &BTreeMap<u32, Element<'_>>,
        targets: &[(CellRef, MarkKind)],
    ) -> Result<(), AnnotateError> {
        let mut appended = String::new();
        for (at, kind) in targets {
            if let Some(cell) = cells.get(&at.col) {
                let style = self.styles.shown(cell.tag.number("s").unwrap_or(0));
                let was = if cell.tag.attribute("s").is_some() { Was::Styled } else { Was::Bare };
                let marked = self.styles.marked(style, *kind)?;
                self.splices.set(&cell.tag, "s", &marked.to_string());
                self.before.push((*at, Before { style, was }));
                continue;
            }
            let cell = self.new_cell(*at, *kind)?;
            match cells.range(at.col..).next() {
                Some((_, next)) => self.splices.insert(next.span.start, cell),
                None => appended.push_str(&cell),
            }
        }
        self.widen_spans(row, cells, targets);
        if !appended.is_empty() {
            self.splices.append(row, &appended);
        }
        Ok(())
    }

    fn new_cell(&mut self, at: CellRef, kind: MarkKind) -> Result<String, AnnotateError> {
        let style = self.styles.shown(self.sheet.base_style(at));
        let marked = self.styles.marked(style, kind)?;
        self.before.push((at, Before { style, was: Was::Missing }));
        self.widest = Some(self.widest.map_or(at.into(), |range| around(range, at)));
        Ok(format!("<{}c r=\"{at}\" s=\"{marked}\"/>", prefix(self.sheet.data.tag.name)))
    }

    /// `spans` says which columns a row has; Excel trusts it.
    fn widen_spans(&mut self, row: &Element<'_>, cells: &BTreeMap<u32, Element<'_>>, targets: &[(CellRef, MarkKind)]) {
        let Some(spans) = row.tag.value("spans") else { return };
        let new = targets.iter().map(|(at, _)| at.col).filter(|col| !cells.contains_key(col));
        let bounds: Option<Vec<u32>> = spans.split([' ', ':']).map(|bound| bound.parse().ok()).collect();
        let Some(bounds) = bounds else { return };
        let (Some(first), Some(last)) = (bounds.iter().min(), bounds.iter().max()) else { return };
        let (from, to) = new.fold((*first, *last), |(from, to), col| (from.min(col + 1), to.max(col + 1)));
        if (from, to) != (*first, *last) {
            self.splices.set(&row.tag, "spans", &format!("{from}:{to}"));
        }
    }

    fn widen_dimension(&mut self) {
        let (Some((range, element)), Some(new)) = (&self.sheet.dimension, self.widest) else { return };
        let wide = around(around(*range, new.first), new.last);
        if wide != *range {
            self.splices.set(&element.tag, "ref", &wide.to_string());
        }
    }
}

fn around(range: CellRange, at: CellRef) -> CellRange {
    CellRange::new(
        CellRef::new(range.first.row.min(at.row), range.first.col.min(at.col)),
        CellRef::new(range.last.row.max(at.row), range.last.col.max(at.col)),
    )
}
