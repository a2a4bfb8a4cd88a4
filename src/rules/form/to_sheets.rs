//! From the tree to rows of cells.

use super::cell::shown;
use super::element::Element;
use super::given::CellProblem;
use super::keys::Keys;
use crate::model::{CellRef, Table, TableCell};

/// The most characters of a cell that every spreadsheet shows and keeps.
const LONGEST: usize = 8_000;

/// The rows of a sheet, without its header.
#[derive(Clone, Debug, Default)]
pub struct FormSheet {
    /// The rows: of the first sheet one for each key, of the others one for each row of its lists.
    pub rows: Vec<Vec<TableCell>>,
}

/// The sheets of a tree, in the order of the list of keys.
///
/// # Errors
/// [`CellProblem`] where something would not survive in a cell, or rows cannot be told apart.
pub fn sheets(keys: &Keys, root: &Element) -> Result<Vec<FormSheet>, CellProblem> {
    let mut sheets: Vec<FormSheet> = keys.sheets.iter().map(|_| FormSheet::default()).collect();
    if let Some(first) = sheets.first_mut() {
        first.rows = keys
            .keys_of(None)
            .iter()
            .enumerate()
            .map(|(index, key)| {
                let value = root.fields.get(&index).map_or(TableCell::Empty, |field| shown(key, &field.node));
                vec![TableCell::Text(key.title.clone()), value, TableCell::Text(key.note.clone())]
            })
            .collect();
    }
    rows(keys, None, ("", ""), root, &mut sheets);
    for (index, sheet) in sheets.iter().enumerate() {
        check(keys, index, sheet)?;
    }
    names_differ(keys, root)?;
    Ok(sheets)
}

/// The name by which rows of other sheets name a row.
pub(super) fn name(keys: &Keys, list: usize, owner: &str, row: &Element) -> String {
    let known = keys.lists.get(list);
    let own = known.and_then(|list| list.named_by).and_then(|key| row.text(key)).unwrap_or_default();
    if known.is_some_and(|list| list.within) { format!("{owner}@{own}") } else { own }
}

/// `owner_is`: name and title of the owner.
fn rows(keys: &Keys, scope: Option<usize>, owner_is: (&str, &str), owner: &Element, sheets: &mut [FormSheet]) {
    for (index, list) in keys.owned_by(scope) {
        let Some(sheet) = keys.sheets.get(list.sheet) else { continue };
        for row in owner.lists.get(&index).into_iter().flatten() {
            let mut cells = Vec::with_capacity(sheet.leading() + sheet.keys.len());
            cells.extend(sheet.which.as_ref().map(|_| TableCell::Text(list.title.clone())));
            let words = |text: &str| if text.is_empty() { TableCell::Empty } else { TableCell::Text(text.to_owned()) };
            cells.extend(sheet.owner.as_ref().map(|_| words(owner_is.0)));
            cells.extend(sheet.shows_owner.then(|| words(owner_is.1)));
            cells.extend(
                sheet.keys.iter().enumerate().map(|(key, known)| {
                    row.fields.get(&key).map_or(TableCell::Empty, |field| shown(known, &field.node))
                }),
            );
            if let Some(sheet) = sheets.get_mut(list.sheet) {
                sheet.rows.push(cells);
            }
            let title = keys.title_of(index).and_then(|title| row.text(title));
            let title = title.unwrap_or_else(|| owner_is.1.to_owned());
            rows(keys, Some(index), (&name(keys, index, owner_is.0, row), &title), row, sheets);
        }
    }
}

/// Refuses what a cell would not keep.
fn check(keys: &Keys, sheet: usize, rows: &FormSheet) -> Result<(), CellProblem> {
    let is_lost = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for (row, cells) in (Table::FIRST_ROW..).zip(&rows.rows) {
        for (col, cell) in (0..).zip(cells) {
            let TableCell::Text(text) = cell else { continue };
            let message = match text.chars().count() > LONGEST {
                true => format!("文字超过 {LONGEST} 个字，一格放不下。"),
                false if text.contains(is_lost) => "文字里有单元格放不下的控制字符。".to_owned(),
                false => continue,
            };
            return Err(CellProblem::at(keys, sheet, Some(CellRef::new(row, col)), message));
        }
    }
    Ok(())
}

/// Refuses two rows of one name where other rows name them.
fn names_differ(keys: &Keys, root: &Element) -> Result<(), CellProblem> {
    let mut seen = std::collections::HashSet::new();
    let mut left = vec![(None, String::new(), root)];
    while let Some((scope, owner, element)) = left.pop() {
        for (index, list) in keys.owned_by(scope).filter(|(index, _)| keys.is_owner(*index)) {
            for row in element.lists.get(&index).into_iter().flatten() {
                let own = name(keys, index, &owner, row);
                if !row.lists.is_empty() && own.is_empty() || !seen.insert((index, own.clone())) {
                    let message = format!("「{}」里有两个叫「{own}」的，或者有一个没有名称，写不进表格。", list.path);
                    return Err(CellProblem::at(keys, list.sheet, None, message));
                }
                left.push((Some(index), own, row));
            }
        }
    }
    Ok(())
}
