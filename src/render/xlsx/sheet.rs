//! One table becomes one sheet: title, unit line, header, rows, notes, signatures.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::formats::{self, Formats, ROW_HEIGHT, Size};
use super::{RenderError, asks, cells, chart, page};
use crate::model::{Align, CellRef, Column, ColumnTone, Letter, Row, RowKind, Table, TableCell};

const TITLE_HEIGHT: u32 = 44;
/// The least height of a header.
const HEADER_HEIGHT: u32 = 30;
/// The height of a row of large figures.
const HEADLINE_HEIGHT: u32 = 48;
/// The height of a row of one line.
const LINE_HEIGHT: u32 = ROW_HEIGHT + 4;
/// The most lines that a row is made high enough for: Excel's highest row has 409 points.
const MOST_LINES: u32 = 20;
/// What a line of signatures leaves between two of them.
const GAP: &str = "　　　　　　";

/// Writes a table into an empty sheet.
pub fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), RenderError> {
    let too_large = || RenderError::TooLarge(table.name.clone());
    let columns = u16::try_from(table.columns.len()).map_err(|_| too_large())?;
    let last_col = columns.checked_sub(1).ok_or_else(too_large)?;
    let rows = u32::try_from(table.rows.len()).map_err(|_| too_large())?;
    let below = table.first_row().saturating_add(rows.max(1));
    if below.saturating_add(40) > CellRef::LAST_ROW {
        return Err(too_large());
    }
    sheet.set_name(&table.name)?;
    let size = if table.letter.is_some() { Size::Large } else { Size::Plain };
    sheet.set_default_row_height_pixels(size.height(LINE_HEIGHT));
    for (col, column) in (0..columns).zip(&table.columns) {
        sheet.set_column_width(col, f64::from(column.width))?;
    }
    // In a form, what is typed below its rows has to stay what it is.
    if !table.ruled || !table.asks.is_empty() {
        for (col, format) in (0..columns).zip(Formats::unruled(&table.columns)) {
            sheet.set_column_format(col, &format)?;
        }
    }
    sheet.set_print_gridlines(!table.ruled && !table.bare);
    // Words on the left are set in, by about a digit.
    let room = |column: &Column| u32::from(column.width).saturating_sub(u32::from(column.align == Align::Left));
    let widths: Vec<u32> = table.columns.iter().map(|column| size.width(room(column))).collect();
    let formats = Formats::of(&table.columns, size);
    let mut writer = Writer { sheet, formats, widths, last_col, is_ruled: table.ruled, size, taken: 0 };
    if !table.bare {
        above(&mut writer, table)?;
    }
    let mut at = table.first_row();
    for rows in table.rows.chunk_by(|row, next| row.kind == next.kind) {
        at = writer.rows(at, rows)?;
    }
    if table.rows.is_empty() {
        let nothing = Row { kind: RowKind::Wide, cells: vec![TableCell::Text("无".to_owned())] };
        writer.joined(table.first_row(), &nothing)?;
    }
    let mut at = below;
    if let Some(letter) = &table.letter {
        at = closing(&mut writer, letter, at)?;
    }
    let remark = formats::remark();
    let notes = table.notes.iter().zip(1..).map(|(note, number)| format!("注 {number}：{note}"));
    let signatures = (!table.signatures.is_empty()).then(|| table.signatures.join(GAP));
    for line in notes.chain(signatures) {
        let height = writer.height_across(&line);
        writer.across(at, &line, &remark, height)?;
        at += 1;
    }
    let taken = writer.taken;
    quiet(sheet, table, below)?;
    if table.filter && !table.rows.is_empty() {
        sheet.autofilter(table.header_row(), 0, below - 1, last_col)?;
    }
    asks::write(sheet, table)?;
    page::set_up(sheet, table)?;
    charts(sheet, table, at + 1, taken)?;
    Ok(())
}

/// Draws the charts one under the other from a row on; one that the rest of a page cannot hold begins a new page.
fn charts(sheet: &mut Worksheet, table: &Table, first: u32, taken: u32) -> Result<(), XlsxError> {
    let page = page::height(table);
    let top = TITLE_HEIGHT + LINE_HEIGHT + HEADER_HEIGHT;
    let mut left = page.saturating_sub(taken % page.max(1)).saturating_sub(LINE_HEIGHT);
    let mut breaks = Vec::new();
    for (drawn, number) in table.charts.iter().zip(0..) {
        let row = first + number * chart::ROWS;
        if left < chart::ROWS * LINE_HEIGHT {
            breaks.push(row);
            left = page.saturating_sub(top);
        }
        left = left.saturating_sub(chart::ROWS * LINE_HEIGHT);
        chart::draw(sheet, table, drawn, row)?;
    }
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// What stands over the rows: title, unit line, paragraphs, lines of labels, header.
fn above(writer: &mut Writer<'_>, table: &Table) -> Result<(), RenderError> {
    let (title, unit) = match table.heading {
        Align::Left => (formats::on_the_left(formats::title()), formats::remark()),
        Align::Center | Align::Right => (formats::title(), formats::unit()),
    };
    match &table.letter {
        None => writer.across(0, &table.title, &title, TITLE_HEIGHT)?,
        Some(_) => writer.across(0, &table.title, &formats::posted_title(), writer.title_height(&table.title))?,
    }
    let height = if table.heading == Align::Left { writer.height_across(&table.unit) } else { LINE_HEIGHT };
    writer.across(1, &table.unit, &unit, height)?;
    let mut at = Table::HEADER_ROW;
    for paragraph in table.letter.iter().flat_map(|letter| &letter.opening) {
        writer.paragraph(at, paragraph)?;
        at += 1;
    }
    for (at, cells) in (at..).zip(&table.above) {
        writer.joined(at, &Row { kind: RowKind::Wide, cells: cells.clone() })?;
    }
    writer.joined(table.header_row(), &header(&table.columns))?;
    for (col, column) in (0..=writer.last_col).zip(&table.columns) {
        match column.tone {
            ColumnTone::Must => writer.sheet.set_cell_format(table.header_row(), col, &formats::must_header())?,
            ColumnTone::Open => writer.sheet.set_range_format(
                table.header_row(),
                col,
                table.below_headers() - 1,
                col,
                &formats::open_header(),
            )?,
            ColumnTone::Plain | ColumnTone::Fixed => continue,
        };
    }
    Ok(())
}

/// What stands under the rows of a letter; the row after it.
fn closing(writer: &mut Writer<'_>, letter: &Letter, first: u32) -> Result<u32, XlsxError> {
    let mut at = first;
    for paragraph in &letter.closing {
        writer.paragraph(at, paragraph)?;
        at += 1;
    }
    for line in &letter.signed {
        writer.across(at, line, &formats::signed(), writer.size.height(LINE_HEIGHT))?;
        at += 1;
    }
    Ok(at)
}

fn header(columns: &[Column]) -> Row {
    let cell = |column: &Column| match column.tone {
        // Empty as it is, it belongs to none of its neighbours.
        ColumnTone::Open if column.header.is_empty() => TableCell::Text(String::new()),
        _ => TableCell::words(&column.header),
    };
    Row { kind: RowKind::Header, cells: columns.iter().map(cell).collect() }
}

/// Keeps spreadsheets from marking cells that are as they should be: texts that look like numbers, and formulas that
/// each point at other rows.
fn quiet(sheet: &mut Worksheet, table: &Table, below: u32) -> Result<(), XlsxError> {
    for col in 0..table.columns.len() {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(col));
        let has_formulas = cells.into_iter().any(|cell| matches!(cell, TableCell::Formula { .. }));
        let kind = if has_formulas { IgnoreError::FormulaDiffers } else { IgnoreError::NumberStoredAsText };
        let col = u16::try_from(col).unwrap_or(u16::MAX);
        sheet.ignore_error_range(table.first_row(), col, below - 1, col, kind)?;
    }
    Ok(())
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    formats: Formats,
    widths: Vec<u32>,
    last_col: u16,
    is_ruled: bool,
    size: Size,
    /// The height of all rows so far, in pixels.
    taken: u32,
}

impl Writer<'_> {
    /// A paragraph of a letter.
    fn paragraph(&mut self, at: u32, text: &str) -> Result<(), XlsxError> {
        self.across(at, text, &formats::paragraph(), self.height_across(text))
    }

    /// The height of a title that is posted up, which may take several lines.
    fn title_height(&self, title: &str) -> u32 {
        let room = self.widths.iter().sum::<u32>().max(1);
        let needed = u32::try_from(title.width()).unwrap_or(u32::MAX / 2);
        Size::of_title(needed).div_ceil(room).clamp(1, 4) * TITLE_HEIGHT
    }

    /// Rows of one kind, from `first` on; the row after them.
    fn rows(&mut self, first: u32, rows: &[Row]) -> Result<u32, XlsxError> {
        let mut at = first;
        for row in rows {
            match row.kind {
                RowKind::Body | RowKind::Example | RowKind::Total | RowKind::Headline => self.values(at, row)?,
                RowKind::Header | RowKind::Heading | RowKind::Wide => self.joined(at, row)?,
            }
            at += 1;
        }
        match rows.first().map(|row| row.kind) {
            Some(kind @ (RowKind::Body | RowKind::Example | RowKind::Total | RowKind::Headline)) => {
                self.dress(first, rows, kind)?;
            }
            Some(RowKind::Header | RowKind::Heading | RowKind::Wide) | None => {}
        }
        Ok(at)
    }

    /// The values of a row, as yet without formats: looking a format up for each cell takes longer than all else.
    fn values(&mut self, at: u32, row: &Row) -> Result<(), XlsxError> {
        let least = self.size.height(LINE_HEIGHT);
        let mut height = if row.kind == RowKind::Headline { HEADLINE_HEIGHT } else { least };
        for (col, cell) in (0..=self.last_col).zip(&row.cells) {
            cells::write_plain(self.sheet, at, col, cell)?;
            if let TableCell::Text(text) | TableCell::Link { text, .. } | TableCell::File { text, .. } = cell {
                height = height.max(self.height(text, usize::from(col), usize::from(col)));
            }
        }
        self.taken = self.taken.saturating_add(height);
        if height > least {
            self.sheet.set_row_height_pixels(at, height)?;
        }
        Ok(())
    }

    /// The formats of rows of one kind: those of the columns, then the cells that have one of their own.
    fn dress(&mut self, first: u32, rows: &[Row], kind: RowKind) -> Result<(), XlsxError> {
        let last = first + u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
        for col in (0..=self.last_col).filter(|_| self.is_ruled) {
            let format = self.formats.get(kind, usize::from(col), &TableCell::Empty);
            self.sheet.set_range_format(first, col, last, col, format)?;
            // Rows without any cell are written only where the sheet is told that it reaches so far.
            if rows.last().is_some_and(|row| row.cells.is_empty()) {
                self.sheet.set_cell_format(last, col, format)?;
            }
        }
        for (row, at) in rows.iter().zip(first..) {
            for (col, cell) in (0..=self.last_col).zip(&row.cells).filter(|(_, cell)| !cells::is_plain(cell)) {
                let format = self.formats.get(kind, usize::from(col), cell);
                cells::write(self.sheet, at, col, cell, format, self.formats.link())?;
            }
        }
        Ok(())
    }

    /// A row in which an empty cell belongs to the cell on its left.
    fn joined(&mut self, at: u32, row: &Row) -> Result<(), XlsxError> {
        let mut height = self.size.height(if row.kind == RowKind::Header { HEADER_HEIGHT } else { LINE_HEIGHT });
        let mut col = 0;
        while col <= self.last_col {
            let cell = row.cells.get(usize::from(col)).unwrap_or(&TableCell::Empty);
            let is_free = |next: u16| row.cells.get(usize::from(next)).is_none_or(|c| matches!(c, TableCell::Empty));
            let end = (col + 1..=self.last_col).take_while(|next| is_free(*next)).last().unwrap_or(col);
            let format = self.formats.get(row.kind, usize::from(col), cell);
            if end > col {
                self.sheet.merge_range(at, col, at, end, "", format)?;
            }
            cells::write(self.sheet, at, col, cell, format, self.formats.link())?;
            if let TableCell::Text(text) | TableCell::Link { text, .. } | TableCell::File { text, .. } = cell {
                height = height.max(self.height(text, usize::from(col), usize::from(end)));
            }
            col = end + 1;
        }
        self.taken = self.taken.saturating_add(height);
        self.sheet.set_row_height_pixels(at, height)?;
        Ok(())
    }

    /// One text across all columns.
    fn across(&mut self, at: u32, text: &str, format: &Format, height: u32) -> Result<(), XlsxError> {
        if self.last_col > 0 {
            self.sheet.merge_range(at, 0, at, self.last_col, "", format)?;
        }
        self.sheet.write_string_with_format(at, 0, cells::shortened(text), format)?;
        self.taken = self.taken.saturating_add(height);
        self.sheet.set_row_height_pixels(at, height)?;
        Ok(())
    }

    fn height_across(&self, text: &str) -> u32 {
        self.height(text, 0, usize::from(self.last_col))
    }

    /// The height of a text wrapped in these columns. Spreadsheets fit rows to merged cells never, and to others not
    /// all of them.
    fn height(&self, text: &str, first: usize, last: usize) -> u32 {
        let width: u32 = self.widths.get(first..=last).unwrap_or_default().iter().sum();
        let width = width.saturating_sub(1).max(1);
        // Where a text wraps, a line loses a character or two at its end: a mark may not begin the next one.
        let wrapped = width.saturating_sub(3).max(1);
        if u32::try_from(text.len()).is_ok_and(|bytes| bytes <= width) && !text.contains('\n') {
            return self.size.height(LINE_HEIGHT);
        }
        let lines = text.lines().map(|line| {
            let needed = u32::try_from(line.width()).unwrap_or(u32::MAX);
            if needed <= width { 1 } else { needed.div_ceil(wrapped) }
        });
        let lines: u32 = lines.fold(0, u32::saturating_add);
        self.size.height(lines.clamp(1, MOST_LINES) * ROW_HEIGHT + (LINE_HEIGHT - ROW_HEIGHT))
    }
}
