//! A blank form: its columns, the lines above them, an example, rows to be filled in.

use super::slot::Slot;
use crate::model::{Align, Ask, Choices, Column, RowKind, Table, TableCell};

/// What a form is put together of.
pub struct Form {
    /// The name of its sheet.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The line under the title.
    pub unit: String,
    /// Its columns.
    pub slots: Vec<Slot>,
    /// Lines above the header.
    pub above: Vec<Vec<TableCell>>,
    /// Further rows of the header.
    pub headers: Vec<Vec<TableCell>>,
    /// Whether it has an example.
    pub example: bool,
    /// Rows with something in them.
    pub rows: Vec<Vec<TableCell>>,
    /// Rows to be filled in, those with something in them included.
    pub length: u32,
    /// Who signs.
    pub signatures: Vec<&'static str>,
    /// How many columns stay in view.
    pub frozen: u16,
}

impl Form {
    /// A form of these columns.
    pub fn new(name: &str, title: String, slots: Vec<Slot>) -> Self {
        Self {
            name: name.to_owned(),
            title,
            unit: "橙色表头的栏必填；点到一格，旁边有提示。写「例」的一行是示例，不计分。".to_owned(),
            slots,
            above: Vec::new(),
            headers: Vec::new(),
            example: true,
            rows: Vec::new(),
            length: 60,
            signatures: vec!["填表人：", "审核人：", "填表日期："],
            frozen: 2,
        }
    }

    /// Excel's number of the first row that is filled in, with so many lines above and so many further headers.
    pub const fn first(above: u32, headers: u32, example: bool) -> u32 {
        Table::FIRST_ROW + above + headers + example as u32 + 1
    }

    /// The table.
    pub fn table(self) -> Table {
        let columns: Vec<Column> = self.slots.iter().map(|slot| slot.column.clone()).collect();
        let mut table = Table::new(&self.name, self.title, self.unit, columns);
        table.above = self.above;
        table.frozen_columns = self.frozen;
        for header in self.headers {
            table.push(RowKind::Header, header);
        }
        let mut first = table.below_headers();
        if self.example {
            table.push(RowKind::Example, self.slots.iter().map(|slot| slot.example.clone()).collect());
            first += 1;
        }
        let filled = u32::try_from(self.rows.len()).unwrap_or(u32::MAX / 2);
        let length = self.length.max(filled);
        for row in self.rows {
            table.push(RowKind::Body, row);
        }
        for _ in filled..length {
            table.push(RowKind::Body, Vec::new());
        }
        for (col, slot) in (0..).zip(self.slots) {
            if slot.choices != Choices::Free || !slot.note.is_empty() {
                let title = if slot.column.header.is_empty() { "填写".to_owned() } else { slot.column.header };
                let (last, choices, note) = (first + length - 1, slot.choices, slot.note);
                table.asks.push(Ask { first, last, col, title, note, choices });
            }
        }
        table.signatures = self.signatures.into_iter().map(str::to_owned).collect();
        table.heading = Align::Center;
        table
    }
}
