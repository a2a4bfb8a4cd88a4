//! 豁免: a row per deviation that a meeting accepted, in a workbook that holds nothing else.

use std::sync::Arc;

use super::dates::{Written, read_date};
use super::register::{Register, RegisterRow};
use crate::model::text::{compact, person};
use crate::model::{CellRange, Period, Waiver, WaiverPlace, When};
use crate::workbook::Workbook;

/// The columns; a header row has at least member, code and reason.
const REGISTER: Register = Register {
    columns: &[
        ("branch", &["支部", "党支部", "支部名称", "所在支部"]),
        ("name", &["党员", "姓名", "党员姓名"]),
        ("id", &["编号", "党员编号"]),
        ("code", &["代码", "问题代码"]),
        ("item", &["项目", "项目编号", "项目名称"]),
        ("date", &["日期", "发生日期"]),
        ("sheet", &["工作表", "表名"]),
        ("cell", &["单元格", "位置"]),
        ("treatment", &["处理", "处理意见", "是否计分"]),
        ("reason", &["原因", "理由", "豁免原因", "豁免理由"]),
        ("by", &["批准", "批准会议", "会议", "同意的会议"]),
        ("on", &["批准日期", "会议日期"]),
        ("serial", &["序号"]),
    ],
    needed: &["name", "code", "reason"],
};

/// The waivers of a workbook, in the order of sheets and rows; `None` where no sheet has the header of such a table.
#[must_use]
pub fn read_waivers(workbook: &Workbook) -> Option<Vec<Waiver>> {
    let waiver = |row: RegisterRow| {
        understood(Waiver {
            branch: row.text("branch"),
            name: row.text("name"),
            id: row.text("id"),
            code: row.text("code"),
            item: row.text("item"),
            date: row.text("date"),
            sheet: row.text("sheet"),
            cell: row.text("cell"),
            treatment: row.text("treatment"),
            reason: row.as_written("reason").to_owned(),
            by: row.as_written("by").to_owned(),
            on: row.text("on"),
            at: WaiverPlace { file: Arc::clone(&row.source.file), number: row.number, source: Some(row.source) },
            ..Waiver::default()
        })
    };
    Some(REGISTER.rows(workbook)?.into_iter().map(waiver).collect())
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
