//! From rows of cells to the tree.

use std::collections::BTreeMap;

use super::cell::{read, written};
use super::element::{Element, Field, Place};
use super::given::{CellProblem, Given, GivenSheet};
use super::headers::{Headers, find};
use super::keys::{Key, KeySheet, Keys};
use super::{COVERS, KEY_HEADERS};
use crate::model::CellRef;
use crate::model::text::{compact, is_one_slip_apart};

/// Reads the sheets of a workbook.
///
/// # Errors
/// Everything that is wrong in it, in the order of sheets and cells.
pub fn read_sheets(keys: &Keys, given: &[GivenSheet]) -> Result<Element, Vec<CellProblem>> {
    let first = keys.sheets.first().map(|sheet| sheet.name.as_str()).unwrap_or_default();
    if !given.iter().any(|sheet| compact(&sheet.name) == first) {
        let message = "没有这张工作表。要读的应当是 rules export 写出的工作簿。";
        return Err(vec![CellProblem::of_sheet(first, None, message)]);
    }
    let mut reader = Reader { keys, problems: Vec::new(), root: Element::default(), rows: Vec::new() };
    for sheet in
        given.iter().filter(|sheet| !COVERS.contains(&compact(&sheet.name).as_str()) && !sheet.cells.is_empty())
    {
        match keys.sheets.iter().position(|known| known.name == compact(&sheet.name)) {
            Some(0) => reader.key_sheet(sheet),
            Some(index) => reader.list_sheet(index, sheet),
            None => {
                let near = keys.sheets.iter().find(|known| is_one_slip_apart(&known.name, &compact(&sheet.name)));
                let near = near.map_or_else(String::new, |near| format!("是不是「{}」？", near.name));
                let message = format!("不认识这张工作表。{near}请改回原来的名称；自己加的表要删去，免得内容丢失。");
                reader.problems.push(CellProblem::of_sheet(&sheet.name, None, message));
            }
        }
    }
    let root = reader.assemble();
    let mut problems = reader.problems;
    problems.sort();
    if problems.is_empty() { Ok(root) } else { Err(problems) }
}

/// No rule set comes near it: what is longer is no sheet of rules.
const MOST_ROWS: usize = 5_000;

/// The cells of a row, by the index of their header.
type Cells<'g> = BTreeMap<usize, (CellRef, &'g Given)>;
/// The rows by their number.
type Body<'g> = BTreeMap<u32, Cells<'g>>;

/// A row as read, before it is known whose it is.
pub(super) struct Row {
    pub list: usize,
    pub owner: Option<(String, CellRef)>,
    pub element: Element,
}

pub(super) struct Reader<'a> {
    pub keys: &'a Keys,
    pub problems: Vec<CellProblem>,
    pub root: Element,
    pub rows: Vec<Row>,
}

impl Reader<'_> {
    pub(super) fn wrong(&mut self, sheet: usize, cell: CellRef, message: impl Into<String>) {
        self.problems.push(CellProblem::at(self.keys, sheet, Some(cell), message));
    }

    fn headers(&mut self, index: usize, sheet: &GivenSheet, known: &[&str]) -> Option<Headers> {
        let keys = self.keys;
        find(sheet, known, &mut self.problems, |cell, message| CellProblem::at(keys, index, Some(cell), message))
    }

    /// The headers, and the rows below them, each with its cells by the index of their header.
    fn body<'g>(&mut self, index: usize, sheet: &'g GivenSheet, known: &[&str]) -> Option<(Headers, Body<'g>)> {
        let headers = self.headers(index, sheet, known)?;
        let mut rows = Body::new();
        for (cell, given) in sheet.cells.iter().filter(|(cell, _)| cell.row > headers.row) {
            if matches!(given, Given::Text(text) if text.trim().is_empty()) {
                continue;
            }
            match headers.columns.get(&cell.col) {
                Some(header) => {
                    rows.entry(cell.row).or_default().insert(*header, (*cell, given));
                }
                None if headers.unknown.contains(&cell.col) => {}
                None => {
                    let message =
                        format!("「{}」上面没有表头，读不进去。请写到有表头的栏里，或者删去。", written(given));
                    self.wrong(index, *cell, message);
                }
            }
        }
        if rows.len() > MOST_ROWS {
            self.wrong(index, CellRef::new(headers.row, 0), format!("这张表超过 {MOST_ROWS} 行，不会是规则。"));
            return None;
        }
        Some((headers, rows))
    }

    /// The sheet of keys that occur once.
    fn key_sheet(&mut self, sheet: &GivenSheet) {
        let keys = self.keys;
        let known = keys.keys_of(None);
        let mut seen = BTreeMap::new();
        let Some((_, body)) = self.body(0, sheet, &KEY_HEADERS) else { return };
        for (row, cells) in body {
            let Some((at, title)) = cells.get(&0).map(|(cell, given)| (*cell, written(given))) else {
                if let Some((cell, _)) = cells.get(&1) {
                    self.wrong(0, *cell, "这一行左边没有写是哪一项。");
                }
                continue;
            };
            let Some(index) = known.iter().position(|key| compact(&key.title) == compact(&title)) else {
                self.wrong(0, at, format!("不认识「{title}」这一项。请改回原来的写法，或者删去这一行。"));
                continue;
            };
            if seen.insert(index, row).is_some() {
                self.wrong(0, at, format!("「{title}」写了两次，请留一行。"));
                continue;
            }
            let Some(key) = known.get(index) else { continue };
            let place =
                Place { sheet: 0, cell: cells.get(&1).map_or(CellRef::new(row, at.col + 1), |(cell, _)| *cell) };
            match cells.get(&1) {
                Some((cell, given)) => match read(key, given) {
                    Ok(node) => {
                        self.root.fields.insert(index, Field { node, place });
                    }
                    Err(message) => self.wrong(0, *cell, message),
                },
                None if key.must => self.wrong(0, place.cell, missing(key)),
                None => {}
            }
        }
        for (_, key) in known.iter().enumerate().filter(|(index, key)| key.must && !seen.contains_key(index)) {
            self.problems.push(CellProblem::at(keys, 0, None, format!("没有「{}」这一行。", key.title)));
        }
    }

    fn list_sheet(&mut self, index: usize, sheet: &GivenSheet) {
        let keys = self.keys;
        let Some(known) = keys.sheets.get(index) else { return };
        let titles: Vec<&str> = known.headers().collect();
        let Some((headers, body)) = self.body(index, sheet, &titles) else { return };
        for (row, cells) in body {
            let place = |header: usize| {
                let col = headers.columns.iter().find(|(_, known)| **known == header).map_or(0, |(col, _)| *col);
                CellRef::new(row, col)
            };
            // What only shows the owner's title makes no row.
            if cells.keys().all(|header| known.shows_owner && *header + 1 == known.leading()) {
                continue;
            }
            let Some(list) = self.which(index, known, &cells, &place) else { continue };
            let owner = known.owner.as_ref().and_then(|_| {
                let (cell, given) = cells.get(&known.owner_column())?;
                Some((written(given), *cell))
            });
            let is_owned = keys.lists.get(list).is_some_and(|list| list.owner.is_some());
            let column = known.owner.as_deref().unwrap_or_default();
            match &owner {
                None if is_owned => {
                    self.wrong(index, place(known.owner_column()), format!("没有写「{column}」：这一行属于谁。"));
                    continue;
                }
                Some((name, cell)) if !is_owned => {
                    self.wrong(index, *cell, format!("这一行的「{column}」不用写，请删去「{name}」。"));
                    continue;
                }
                _ => {}
            }
            let element = self.fields(index, known, &cells, &place);
            self.rows.push(Row { list, owner, element });
        }
    }

    /// Which list a row belongs to.
    fn which(
        &mut self,
        index: usize,
        known: &KeySheet,
        cells: &Cells<'_>,
        place: &impl Fn(usize) -> CellRef,
    ) -> Option<usize> {
        let keys = self.keys;
        let Some(which) = &known.which else { return known.lists.first().copied() };
        let title = |list: &usize| keys.lists.get(*list).map(|list| list.title.as_str()).unwrap_or_default();
        let choices = || known.lists.iter().map(title).collect::<Vec<_>>().join("、");
        let Some((cell, given)) = cells.get(&0) else {
            self.wrong(index, place(0), format!("没有写「{which}」。可以写的有：{}。", choices()));
            return None;
        };
        let found = known.lists.iter().find(|list| compact(title(list)) == compact(&written(given)));
        if found.is_none() {
            self.wrong(index, *cell, format!("「{which}」不能写「{}」。可以写的有：{}。", written(given), choices()));
        }
        found.copied()
    }

    fn fields(
        &mut self,
        index: usize,
        known: &KeySheet,
        cells: &Cells<'_>,
        place: &impl Fn(usize) -> CellRef,
    ) -> Element {
        let leading = known.leading();
        let at = |key: usize| Place { sheet: index, cell: place(leading + key) };
        let named_by = known.lists.first().and_then(|list| self.keys.lists.get(*list)).and_then(|list| list.named_by);
        let mut element = Element { place: at(named_by.unwrap_or(0)), ..Element::default() };
        for (number, key) in known.keys.iter().enumerate() {
            match cells.get(&(leading + number)) {
                Some((cell, given)) => match read(key, given) {
                    Ok(node) => {
                        element.fields.insert(number, Field { node, place: at(number) });
                        self.not_both(index, known, &element, number);
                    }
                    Err(message) => self.wrong(index, *cell, message),
                },
                None if key.must => self.wrong(index, place(leading + number), missing(key)),
                None => {}
            }
        }
        element
    }

    /// A key and one below it cannot both be there: `full` and `full.by`.
    fn not_both(&mut self, index: usize, known: &KeySheet, element: &Element, number: usize) {
        let Some((key, field)) = known.keys.get(number).zip(element.fields.get(&number)) else { return };
        let above = |other: &Key| key.path.strip_prefix(&other.path).is_some_and(|rest| rest.starts_with('.'));
        let other = element.fields.keys().filter_map(|other| known.keys.get(*other)).find(|other| above(other));
        if let Some(other) = other {
            let (cell, message) = (field.place.cell, format!("「{}」和「{}」只能写一个。", other.title, key.title));
            self.wrong(index, cell, message);
        }
    }
}

fn missing(key: &Key) -> String {
    format!("没有写「{}」。{}", key.title, key.note)
}
