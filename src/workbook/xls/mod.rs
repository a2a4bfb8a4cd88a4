//! Excel 97–2003 (.xls), Excel 5.0/95, and WPS .et, which is the same.
//!
//! calamine reads the values. It trips over damaged files and holds every sheet as a full rectangle, so all this runs in
//! the [worker](super::worker) alone, and the rectangle is measured before. Our own walk over the records adds what
//! calamine does not tell: what is hidden, what is a formula, and which cells it passed over.

mod formats;
mod records;
mod walk;

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::foreign_value::{merged, value};
use super::ole::Container;
use super::trouble::{CELLS, SheetRead, Trouble, check_merges};
use super::{Cell, Sheet, Value};
use crate::model::CellRef;
use walk::{Holds, Place, Walked, walk};

/// Cells of the rectangle around all cells of a sheet: calamine holds each, filled or not.
const AREA: u64 = 2_000_000;
/// The same, of all sheets together.
const AREAS: u64 = 4_000_000;

/// Why such a file is damaged.
pub(super) const DAMAGED: &str = "文件不完整，或已损坏";
/// The same.
pub(super) const SAME_NAME: &str = "有两张工作表同名，不知以哪一张为准";
/// The same.
pub(super) const CUT: &str = "内容不完整";

/// Reads all sheets.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    let damaged = Trouble::Damaged(DAMAGED);
    let container = Container::open(bytes).ok_or_else(|| damaged.clone())?;
    let stream = container.stream("Workbook").or_else(|| container.stream("Book")).ok_or_else(|| damaged.clone())?;
    drop(container);
    let walked = walk(&stream, &mut CELLS.clone())?;
    drop(stream);
    check_areas(&walked)?;
    let workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Trouble::Locked,
        _ => damaged.clone(),
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() != walked.len() {
        return Err(damaged);
    }
    let mut names: Vec<&str> = listed.iter().map(|sheet| sheet.name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair.first() == pair.get(1)) {
        return Err(Trouble::Damaged(SAME_NAME));
    }
    let mut workbook = workbook;
    let mut sheets = Vec::with_capacity(listed.len());
    for (listed, walked) in listed.into_iter().zip(walked) {
        let Some(walked) = walked.filter(|_| listed.typ == SheetType::WorkSheet) else { continue };
        let range = workbook.worksheet_range(&listed.name).map_err(|_| damaged.clone())?;
        let merges = workbook.merge_cells_by_sheet_name(&listed.name).map_err(|_| damaged.clone())?;
        check_merges(merges.len())?;
        let from_1904 = workbook.has_1904_epoch();
        let percents = walked.look.formats().filter(|(_, format)| format.contains('%')).map(|(at, _)| at).collect();
        let cells = walked.cells.iter().filter_map(|place| cell(*place, &range, from_1904, &percents)).collect();
        let mut sheet = Sheet::from_cells(listed.name, cells)
            .with_merges(merges.iter().map(merged).collect())
            .with_hidden(walked.hidden_rows, walked.hidden_cols)
            .with_look(walked.look);
        sheet.hidden = listed.visible != SheetVisible::Visible;
        sheets.push(Ok(sheet));
    }
    Ok(sheets)
}

fn check_areas(walked: &[Option<Walked>]) -> Result<(), Trouble> {
    if walked.iter().flatten().any(|walked| !walked.is_whole) {
        return Err(Trouble::Damaged(DAMAGED));
    }
    let areas = || walked.iter().flatten().map(Walked::area);
    if areas().any(|area| area > AREA) || areas().sum::<u64>() > AREAS {
        return Err(Trouble::Beyond("有单元格离表格太远，整张表的行数乘列数大得不正常".to_owned()));
    }
    Ok(())
}

fn cell(place: Place, range: &Range<Data>, from_1904: bool, percents: &HashSet<CellRef>) -> Option<Cell> {
    let Place { row, col, holds } = place;
    let read = range.get_value((row, col)).filter(|read| **read != Data::Empty);
    let value = match (holds, read) {
        (Holds::EmptyResult, None) => return None,
        (Holds::TextToCome, _) => Value::NotCalculated,
        // A text that stands nowhere, or is there in part: nothing is guessed.
        (Holds::Value | Holds::Result, None) => Value::Error("?".into()),
        (Holds::LongText, read) => {
            Value::Error(format!("{}…", read.map(ToString::to_string).unwrap_or_default()).into())
        }
        (_, Some(read)) => value(read, from_1904)?,
    };
    let at = CellRef::new(row, col);
    Some(Cell { at, value, formula: holds != Holds::Value, percent: Some(percents.contains(&at)) })
}
