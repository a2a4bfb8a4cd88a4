//! The walk through a page: tags in, rows out.

use std::collections::BTreeSet;

use html5gum::emitters::callback::CallbackEvent;
use memchr::memmem;

use super::grid::{Grid, Said};
use super::words::Words;
use crate::model::{CellRange, CellRef};
use crate::workbook::escape::decoded;
use crate::workbook::trouble::{CELLS, Trouble, check_merges, take_cell};
use crate::workbook::{Cell, Sheet, Value};

/// Tables in tables; deeper ones are taken as part of those around them.
const DEEPEST: usize = 32;

/// What was read so far.
#[derive(Debug)]
pub(super) struct Page {
    name: Option<String>,
    cells: Vec<Cell>,
    merges: Vec<CellRange>,
    hidden_rows: BTreeSet<u32>,
    rows: u32,
    has_table: bool,
    open: Vec<Grid>,
    /// Tables that were too deep to be opened, and have not ended yet.
    unopened: usize,
    /// Text outside of cells.
    loose: Words,
    /// An element whose text is not shown.
    unseen: Option<Vec<u8>>,
    tag: Vec<u8>,
    attribute: Vec<u8>,
    said: Said,
    budget: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            name: None,
            cells: Vec::new(),
            merges: Vec::new(),
            hidden_rows: BTreeSet::new(),
            rows: 0,
            has_table: false,
            open: Vec::new(),
            unopened: 0,
            loose: Words::default(),
            unseen: None,
            tag: Vec::new(),
            attribute: Vec::new(),
            said: Said::default(),
            budget: CELLS,
        }
    }
}

impl Page {
    /// One step of the walk.
    pub(super) fn event(&mut self, event: &CallbackEvent<'_>) -> Result<(), Trouble> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = name.to_vec();
                self.said = Said::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = name.to_vec();
                self.attribute_named();
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(&String::from_utf8_lossy(value)),
            CallbackEvent::CloseStartTag { .. } => {
                let (tag, said) = (std::mem::take(&mut self.tag), std::mem::take(&mut self.said));
                self.start(&tag, said)?;
            }
            CallbackEvent::EndTag { name } => self.end(name)?,
            CallbackEvent::String { value } if self.unseen.is_none() => {
                self.words().push(&String::from_utf8_lossy(value))?;
            }
            CallbackEvent::Comment { value } if self.name.is_none() => self.name = sheet_name(value),
            _ => {}
        }
        Ok(())
    }

    /// All of it as one sheet; `None` where there is no table.
    pub(super) fn finish(mut self, name: &str) -> Result<Option<Sheet>, Trouble> {
        while !self.open.is_empty() {
            self.end_table()?;
        }
        self.loose_row()?;
        let sheet = Sheet::from_cells(self.name.as_deref().unwrap_or(name), self.cells).with_merges(self.merges);
        Ok(self.has_table.then(|| sheet.with_hidden(self.hidden_rows, Vec::new())))
    }

    fn attribute_named(&mut self) {
        match self.attribute.as_slice() {
            b"hidden" => self.said.hidden = true,
            b"x:str" => self.said.is_text = true,
            _ => {}
        }
    }

    fn attribute_value(&mut self, value: &str) {
        let number = || value.trim().parse().ok();
        match self.attribute.as_slice() {
            b"colspan" => self.said.colspan = number().or(Some(u32::MAX).filter(|_| is_digits(value))),
            b"rowspan" => self.said.rowspan = number().or(Some(u32::MAX).filter(|_| is_digits(value))),
            b"x:num" if !value.is_empty() => self.said.number = Some(value.to_owned()),
            b"style" => {
                let style: String = value.to_ascii_lowercase().split_ascii_whitespace().collect();
                self.said.hidden |= style.contains("display:none");
                let format = style.split_once("mso-number-format:").and_then(|(_, from)| from.split(';').next());
                self.said.is_text |= format.is_some_and(|format| format.trim_matches(['"', '\'', '\\']) == "@");
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &[u8], said: Said) -> Result<(), Trouble> {
        if self.unseen.is_some() {
            return Ok(());
        }
        let depth = self.open.len();
        match (tag, self.open.last_mut()) {
            (b"table", _) if depth >= DEEPEST => self.unopened += 1,
            (b"table", around) => {
                match around {
                    Some(around) => around.holds_table = true,
                    None => self.loose_row()?,
                }
                self.has_table = true;
                self.open.push(Grid::default());
            }
            (b"tr", Some(grid)) => grid.row(&said, &mut self.budget)?,
            (b"td" | b"th" | b"caption", Some(grid)) => grid.cell(said, &mut self.budget)?,
            (b"script" | b"style" | b"title" | b"xml", _) => self.unseen = Some(tag.to_vec()),
            (tag, _) if is_block(tag) => self.new_line()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &[u8]) -> Result<(), Trouble> {
        if let Some(unseen) = &self.unseen {
            if unseen == tag {
                self.unseen = None;
            }
            return Ok(());
        }
        match (tag, self.open.last_mut()) {
            (b"table", _) if self.unopened > 0 => self.unopened -= 1,
            (b"table", Some(_)) => self.end_table()?,
            (b"tr" | b"caption", Some(grid)) => grid.end_row(&mut self.budget)?,
            (b"td" | b"th", Some(grid)) => grid.end_cell(&mut self.budget)?,
            (tag, _) if is_block(tag) => self.new_line()?,
            _ => {}
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Trouble> {
        let Some(mut grid) = self.open.pop() else { return Ok(()) };
        grid.end(&mut self.budget)?;
        // A table that is there for the looks of another.
        if grid.holds_table && grid.cells.is_empty() {
            return Ok(());
        }
        let below = |at: CellRef, rows: u32| CellRef::new(at.row.saturating_add(rows), at.col);
        let rows = self.rows;
        self.rows = rows.saturating_add(grid.rows);
        if self.rows > CellRef::LAST_ROW {
            return Err(Trouble::Beyond("行数超出了表格能有的".to_owned()));
        }
        self.cells.extend(grid.cells.into_iter().map(|cell| Cell { at: below(cell.at, rows), ..cell }));
        let merges = grid.merges.into_iter();
        self.merges
            .extend(merges.map(|merge| CellRange { first: below(merge.first, rows), last: below(merge.last, rows) }));
        self.hidden_rows.extend(grid.hidden_rows.into_iter().map(|row| row.saturating_add(rows)));
        check_merges(self.merges.len())
    }

    fn words(&mut self) -> &mut Words {
        match self.open.last_mut().and_then(Grid::words) {
            Some(words) => words,
            None => &mut self.loose,
        }
    }

    fn new_line(&mut self) -> Result<(), Trouble> {
        if self.open.is_empty() {
            return self.loose_row();
        }
        self.words().new_line();
        Ok(())
    }

    /// Text outside of tables has a row of its own.
    fn loose_row(&mut self) -> Result<(), Trouble> {
        let text = self.loose.take();
        if text.is_empty() {
            return Ok(());
        }
        take_cell(&mut self.budget)?;
        let at = CellRef::new(self.rows, 0);
        self.rows = self.rows.saturating_add(1);
        self.cells.push(Cell { at, value: Value::Text(text.into()), formula: false, percent: None });
        Ok(())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"br"
            | b"p"
            | b"div"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"li"
            | b"ul"
            | b"ol"
            | b"hr"
            | b"center"
            | b"pre"
            | b"form"
            | b"body"
    )
}

/// The name that Excel leaves in a comment for itself.
fn sheet_name(comment: &[u8]) -> Option<String> {
    let from = comment.get(memmem::find(comment, b"<x:Name>")? + 8..)?;
    let name = from.get(..memmem::find(from, b"</x:Name>")?)?;
    Some(decoded(name).trim().to_owned()).filter(|name| !name.is_empty())
}
