//! 异议: a row per objection against a score that was made public, in a workbook that holds nothing else.

use std::sync::Arc;

use super::dates::{Written, read_date};
use super::numbers::read_figure;
use super::register::{Register, RegisterRow};
use super::register_form::{Fill, FormColumn, RegisterForm};
use super::waivers::when;
use crate::model::text::{compact, person};
use crate::model::{CellRange, Objection, Points, RegisterPlace};
use crate::workbook::Workbook;

/// The columns; a header row has at least the member, what is objected to, and when.
static REGISTER: Register = Register {
    columns: &[
        ("branch", &["支部", "党支部", "支部名称", "所在支部"]),
        ("name", &["党员", "姓名", "党员姓名", "被反映人"]),
        ("id", &["编号", "党员编号"]),
        ("item", &["项目", "项目编号", "项目名称"]),
        ("date", &["日期", "发生日期"]),
        ("sheet", &["工作表", "表名"]),
        ("cell", &["单元格", "位置"]),
        ("matter", &["异议内容", "异议", "异议事项", "反映内容", "内容"]),
        ("raised", &["提出日期", "异议日期", "受理日期", "收到日期"]),
        // Who raised it stays in the register: nothing reads this column.
        ("raiser", &["提出人", "异议人", "反映人"]),
        ("result", &["处理", "处理结果", "核查结果", "复核结果"]),
        ("becomes", &["改为", "更正为", "应计分"]),
        ("settled", &["处理日期", "复核日期", "答复日期"]),
        ("settled_by", &["处理人", "处理会议", "处理机构", "处理人/会议", "复核人"]),
        ("settled_how", &["处理说明", "处理情况", "复核说明"]),
        ("serial", &["序号"]),
    ],
    needed: &["name", "matter", "raised"],
};

/// What is said of 改为.
const BECOMES: &str =
    "成立、部分成立的，改正以后这条登记应计几分：删去的写 0，扣分写负数。不写的，程序只看它还计不计分。";
/// What is said of 日期.
const DATE: &str = "这条登记的日期。说的是漏记，或者是整个得分、等次的，空着。";

/// The blank workbook.
pub static FORM: RegisterForm = RegisterForm {
    id: "objections",
    file: "异议",
    title: "异议登记表",
    about: "公示以后收到的异议，一件一行。登记异议不改得分：查实了，由支部改自己的表。",
    register: &REGISTER,
    columns: &[
        FormColumn::must("branch", 20, Fill::Branch, "异议说的党员所在的支部。", ""),
        FormColumn::must("name", 10, Fill::Words, "异议说的是谁的得分。", "王某某"),
        FormColumn::may("id", 9, Fill::Code, "花名册的编号，没有编号的写序号；不重名的可以空着。", ""),
        FormColumn::may("item", 18, Fill::Item, "异议说的项目。说的是整个得分、等次的，空着。", ""),
        FormColumn::may("date", 12, Fill::Day, DATE, "2025-05-12"),
        FormColumn::may("sheet", 12, Fill::Words, "党员、项目、日期说不清是哪一条时，写工作表的名称。", ""),
        FormColumn::may("cell", 9, Fill::Code, "同一张工作表里的单元格，例如 G7。", ""),
        FormColumn::must("matter", 30, Fill::Words, "反映了什么。不写提出人的姓名。", "当天没有参加，多记了一次"),
        FormColumn::must("raised", 12, Fill::Day, "收到异议的日期。", "2026-01-08"),
        FormColumn::may("raiser", 10, Fill::Words, "只留在这张表里，程序不读，汇总和公示里都没有。", ""),
        FormColumn::may("result", 10, Fill::OneOf(&["成立", "不成立", "部分成立"]), "还在处理的空着。", "成立"),
        FormColumn::may("becomes", 9, Fill::Points, BECOMES, "0"),
        FormColumn::may("settled", 12, Fill::Day, "作出处理的日期。", "2026-01-12"),
        FormColumn::may("settled_by", 16, Fill::Words, "谁、哪个会议处理的。", "支部委员会"),
        FormColumn::may("settled_how", 28, Fill::Words, "怎样查的，怎样改的。", "查了派工单，已删去"),
    ],
    guide: &[
        ("怎样用", "存为「异议.xlsx」，放在各支部报表旁边，汇总时自动读；放在别处的，用 --objections 指明。"),
        (
            "说的是哪一条",
            "写项目和日期；同一天有几条一样的，再写工作表和单元格。漏记的只写项目；对总分、等次有异议的都空着。",
        ),
        (
            "处理以后",
            "处理、处理日期、处理人、处理说明都要写。异议成立的，支部在自己的表里改正以后再报；改了没有，汇总时会核对。",
        ),
        ("没有处理完的", "处理一栏空着，汇总时列在提醒里，处理完才能定案。"),
        ("提出人", "可以不写。写了的也只留在这张表里，程序不读这一栏。"),
    ],
};

/// The objections of a workbook, in the order of sheets and rows; `None` where no sheet has the header of such a table.
#[must_use]
pub fn read_objections(workbook: &Workbook) -> Option<Vec<Objection>> {
    let objection = |row: RegisterRow| {
        objection_understood(Objection {
            branch: row.text("branch"),
            name: row.text("name"),
            id: row.text("id"),
            item: row.text("item"),
            date: row.text("date"),
            sheet: row.text("sheet"),
            cell: row.text("cell"),
            matter: row.as_written("matter").to_owned(),
            raised: row.text("raised"),
            result: row.text("result"),
            settled: row.text("settled"),
            settled_by: row.as_written("settled_by").to_owned(),
            settled_how: row.as_written("settled_how").to_owned(),
            becomes: row.text("becomes"),
            at: RegisterPlace { file: Arc::clone(&row.source.file), number: row.number, source: Some(row.source) },
            ..Objection::default()
        })
    };
    Some(REGISTER.rows(workbook)?.into_iter().map(objection).collect())
}

/// An objection of which the texts are filled in, with what they say of days, cells and points.
#[must_use]
pub fn objection_understood(written: Objection) -> Objection {
    let day = |text: &str| match read_date(text, None) {
        Some(Written::Day(day)) => Some(day),
        _ => None,
    };
    Objection {
        branch: compact(&written.branch),
        name: person(&written.name),
        id: compact(&written.id),
        item: compact(&written.item),
        when: when(&written.date),
        cells: CellRange::parse(&compact(&written.cell)),
        raised_on: day(&written.raised),
        result: compact(&written.result),
        settled_on: day(&written.settled),
        points: points(&written.becomes),
        ..written
    }
}

/// 3, -2分, 删去: what an entry is worth from then on.
fn points(text: &str) -> Option<Points> {
    match compact(text).as_str() {
        "删去" | "删除" | "取消" | "不计分" => Some(Points::ZERO),
        figure => read_figure(figure).map(|figure| figure.points),
    }
}
