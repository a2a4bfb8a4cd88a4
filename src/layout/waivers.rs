//! 豁免: a row per deviation that a meeting accepted, in a workbook that holds nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{broken, shown};
use super::dates::{Written, read_date};
use crate::model::text::{compact, header, person, plain};
use crate::model::{CellRange, CellRef, Period, Source, Waiver, WaiverPlace, When};
use crate::workbook::{Row, Sheet, Workbook, marks};

/// The columns, each by the headers that mean it; the first one is the proper one.
const COLUMNS: [(Column, &[&str]); 13] = [
    (Column::Branch, &["支部", "党支部", "支部名称", "所在支部"]),
    (Column::Name, &["党员", "姓名", "党员姓名"]),
    (Column::Id, &["编号", "党员编号"]),
    (Column::Code, &["代码", "问题代码"]),
    (Column::Item, &["项目", "项目编号", "项目名称"]),
    (Column::Date, &["日期", "发生日期"]),
    (Column::Sheet, &["工作表", "表名"]),
    (Column::Cell, &["单元格", "位置"]),
    (Column::Treatment, &["处理", "处理意见", "是否计分"]),
    (Column::Reason, &["原因", "理由", "豁免原因", "豁免理由"]),
    (Column::By, &["批准", "批准会议", "会议", "同意的会议"]),
    (Column::On, &["批准日期", "会议日期"]),
    (Column::Serial, &["序号"]),
];

/// A header row has at least these; the others may be lacking, which is told row by row.
const NEEDED: [Column; 3] = [Column::Name, Column::Code, Column::Reason];

/// How many rows from the top are looked at for the header.
const ROWS_LOOKED_AT: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Serial,
    Branch,
    Name,
    Id,
    Code,
    Item,
    Date,
    Sheet,
    Cell,
    Treatment,
    Reason,
    By,
    On,
}

/// The waivers of a workbook, in the order of sheets and rows; `None` where no sheet has the header of such a table.
#[must_use]
pub fn read_waivers(workbook: &Workbook) -> Option<Vec<Waiver>> {
    let mut waivers = Vec::new();
    let mut found = false;
    for sheet in workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name)) {
        let Some((row, columns)) = header_of(sheet) else { continue };
        found = true;
        for row in sheet.rows().filter(|other| other.number > row) {
            let said = Said { row, columns: &columns };
            if columns.keys().any(|column| *column != Column::Serial && !said.text(*column).is_empty()) {
                waivers.push(said.waiver(&workbook.original.shown, &sheet.name, waivers.len() + 1));
            }
        }
    }
    found.then_some(waivers)
}

/// The row of the header, and where the columns are.
fn header_of(sheet: &Sheet) -> Option<(u32, BTreeMap<Column, u32>)> {
    sheet.rows().take(ROWS_LOOKED_AT).find_map(|row| {
        let mut columns = BTreeMap::new();
        for cell in row.cells {
            if let Some(column) = column_called(&shown(cell)) {
                columns.entry(column).or_insert(cell.at.col);
            }
        }
        NEEDED.iter().all(|column| columns.contains_key(column)).then_some((row.number, columns))
    })
}

fn column_called(written: &str) -> Option<Column> {
    let title = header(written);
    let bare = title.split(['(', '（']).next().unwrap_or_default();
    let is_called = |name: &str| name == title || name == bare;
    COLUMNS.iter().find(|(_, names)| names.iter().any(|name| is_called(name))).map(|(column, _)| *column)
}

struct Said<'a> {
    row: Row<'a>,
    columns: &'a BTreeMap<Column, u32>,
}

impl Said<'_> {
    /// What stands in a column, in plain widths; an error value says nothing.
    fn text(&self, column: Column) -> String {
        plain(&self.as_written(column)).trim().to_owned()
    }

    /// The same as people wrote it, for sentences that are read again.
    fn as_written(&self, column: Column) -> String {
        let cell = self.columns.get(&column).and_then(|col| self.row.get_merged(*col));
        cell.filter(|cell| broken(cell).is_none()).map(|cell| shown(cell).trim().to_owned()).unwrap_or_default()
    }

    fn waiver(&self, file: &Arc<str>, sheet: &Arc<str>, number: usize) -> Waiver {
        let number_of_row = self.row.number;
        let cols = || self.columns.values().copied();
        let (first, last) = (cols().min().unwrap_or(0), cols().max().unwrap_or(0));
        let cells = CellRange::new(CellRef::new(number_of_row, first), CellRef::new(number_of_row, last));
        let source = Source { file: Arc::clone(file), sheet: Arc::clone(sheet), cells };
        let waiver = Waiver {
            branch: self.text(Column::Branch),
            name: self.text(Column::Name),
            id: self.text(Column::Id),
            code: self.text(Column::Code),
            item: self.text(Column::Item),
            date: self.text(Column::Date),
            sheet: self.text(Column::Sheet),
            cell: self.text(Column::Cell),
            treatment: self.text(Column::Treatment),
            reason: self.as_written(Column::Reason),
            by: self.as_written(Column::By),
            on: self.text(Column::On),
            at: WaiverPlace { file: Arc::clone(file), source: Some(source), number },
            ..Waiver::default()
        };
        understood(waiver)
    }
}

/// A waiver of which the texts are filled in, with what they say of days and cells.
#[must_use]
pub fn understood(written: Waiver) -> Waiver {
    let day = |text: &str| match read_date(text, None) {
        Some(Written::Day(day)) => Some(day),
        _ => None,
    };
    Waiver {
        branch: compact(&written.branch),
        name: person(&written.name),
        id: compact(&written.id),
        code: compact(&written.code).to_uppercase(),
        item: compact(&written.item),
        when: day(&written.date).map(When::Day).or_else(|| period(&written.date).map(When::Span)),
        cells: CellRange::parse(&compact(&written.cell)),
        treatment: compact(&written.treatment),
        day: day(&written.on),
        ..written
    }
}

/// A period by its label, or a month however it is written.
fn period(text: &str) -> Option<Period> {
    let month = || match read_date(text, None) {
        Some(Written::Month(year, month)) => Period::month_of(year, month),
        _ => None,
    };
    Period::parse(&compact(text)).or_else(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_their_usual_names() {
        assert_eq!(column_called("批准（会议）"), Some(Column::By));
        assert_eq!(column_called("批准日期"), Some(Column::On));
        assert_eq!(column_called(" 党 员 "), Some(Column::Name));
        assert_eq!(column_called("备注"), None);
    }

    #[test]
    fn days_periods_and_cells_are_read() {
        let read = |date: &str| understood(Waiver { date: date.to_owned(), ..Waiver::default() }).when;
        assert_eq!(read("2025年5月12日").map(|when| when.to_string()).as_deref(), Some("2025-05-12"));
        assert_eq!(read("2025-05").map(|when| when.to_string()).as_deref(), Some("2025-05"));
        assert_eq!(read("2025").map(|when| when.to_string()).as_deref(), Some("2025"));
        assert_eq!(read("去年"), None);
        let waiver = understood(Waiver { cell: "i10".into(), code: "e304".into(), ..Waiver::default() });
        assert_eq!((waiver.cells, waiver.code.as_str()), (CellRange::parse("I10"), "E304"));
    }
}
