//! Sheets of cells, as their author wrote them.

use chrono::NaiveDate;

use super::place::Rect;

#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub hidden_columns: Vec<usize>,
    pub rows: Vec<Row>,
    /// Rectangles of two cells or more; none overlaps another.
    pub merges: Vec<Rect>,
}

#[derive(Debug, Default)]
pub struct Row {
    pub hidden: bool,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub kind: Kind,
    /// The number format, where it is stated.
    pub format: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Empty,
    /// Merged with the cell to the left.
    Left,
    /// Merged with the cell above.
    Above,
    Text(String),
    /// As it is written.
    Number(String),
    Date(NaiveDate),
    Bool(bool),
    Error(String),
    /// Without its `=`, and the value that is stored for it.
    Formula(String, Option<Box<Cell>>),
}

impl Sheet {
    /// How many cells the headings of its first table have: the first row of three texts or more and nothing else.
    pub fn headings(&self) -> usize {
        let is_text = |cell: &&Cell| matches!(cell.kind, Kind::Text(_));
        let is_other = |cell: &Cell| !matches!(cell.kind, Kind::Text(_) | Kind::Empty | Kind::Left | Kind::Above);
        let texts = self.rows.iter().filter(|row| !row.cells.iter().any(is_other));
        texts.map(|row| row.cells.iter().filter(is_text).count()).find(|count| *count >= 3).unwrap_or(0)
    }
}

impl Cell {
    pub fn plain(kind: Kind) -> Self {
        Self { kind, format: None }
    }

    /// The number format that it needs: the stated one, or that of dates.
    pub fn number_format(&self) -> Option<&str> {
        match (&self.format, &self.kind) {
            (Some(format), _) => Some(format),
            (None, Kind::Date(_)) => Some("yyyy-mm-dd"),
            (None, Kind::Formula(_, Some(stored))) => stored.number_format(),
            _ => None,
        }
    }

    pub fn is_formula_without_value(&self) -> bool {
        matches!(self.kind, Kind::Formula(_, None))
    }

    /// The cell that holds a formula's stored value plainly; the cell itself where it is no formula.
    pub fn stored(&self) -> Self {
        match &self.kind {
            Kind::Formula(_, Some(stored)) => {
                Self { kind: stored.kind.clone(), format: self.number_format().map(str::to_owned) }
            }
            _ => self.clone(),
        }
    }
}

/// The number that a day is in a sheet.
pub fn serial(day: NaiveDate) -> i64 {
    (day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days()
}

/// The merged rectangles that `<` and `^` describe; a message with the row, from 0, where they describe none.
pub fn merges(rows: &[Row]) -> Result<Vec<Rect>, (usize, String)> {
    let at = |row: usize, column: usize| rows.get(row).and_then(|row| row.cells.get(column)).map(|cell| &cell.kind);
    let mut found: Vec<Rect> = Vec::new();
    for (top, left) in places(rows) {
        if matches!(at(top, left), Some(Kind::Left | Kind::Above)) {
            continue;
        }
        let right = left + (left + 1..).take_while(|column| at(top, *column) == Some(&Kind::Left)).count();
        let bottom = top + (top + 1..).take_while(|row| at(*row, left) == Some(&Kind::Above)).count();
        let inner = (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column))).skip(1);
        for (row, column) in inner {
            if !matches!(at(row, column), Some(Kind::Left | Kind::Above)) {
                return Err((row, format!("column {} breaks a merged rectangle", column + 1)));
            }
        }
        if (top, left) != (bottom, right) {
            found.push(Rect { top, left, bottom, right });
        }
    }
    for (row, column) in places(rows) {
        let here = Rect { top: row, left: column, bottom: row, right: column };
        let count = found.iter().filter(|merge| here.lies_in(**merge)).count();
        let joined = matches!(at(row, column), Some(Kind::Left | Kind::Above));
        if count > 1 || (count == 0 && joined) {
            let what = if count == 0 { "merges with no cell" } else { "lies in two merged rectangles" };
            return Err((row, format!("column {} {what}", column + 1)));
        }
    }
    Ok(found)
}

fn places(rows: &[Row]) -> impl Iterator<Item = (usize, usize)> {
    rows.iter().enumerate().flat_map(|(index, row)| (0..row.cells.len()).map(move |column| (index, column)))
}
