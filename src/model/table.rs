//! Neutral tables: what a sheet, a page or a terminal shows, free of any file format.

use super::{Ask, Chart, Hidden, TableCell};

/// Tables that belong together; in a workbook each is a sheet.
#[derive(Clone, Debug)]
pub struct Book {
    /// What it is about, for the properties of a file.
    pub title: String,
    /// The tables, in order.
    pub tables: Vec<Table>,
}

/// An official table: title, unit line, header, rows, notes, signatures, and how it is printed.
///
/// In every format that has cells the title stands in row 1, the unit line in row 2, the header in row 3, and
/// the rows follow from row 4 on, so that formulas can point at them. Lines of labels above the header push it down.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of its sheet, at most 31 characters.
    pub name: String,
    /// The title over it.
    pub title: String,
    /// The line under the title, on the right: period and unit (单位：分).
    pub unit: String,
    /// Lines between the unit line and the header, of labels and what stands behind them.
    pub above: Vec<Vec<TableCell>>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; none is shown as 无.
    pub rows: Vec<Row>,
    /// Remarks under the rows.
    pub notes: Vec<String>,
    /// Who signs: 填表人, 审核人, 日期 …
    pub signatures: Vec<String>,
    /// How the page lies.
    pub orientation: Orientation,
    /// How many columns stay in view when the table is scrolled sideways.
    pub frozen_columns: u16,
    /// Whether the header carries a filter.
    pub filter: bool,
    /// Whether each cell has borders. Long lists of data go without, which is faster; grid lines take their place.
    pub ruled: bool,
    /// Charts under the table.
    pub charts: Vec<Chart>,
    /// Where title and unit line stand: in the middle and on the right, or both on the left, which suits wide forms.
    pub heading: Align,
    /// What people are asked to put into which cells.
    pub asks: Vec<Ask>,
    /// What is not shown until somebody wants it.
    pub hidden: Hidden,
    /// Whether it is printed on one page, made smaller where it has to be; others are one page wide.
    pub one_page: bool,
    /// What makes it a letter that is posted up.
    pub letter: Option<Letter>,
    /// Whether it has neither title, unit line nor header: its rows begin at the top, and none is repeated.
    pub bare: bool,
    /// Indexes of rows with which a new page begins.
    pub breaks: Vec<usize>,
    /// How many pages it has, where these are counted for themselves however many tables are printed: 第 1 页 共 2 页.
    /// Spreadsheets count those of all sheets, so it says this itself, and has all its breaks.
    pub own_pages: Option<usize>,
}

/// A table that is posted up (公示): in large type, with words over and under it.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Paragraphs between the title and the header.
    pub opening: Vec<String>,
    /// Paragraphs under the rows.
    pub closing: Vec<String>,
    /// Who signs, and when: lines on the right, under the paragraphs.
    pub signed: Vec<String>,
}

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands over it; an empty header belongs to the header on its left.
    pub header: String,
    /// Its width in digits; a Chinese character takes two.
    pub width: u16,
    /// Where its contents stand.
    pub align: Align,
    /// How its numbers are shown.
    pub number: NumberKind,
    /// What its colour says to those who fill it in.
    pub tone: ColumnTone,
}

/// What the colour of a column says to those who fill it in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColumnTone {
    /// Nothing.
    #[default]
    Plain,
    /// It has to be filled in: its header stands out.
    Must,
    /// It is not to be changed: its cells are grey.
    Fixed,
    /// What stands over it is filled in too: a day.
    Open,
}

/// Where the contents of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Remarks: left, on as many lines as they need.
    Left,
    /// Names and words of equal length.
    Center,
    /// Numbers.
    Right,
}

/// How the numbers of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// As they are.
    General,
    /// With so many decimal places.
    Places(u32),
    /// As they are, and nothing for 0: what formulas make of rows that are still to be filled in.
    Quiet,
    /// As a count of stars: 3★, and a dash for none.
    Stars,
    /// As a day: 2025年3月15日.
    Day,
    /// As a day in figures: 2025-03-15.
    ShortDay,
    /// As text: what is typed stays as it is typed.
    Text,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, at most one for each column.
    pub cells: Vec<TableCell>,
}

/// What a row is. In all but [`RowKind::Body`], [`RowKind::Example`], [`RowKind::Total`] and [`RowKind::Headline`] an empty cell belongs to the cell on its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// Data.
    Body,
    /// Shows how the others are filled in, and does not count.
    Example,
    /// Totals (合计).
    Total,
    /// The heading of a part of the table.
    Heading,
    /// Another header.
    Header,
    /// A label, and words that take the rest of the row.
    Wide,
    /// The figures that matter most, in large type.
    Headline,
}

impl Table {
    /// The row of the header, counted from 0, where no lines stand above it.
    pub const HEADER_ROW: u32 = 2;
    /// The first row of the body, counted from 0, where no lines stand above the header.
    pub const FIRST_ROW: u32 = 3;

    /// The row of the header, counted from 0; a bare table has none.
    #[must_use]
    pub fn header_row(&self) -> u32 {
        let opening = self.letter.as_ref().map_or(0, |letter| letter.opening.len());
        Self::HEADER_ROW + u32::try_from(self.above.len() + opening).unwrap_or(u32::MAX / 2)
    }

    /// The first row of the body, counted from 0; further headers belong to it.
    #[must_use]
    pub fn first_row(&self) -> u32 {
        if self.bare { 0 } else { self.header_row() + 1 }
    }

    /// The row behind the header and the further headers that follow it, counted from 0: what stays in view ends here.
    #[must_use]
    pub fn below_headers(&self) -> u32 {
        let more = self.rows.iter().take_while(|row| row.kind == RowKind::Header).count();
        self.first_row() + u32::try_from(more).unwrap_or(u32::MAX / 2)
    }

    /// A table that so far has columns only; more than eight of them, or wide ones, need a page on its side.
    #[must_use]
    pub fn new(name: &str, title: String, unit: String, columns: Vec<Column>) -> Self {
        let width: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
        let is_wide = columns.len() > 8 || width > 110;
        Self {
            name: name.to_owned(),
            title,
            unit,
            above: Vec::new(),
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
            signatures: Vec::new(),
            orientation: if is_wide { Orientation::Landscape } else { Orientation::Portrait },
            frozen_columns: 0,
            filter: false,
            ruled: true,
            charts: Vec::new(),
            heading: Align::Center,
            asks: Vec::new(),
            hidden: Hidden::default(),
            one_page: false,
            letter: None,
            bare: false,
            breaks: Vec::new(),
            own_pages: None,
        }
    }

    /// Adds a row.
    pub fn push(&mut self, kind: RowKind, cells: Vec<TableCell>) {
        self.rows.push(Row { kind, cells });
    }
}

impl Column {
    /// A column of words of about equal length.
    #[must_use]
    pub fn center(header: impl Into<String>, width: u16) -> Self {
        Self {
            header: header.into(),
            width,
            align: Align::Center,
            number: NumberKind::General,
            tone: ColumnTone::Plain,
        }
    }

    /// A column of remarks.
    #[must_use]
    pub fn left(header: impl Into<String>, width: u16) -> Self {
        Self { align: Align::Left, ..Self::center(header, width) }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(header: impl Into<String>, width: u16, number: NumberKind) -> Self {
        Self { align: Align::Right, number, ..Self::center(header, width) }
    }
}
