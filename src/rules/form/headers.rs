//! The header of a sheet that is read back.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::written;
use super::given::{CellProblem, Given, GivenSheet};
use crate::model::CellRef;
use crate::model::text::{header, is_one_slip_apart};

/// How far down the header is looked for.
const ROWS: u32 = 20;

/// Where the columns of a sheet stand.
pub struct Headers {
    /// The row of the headers.
    pub row: u32,
    /// The column of each header that was found, to its index among those known.
    pub columns: BTreeMap<u32, usize>,
    /// The columns whose headers are not known: what stands below is told with the header.
    pub unknown: BTreeSet<u32>,
}

/// Finds the known headers in a sheet.
pub fn find(
    sheet: &GivenSheet,
    known: &[&str],
    problems: &mut Vec<CellProblem>,
    at: impl Fn(CellRef, String) -> CellProblem,
) -> Option<Headers> {
    let known: Vec<String> = known.iter().map(|title| header(title)).collect();
    let index = |given: &Given| match given {
        Given::Text(text) => known.iter().position(|title| *title == header(text)),
        _ => None,
    };
    let mut hits: BTreeMap<u32, usize> = BTreeMap::new();
    for (cell, _) in sheet.cells.iter().filter(|(cell, given)| cell.row < ROWS && index(given).is_some()) {
        *hits.entry(cell.row).or_default() += 1;
    }
    let least = known.len().min(2);
    let found =
        hits.iter().filter(|(_, count)| **count >= least).max_by_key(|(row, count)| (**count, u32::MAX - **row));
    let Some((&row, _)) = found else {
        problems.push(at(CellRef::new(2, 0), format!("没有找到表头。这张表的表头是：{}。", known.join("、"))));
        return None;
    };
    let (mut columns, mut unknown) = (BTreeMap::new(), BTreeSet::new());
    for (cell, given) in sheet.cells.iter().filter(|(cell, _)| cell.row == row) {
        match index(given) {
            Some(index) if columns.values().any(|other| *other == index) => {
                problems.push(at(*cell, format!("表头「{}」写了两次，请留一个。", written(given))));
                unknown.insert(cell.col);
            }
            Some(index) => {
                columns.insert(cell.col, index);
            }
            None => {
                let text = written(given);
                let near = known.iter().find(|title| is_one_slip_apart(title, &header(&text)));
                let near = near.map_or_else(String::new, |near| format!("是不是「{near}」？"));
                let message = format!("不认识表头「{text}」。{near}请改成原来的表头；自己加的栏要删去，免得内容丢失。");
                problems.push(at(*cell, message));
                unknown.insert(cell.col);
            }
        }
    }
    Some(Headers { row, columns, unknown })
}
