//! 豁免: a row per deviation that a meeting accepted, in a workbook that holds nothing else.

use std::sync::Arc;

use super::dates::{Written, read_date};
use super::register::{Register, RegisterRow};
use super::register_form::{Fill, FormColumn, RegisterForm};
use crate::model::text::{compact, person};
use crate::model::{CellRange, Period, RegisterPlace, Waiver, When};
use crate::workbook::Workbook;

/// The columns; a header row has at least member, code and reason.
static REGISTER: Register = Register {
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

/// What is said of 处理.
const TREATMENT: &str = "问题使登记不计分的，写明以后计分还是不计分；别的空着。";

/// The blank workbook.
pub static FORM: RegisterForm = RegisterForm {
    id: "waivers",
    file: "豁免",
    title: "豁免登记表",
    about: "会议同意的例外，一处问题一行。写在这里的问题以后不再提醒，并写进结果。",
    register: &REGISTER,
    columns: &[
        FormColumn::must("branch", 20, Fill::Branch, "问题所在的支部。", ""),
        FormColumn::must("name", 10, Fill::Words, "党员姓名。", "王某某"),
        FormColumn::may("id", 9, Fill::Code, "花名册的编号，没有编号的写序号；不重名的可以空着。", ""),
        FormColumn::must("code", 9, Fill::Code, "问题的代码，照批注或问题清单抄，例如 E304。", "E304"),
        FormColumn::may("item", 18, Fill::Item, "登记的项目。写了工作表和单元格的可以空着。", ""),
        FormColumn::may("date", 12, Fill::Day, "登记的日期。写了工作表和单元格的可以空着。", "2025-05-12"),
        FormColumn::may("sheet", 12, Fill::Words, "党员、项目、日期说不清是哪一条时，写工作表的名称。", ""),
        FormColumn::may("cell", 9, Fill::Code, "同一张工作表里的单元格，例如 G7。", ""),
        FormColumn::may("treatment", 10, Fill::OneOf(&["计分", "不计分"]), TREATMENT, "不计分"),
        FormColumn::must("reason", 28, Fill::Words, "为什么同意。", "当年按旧标准写的"),
        FormColumn::must("by", 16, Fill::Words, "哪个会议同意的。", "党员大会"),
        FormColumn::must("on", 12, Fill::Day, "开会的日期。", "2026-01-10"),
    ],
    guide: &[
        ("怎样用", "存为「豁免.xlsx」，放在各支部报表旁边，汇总、校验时自动读；放在别处的，用 --waivers 指明。"),
        (
            "哪一条登记",
            "写项目和日期；同一天有几条一样的，再写工作表和单元格。说的不是登记（如花名册）的，只写工作表和单元格。",
        ),
        ("不能豁免的", "读不出来的文件、整张表、并列名额等，见 docs/重报与豁免.md。"),
    ],
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
            at: RegisterPlace { file: Arc::clone(&row.source.file), number: row.number, source: Some(row.source) },
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
        when: when(&written.date),
        cells: CellRange::parse(&compact(&written.cell)),
        treatment: compact(&written.treatment),
        day: day(&written.on),
        ..written
    }
}

/// The day or the period that a text names.
#[must_use]
pub fn when(text: &str) -> Option<When> {
    match read_date(text, None) {
        Some(Written::Day(day)) => Some(When::Day(day)),
        _ => period(text).map(When::Span),
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
