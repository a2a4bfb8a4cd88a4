//! Writes proper contents into cells of a branch's own workbook: the fixes that somebody asked for, and nothing else.
//!
//! Earlier marks come off first. A formula is never overwritten, and a change of meaning never reaches other rows through
//! a merged cell: both are left, and said so.

use std::collections::{BTreeMap, HashMap};

use super::edit_formats::{Shows, ValueFormats};
use super::splice::{Splices, escaped};
use super::styles::Stylesheet;
use super::worksheet::Worksheet;
use super::{AnnotateError, strip, write};
use crate::model::{CellRange, CellRef, FixKind, Proper};
use crate::workbook::marks::element::{Element, root};
use crate::workbook::marks::markup::{Malformed, prefix, tags};
use crate::workbook::marks::{Book, Package, PackageError};

/// One cell and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The sheet's name.
    pub sheet: String,
    /// The cell where the value was read.
    pub at: CellRef,
    /// Its new content.
    pub proper: Proper,
    /// Whether the meaning changes.
    pub kind: FixKind,
}

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The cell has its new content.
    Done,
    /// The cell is computed by a formula, which stays.
    Formula,
    /// The cell is merged over several rows, and the change is meant for one of them; or another edit got there first.
    Shared,
    /// The cell heads a column of an Excel table, whose own part repeats the heading.
    Heading,
    /// There is no such cell.
    Absent,
}

/// An edited copy.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The bytes of the package; earlier marks are off.
    pub bytes: Vec<u8>,
    /// What became of each edit, in the order given.
    pub written: Vec<Written>,
}

/// Writes new contents into a copy of an xlsx or xlsm.
///
/// A number becomes a number and a day a date, with a date's format where the cell has none; a text stands in the cell
/// itself, and the shared texts stay as they are. Everything else in the package stays as it is, but for the workbook's
/// wish to be calculated anew when it is opened next.
///
/// # Errors
/// [`AnnotateError`] where the file is none that can be edited; never for an edit that leads nowhere.
pub fn edit(original: &[u8], edits: &[Edit]) -> Result<Edited, AnnotateError> {
    let mut package = Package::open(original)?;
    strip::strip(&mut package)?;
    let book = Book::read(&mut package)?;
    let mut written = vec![Written::Absent; edits.len()];
    let Some(styles_part) = &book.styles else {
        // Without a styles part no cell has a format, and none can get one: no office program writes such a file.
        return Ok(Edited { bytes: original.to_vec(), written });
    };
    let bad = |part: &str| PackageError::Malformed(part.to_owned());
    let text = package.text(styles_part)?.ok_or_else(|| bad(styles_part))?;
    let mut formats = ValueFormats::read(&text).map_err(|Malformed| bad(styles_part))?;
    let mut styles = Stylesheet::read(styles_part, text)?;
    let workbook = package.text(&book.part)?.unwrap_or_default();
    let epoch = if counts_from_1904(&workbook).map_err(|Malformed| bad(&book.part))? { 1_462 } else { 0 };

    let mut by_sheet: HashMap<&str, Vec<(usize, &Edit)>> = HashMap::new();
    for (index, edit) in edits.iter().enumerate() {
        by_sheet.entry(&edit.sheet).or_default().push((index, edit));
    }
    for sheet in &book.sheets {
        let (Some(mine), Some(part)) = (by_sheet.get(sheet.name.as_str()), &sheet.part) else { continue };
        let text = package.text(part)?.unwrap_or_default();
        let worksheet = Worksheet::read(&text).map_err(|Malformed| bad(part))?;
        let headings = table_headings(&mut package, part)?;
        let mut writer = Writer {
            headings,
            arrays: arrays(&text, &worksheet).map_err(|Malformed| bad(part))?,
            sheet: worksheet,
            styles: &mut styles,
            formats: &mut formats,
            epoch,
            splices: Splices::default(),
            done: HashMap::new(),
            days: HashMap::new(),
        };
        let rows = writer.rows(mine).map_err(|Malformed| bad(part))?;
        for (index, edit) in mine {
            let outcome = writer.write(edit, &rows)?;
            if let Some(slot) = written.get_mut(*index) {
                *slot = outcome;
            }
        }
        let edited = writer.splices.apply(&text);
        package.put(part, edited)?;
    }
    let (part, text) = styles.finish()?;
    package.put(&part, text)?;
    if written.contains(&Written::Done) {
        let anew = calculated_anew(&workbook).map_err(|Malformed| bad(&book.part))?;
        package.put(&book.part, anew)?;
    }
    Ok(Edited { bytes: write::write(&mut package)?, written })
}

/// So many rows are asked how they show days.
const ROWS_ASKED: usize = 200;

/// Cells by row and column, of the rows that edits concern.
type Rows<'a> = HashMap<u32, BTreeMap<u32, Element<'a>>>;

struct Writer<'s, 'a> {
    sheet: Worksheet<'a>,
    styles: &'s mut Stylesheet,
    formats: &'s mut ValueFormats,
    /// The rows of headings of Excel's tables.
    headings: Vec<CellRange>,
    /// The rectangles that one formula fills.
    arrays: Vec<CellRange>,
    /// The days between the start of this workbook's calendar and the usual one.
    epoch: i64,
    splices: Splices,
    done: HashMap<CellRef, Proper>,
    /// How the days of a column are shown, once it was asked for.
    days: HashMap<u32, Option<u32>>,
}

impl<'a> Writer<'_, 'a> {
    fn rows(&self, edits: &[(usize, &Edit)]) -> Result<Rows<'a>, Malformed> {
        let mut rows = Rows::new();
        for (_, edit) in edits {
            for number in [edit.at.row, self.sheet.anchor(edit.at).row] {
                if let (false, Some(row)) = (rows.contains_key(&number), self.sheet.rows.get(&number)) {
                    let cells = self.sheet.cells(number, row)?;
                    rows.insert(number, cells.into_iter().map(|cell| (cell.at.col, cell.element)).collect());
                }
            }
        }
        Ok(rows)
    }

    fn write(&mut self, edit: &Edit, rows: &Rows<'a>) -> Result<Written, AnnotateError> {
        let find = |at: CellRef| rows.get(&at.row).and_then(|row| row.get(&at.col));
        let is_filled = |cell: &&Element<'_>| cell.inner.is_some();
        // The reader takes what stands in the cell itself before what is merged over it.
        let at = if find(edit.at).filter(is_filled).is_some() { edit.at } else { self.sheet.anchor(edit.at) };
        let Some(cell) = find(at).filter(is_filled) else {
            return Ok(if edit.proper == Proper::Nothing { Written::Done } else { Written::Absent });
        };
        let spans_rows = |merge: &&CellRange| merge.contains(at) && merge.first.row != merge.last.row;
        if edit.kind == FixKind::Unsafe && self.sheet.merges.iter().any(|merge| spans_rows(&merge)) {
            return Ok(Written::Shared);
        }
        let has_formula = cell.child(self.sheet.text, "f").map_err(|Malformed| self.styles.malformed())?.is_some();
        if has_formula || self.arrays.iter().any(|range| range.contains(at)) {
            return Ok(Written::Formula);
        }
        if self.headings.iter().any(|range| range.contains(at)) {
            return Ok(Written::Heading);
        }
        if let Some(done) = self.done.get(&at) {
            return Ok(if *done == edit.proper { Written::Done } else { Written::Shared });
        }
        if matches!(edit.proper, Proper::Day(_)) && !self.days.contains_key(&at.col) {
            let found = self.days_of(at.col).map_err(|Malformed| self.styles.malformed())?;
            self.days.insert(at.col, found);
        }
        let Some(xml) = self.content(at.col, cell, &edit.proper)? else { return Ok(Written::Absent) };
        self.splices.replace(cell.span.clone(), xml);
        self.done.insert(at, edit.proper.clone());
        Ok(Written::Done)
    }

    /// The number format of the first day in a column; a day that is put right is shown as its neighbours are.
    fn days_of(&self, col: u32) -> Result<Option<u32>, Malformed> {
        for (number, row) in self.sheet.rows.iter().take(ROWS_ASKED) {
            let cells = self.sheet.cells(*number, row)?;
            let cell = cells.into_iter().find(|cell| cell.at.col == col && cell.element.inner.is_some());
            let style = cell.and_then(|cell| cell.element.tag.number("s"));
            if let Some(format) = style.and_then(|style| self.formats.day_of(self.styles, style)) {
                return Ok(Some(format));
            }
        }
        Ok(None)
    }

    /// The cell with its new content; `None` for a day that Excel's calendar does not have.
    fn content(&mut self, col: u32, cell: &Element<'_>, proper: &Proper) -> Result<Option<String>, AnnotateError> {
        let old = cell.tag.number("s").unwrap_or(0);
        let (kind, inner, shows) = match proper {
            Proper::Nothing => ("", String::new(), None),
            Proper::Text(text) => {
                let text = format!("<is><t xml:space=\"preserve\">{}</t></is>", escaped(text));
                (" t=\"inlineStr\"", text, None)
            }
            Proper::Number(number) => ("", format!("<v>{}</v>", number.normalize()), Some(Shows::Number)),
            Proper::Day(day) => {
                let Some(serial) = serial(*day, self.epoch) else { return Ok(None) };
                ("", format!("<v>{serial}</v>"), Some(Shows::Day))
            }
        };
        let style = match shows {
            Some(shows) => {
                let day = self.days.get(&col).copied().flatten();
                self.formats.fitting(self.styles, old, shows, day)?
            }
            None => old,
        };
        let own = prefix(cell.tag.name);
        let inner = super::splice::prefixed(&inner, own).map_err(|Malformed| self.styles.malformed())?;
        let attribute = |name: &str, value: &str| format!(" {name}=\"{value}\"");
        let place = cell.tag.value("r").map(|at| attribute("r", &at)).unwrap_or_default();
        let is_styled = style != 0 || cell.tag.attribute("s").is_some();
        let style = if is_styled { attribute("s", &style.to_string()) } else { String::new() };
        let name = cell.tag.name;
        Ok(Some(match inner.as_str() {
            "" => format!("<{name}{place}{style}/>"),
            inner => format!("<{name}{place}{style}{kind}>{inner}</{name}>"),
        }))
    }
}

/// The headings of the tables on a sheet: each stands in the table's part too, and Excel repairs a file where they differ.
fn table_headings(package: &mut Package<'_>, sheet: &str) -> Result<Vec<CellRange>, PackageError> {
    let links = package.relationships(sheet)?.into_iter().filter(|link| link.kind.ends_with("/table"));
    let mut headings = Vec::new();
    for part in links.filter_map(|link| link.target) {
        let Some(text) = package.text(&part)? else { continue };
        let table = root(&text).map_err(|Malformed| PackageError::Malformed(part))?;
        let has_headings = table.tag.value("headerRowCount").is_none_or(|count| count != "0");
        let range = table.tag.value("ref").filter(|_| has_headings).and_then(|range| CellRange::parse(&range));
        headings.extend(range.map(|it| CellRange::new(it.first, CellRef::new(it.first.row, it.last.col))));
    }
    Ok(headings)
}

/// The rectangles that array formulas fill; the cells in them have no formula of their own.
fn arrays(text: &str, sheet: &Worksheet<'_>) -> Result<Vec<CellRange>, Malformed> {
    let data = sheet.data.raw(text);
    if !data.contains("\"array\"") && !data.contains("\"dataTable\"") && !data.contains("'array'") {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for tag in tags(data) {
        let tag = tag?;
        let fills = tag.local() == "f" && tag.value("t").is_some_and(|kind| matches!(&*kind, "array" | "dataTable"));
        found.extend(tag.value("ref").filter(|_| fills).and_then(|range| CellRange::parse(&range)));
    }
    Ok(found)
}

/// The number behind a day. Before March 1900 Excel's calendar has a day that never was.
fn serial(day: chrono::NaiveDate, epoch: i64) -> Option<i64> {
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let serial = day.signed_duration_since(start).num_days();
    (serial > 60 && serial > epoch).then(|| serial - epoch)
}

fn counts_from_1904(workbook: &str) -> Result<bool, Malformed> {
    let properties = root(workbook)?.child(workbook, "workbookPr")?;
    let told = properties.and_then(|it| it.tag.value("date1904"));
    Ok(told.is_some_and(|told| matches!(&*told, "1" | "true")))
}

/// What the schema puts before `calcPr`.
const BEFORE_CALCULATION: [&str; 9] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// The workbook part, which asks to be calculated when it is opened: sums over the cells still hold what they came to
/// before.
fn calculated_anew(workbook: &str) -> Result<String, Malformed> {
    let book = root(workbook)?;
    let children = book.children(workbook)?;
    let mut splices = Splices::default();
    match children.iter().find(|child| child.local() == "calcPr") {
        Some(calculation) => splices.set(&calculation.tag, "fullCalcOnLoad", "1"),
        None => {
            let before = children.iter().filter(|child| BEFORE_CALCULATION.contains(&child.local()));
            if let Some(at) = before.map(|child| child.span.end).max() {
                splices.insert(at, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix(book.tag.name)));
            }
        }
    }
    Ok(splices.apply(workbook))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_asks_to_be_calculated_where_the_schema_wants_it() {
        let told = calculated_anew("<x:workbook><x:sheets/><x:definedNames/><x:extLst/></x:workbook>").unwrap();
        assert!(told.contains("<x:definedNames/><x:calcPr fullCalcOnLoad=\"1\"/><x:extLst/>"), "{told}");
        let told = calculated_anew("<workbook><sheets/><calcPr calcId=\"191029\"/></workbook>").unwrap();
        assert!(told.contains("<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>"), "{told}");
    }

    #[test]
    fn a_day_is_the_number_that_the_workbook_counts() {
        let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(serial(day(2025, 3, 15), 0), Some(45_731));
        assert_eq!(serial(day(2025, 3, 15), 1_462), Some(44_269));
        assert_eq!(serial(day(1899, 3, 15), 0), None);
        assert!(counts_from_1904("<workbook><workbookPr date1904='1'/></workbook>").unwrap());
        assert!(!counts_from_1904("<workbook/>").unwrap());
    }
}
