//! A person at a workbook: cells are changed, rows put in between, and the whole is saved by another program.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};

/// What a person does at a cell.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Types a text.
    Text(String),
    /// Types a number.
    Number(f64),
    /// Types a formula of the spreadsheet's.
    Formula(String),
    /// Empties it.
    Clear,
    /// Empties its row.
    ClearRow,
    /// Puts an empty row above it.
    InsertRow,
    /// Merges it with the cells below that hold the same.
    MergeDown,
}

impl Edit {
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub fn number(text: &str) -> Self {
        Self::Number(text.parse().unwrap())
    }
}

/// The header of every sheet stands in the third row.
const HEADER: usize = 2;

#[derive(Clone, Debug)]
enum Held {
    Stored(Data),
    Formula(String),
}

struct Page {
    name: String,
    rows: Vec<Vec<Held>>,
    /// The row that was put in last.
    inserted: usize,
    /// First row, last row, column.
    merged: Vec<(usize, usize, usize)>,
}

/// The workbook after the edits: sheet, cell, edit. A cell is `header what`, in the row of which some cell holds `what`;
/// `header @4`: in the row put in last; `header +0`: in the first row below the filled ones; `header !header`: the header that
/// holds the word; `header !beside`: right of the last header; `+`: the first cell of a new sheet.
pub fn edited(book: &[u8], edits: &[(&str, &str, Edit)]) -> Vec<u8> {
    let mut pages = read(book);
    for (sheet, cell, edit) in edits {
        if *cell == "+" {
            pages.push(Page { name: (*sheet).to_owned(), rows: vec![vec![]; 5], inserted: 0, merged: Vec::new() });
        }
        let page = pages.iter_mut().find(|page| page.name == *sheet).unwrap();
        let (row, col) = if *cell == "+" { (0, 0) } else { page.find(cell) };
        page.apply(row, col, edit);
    }
    write(&pages)
}

impl Page {
    fn text(&self, row: usize, col: usize) -> String {
        match self.rows.get(row).and_then(|row| row.get(col)) {
            Some(Held::Stored(Data::Empty)) | None => String::new(),
            Some(Held::Stored(data)) => data.to_string(),
            Some(Held::Formula(formula)) => formula.clone(),
        }
    }

    fn find(&self, cell: &str) -> (usize, usize) {
        let (title, what) = cell.split_once(' ').unwrap();
        let headers = &self.rows[HEADER];
        let col = (0..headers.len()).find(|col| match what {
            "!header" => self.text(HEADER, *col).contains(title),
            _ => self.text(HEADER, *col) == title,
        });
        let col = col.unwrap_or_else(|| panic!("no header {title} in {}", self.name));
        let holds = |row: &usize| (0..self.rows[*row].len()).any(|col| self.text(*row, col) == what);
        let filled = |row: &usize| (0..self.rows[*row].len()).any(|col| !self.text(*row, col).is_empty());
        match what {
            "!header" => (HEADER, col),
            "!beside" => (HEADER + 1, headers.len() + 1),
            "@4" => (self.inserted, col),
            // Of several edits of one new row only the first finds the rows above it alone.
            "+0" if self.inserted > 0 => (self.inserted, col),
            "+0" => ((HEADER..self.rows.len()).rev().find(filled).unwrap() + 1, col),
            _ => {
                ((HEADER + 1..self.rows.len()).find(holds).unwrap_or_else(|| panic!("no {what} in {}", self.name)), col)
            }
        }
    }

    fn apply(&mut self, row: usize, col: usize, edit: &Edit) {
        if matches!(edit, Edit::InsertRow) {
            self.rows.insert(row, Vec::new());
            self.inserted = row;
            return;
        }
        if matches!(edit, Edit::MergeDown) {
            let held = self.text(row, col);
            let last = (row..self.rows.len()).take_while(|below| self.text(*below, col) == held).last().unwrap();
            assert!(last > row);
            for below in row + 1..=last {
                self.rows[below][col] = Held::Stored(Data::Empty);
            }
            self.merged.push((row, last, col));
            return;
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if self.rows[row].is_empty() {
            self.inserted = row;
        }
        let cells = &mut self.rows[row];
        if cells.len() <= col {
            cells.resize(col + 1, Held::Stored(Data::Empty));
        }
        match edit {
            Edit::Text(text) => cells[col] = Held::Stored(Data::String(text.clone())),
            Edit::Number(number) => cells[col] = Held::Stored(Data::Float(*number)),
            Edit::Formula(formula) => cells[col] = Held::Formula(formula.clone()),
            Edit::Clear => cells[col] = Held::Stored(Data::Empty),
            Edit::ClearRow => cells.clear(),
            Edit::InsertRow | Edit::MergeDown => {}
        }
    }
}

fn read(book: &[u8]) -> Vec<Page> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let names = book.sheet_names();
    let pages = names.into_iter().map(|name| {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap();
        assert_eq!((top, left), (0, 0), "{name}");
        let rows = range.rows().map(|row| row.iter().cloned().map(Held::Stored).collect()).collect();
        Page { name, rows, inserted: 0, merged: Vec::new() }
    });
    pages.collect()
}

fn write(pages: &[Page]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for page in pages {
        let sheet = book.add_worksheet().set_name(&page.name).unwrap();
        for (first, last, col) in &page.merged {
            let (first, last) = (u32::try_from(*first).unwrap(), u32::try_from(*last).unwrap());
            let col = u16::try_from(*col).unwrap();
            sheet.merge_range(first, col, last, col, "", &Format::new()).unwrap();
        }
        for (row, cells) in (0..).zip(&page.rows) {
            for (col, cell) in (0..).zip(cells) {
                match cell {
                    Held::Formula(formula) => sheet.write_formula(row, col, formula.as_str()).map(drop),
                    Held::Stored(Data::Empty) => Ok(()),
                    Held::Stored(Data::Float(number)) => sheet.write_number(row, col, *number).map(drop),
                    Held::Stored(Data::DateTime(date)) => {
                        sheet.write_number_with_format(row, col, date.as_f64(), &day).map(drop)
                    }
                    Held::Stored(data) => sheet.write_string(row, col, data.to_string()).map(drop),
                }
                .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
