//! Where calamine reads: a plain workbook, put together in memory, that holds nothing but good values.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::cell::Slot;
use super::walk::Walked;
use super::{SheetRead, Trouble};
use crate::workbook::number::{Decimals, date};
use crate::workbook::{Cell, Sheet, Value};

const UNREADABLE: &str = "内容无法识别";

/// The plain workbook, while it is put together.
pub(super) struct Plain {
    package: ZipWriter<Cursor<Vec<u8>>>,
    from_1904: bool,
    sheets: Vec<Planned>,
}

/// A sheet that calamine is to read, or the reason why not.
struct Planned {
    name: String,
    hidden: bool,
    walked: Result<Walked, &'static str>,
}

impl Plain {
    /// Starts with what the sheets share: texts, and number formats.
    pub(super) fn new(strings: Option<Vec<u8>>, styles: Option<Vec<u8>>, from_1904: bool) -> Result<Self, Trouble> {
        let mut plain = Self { package: ZipWriter::new(Cursor::new(Vec::new())), from_1904, sheets: Vec::new() };
        plain.put("xl/sharedStrings.xml", &strings.unwrap_or_else(|| b"<sst></sst>".to_vec()))?;
        plain.put("xl/styles.xml", &styles.unwrap_or_else(|| b"<styleSheet></styleSheet>".to_vec()))?;
        Ok(plain)
    }

    /// Adds a sheet. A damaged one is remembered; one beyond the limits costs the file.
    pub(super) fn add(&mut self, name: String, hidden: bool, walked: Result<Walked, Trouble>) -> Result<(), Trouble> {
        let walked = match walked {
            Ok(mut walked) => {
                let xml = std::mem::take(&mut walked.xml);
                self.put(&part_name(self.sheets.len()), &xml)?;
                Ok(walked)
            }
            Err(Trouble::Damaged(why)) => Err(why),
            Err(trouble) => return Err(trouble),
        };
        self.sheets.push(Planned { name, hidden, walked });
        Ok(())
    }

    /// Lets calamine read all of it.
    pub(super) fn read(mut self) -> Result<Vec<SheetRead>, Trouble> {
        self.put_contents()?;
        let bytes = self.package.finish().map_err(|_| Trouble::Damaged(UNREADABLE))?.into_inner();
        let sheets = self.sheets;
        // The walk leaves calamine nothing to trip over; should it ever, the other files go on.
        let read = catch_unwind(AssertUnwindSafe(move || {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Trouble::Damaged(UNREADABLE))?;
            let read = sheets.into_iter().enumerate().map(|(index, planned)| {
                let walked = planned.walked.map_err(|why| (planned.name.clone(), why))?;
                let cells = cells(&mut workbook, &index.to_string(), walked.slots)
                    .ok_or_else(|| (planned.name.clone(), UNREADABLE))?;
                let mut sheet = Sheet::from_cells(planned.name, cells)
                    .with_merges(walked.merges)
                    .with_hidden(walked.hidden_rows, walked.hidden_cols);
                sheet.hidden = planned.hidden;
                Ok(sheet)
            });
            Ok(read.collect())
        }));
        read.unwrap_or(Err(Trouble::Damaged(UNREADABLE)))
    }

    /// The table of contents: sheets are named by their number, so that names cannot clash.
    fn put_contents(&mut self) -> Result<(), Trouble> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let count = self.sheets.len();
        let sheets: String = (0..count).map(|i| format!("<sheet name=\"{i}\" id=\"{i}\"/>")).collect();
        let links: String = (0..count)
            .map(|i| format!("<Relationship Id=\"{i}\" Type=\"{office}/worksheet\" Target=\"/{}\"/>", part_name(i)))
            .collect();
        let flag = u8::from(self.from_1904);
        let workbook = format!("<workbook><workbookPr date1904=\"{flag}\"/><sheets>{sheets}</sheets></workbook>");
        self.put("xl/workbook.xml", workbook.as_bytes())?;
        self.put("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>").as_bytes())?;
        let root = format!(
            "<Relationships><Relationship Id=\"0\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        self.put("_rels/.rels", root.as_bytes())
    }

    fn put(&mut self, name: &str, part: &[u8]) -> Result<(), Trouble> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let started = self.package.start_file(name, stored).is_ok();
        let written = started && self.package.write_all(part).is_ok();
        if written { Ok(()) } else { Err(Trouble::Damaged(UNREADABLE)) }
    }
}

fn part_name(index: usize) -> String {
    format!("xl/worksheets/sheet{index}.xml")
}

/// The cells of one sheet: calamine says, in the order written, what those hold that the walk left open. `None` where
/// it says more or less than was asked.
fn cells(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, slots: Vec<Slot>) -> Option<Vec<Cell>> {
    let mut reader = workbook.worksheet_cells_reader(sheet).ok()?;
    let mut decimals = Decimals::default();
    let mut cells = Vec::with_capacity(slots.len());
    for Slot { at, formula, known, is_number } in slots {
        let value = match known {
            Some(value) => Some(value),
            None => value(reader.next_cell().ok()??.get_value(), is_number, &mut decimals),
        };
        cells.extend(value.map(|value| Cell { at, value, formula }));
    }
    matches!(reader.next_cell(), Ok(None)).then_some(cells)
}

/// What a value read by calamine is to the rest of the program; `None` where there is nothing.
fn value(read: &DataRef<'_>, is_number: bool, decimals: &mut Decimals) -> Option<Value> {
    let number = |stored: f64, decimals: &mut Decimals| {
        decimals.of(stored).map_or_else(|| Value::Error(format!("{stored:e}").into()), Value::Number)
    };
    Some(match read {
        DataRef::Empty => return None,
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::SharedString("") => return None,
        DataRef::String(text) if is_number => Value::Error(text.as_str().into()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Text(text.as_str().into())
        }
        DataRef::SharedString(text) => Value::Text((*text).into()),
        DataRef::Float(stored) => number(*stored, decimals),
        DataRef::Int(stored) => Value::Number((*stored).into()),
        DataRef::DateTime(stored) => date(stored).map_or_else(|| number(stored.as_f64(), decimals), Value::Date),
        DataRef::Bool(said) => Value::Bool(*said),
        DataRef::Error(error) => Value::Error(error.to_string().into()),
    })
}
