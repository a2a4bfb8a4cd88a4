//! 公示登记: a row for each time that results were made public, in the township's own register.

use chrono::NaiveDate;

use super::dates::{Written, read_date};
use super::periods::read_period;
use super::register::{Register, RegisterRow};
use super::register_form::{Fill, FormColumn, RegisterForm};
use crate::model::text::compact;
use crate::model::{Period, Source};
use crate::workbook::Workbook;

/// The columns; a header row has at least the first and the last day.
pub const PUBLICITY_REGISTER: Register = Register {
    columns: &[
        ("serial", &["序号"]),
        ("round", &["批次", "第几次", "次数", "公示批次"]),
        ("scope", &["范围", "公示范围", "支部", "党支部", "公示支部"]),
        ("period", &["期间", "积分期间", "统计期间", "所属期间"]),
        ("from", &["开始日期", "公示开始日期", "起始日期", "开始"]),
        ("to", &["结束日期", "公示结束日期", "截止日期", "结束"]),
        ("place", &["方式/地点", "方式、地点", "方式和地点", "公示方式", "公示地点", "方式", "地点"]),
        ("objections", &["异议件数", "收到异议", "异议", "异议数"]),
        ("review", &["复核结果", "复核情况", "复核"]),
        ("outcome", &["公示结果", "结果", "结论"]),
        ("by", &["记录人", "登记人"]),
        ("remark", &["备注", "说明"]),
    ],
    needed: &["from", "to"],
};

/// What is said of 范围.
const SCOPE: &str = "公示的是哪里：全乡镇，或者一个支部的名称。";

/// The blank workbook.
pub static FORM: RegisterForm = RegisterForm {
    id: "publicity",
    file: "公示登记",
    title: "公示登记表",
    about: "每公示一次记一行：什么时候公示的、收到几件异议、结果怎样。",
    register: &PUBLICITY_REGISTER,
    columns: &[
        FormColumn::may("round", 10, Fill::OneOf(&["第一次", "第二次"]), "第几次公示。", "第一次"),
        FormColumn::must("scope", 20, Fill::Words, SCOPE, "全乡镇"),
        FormColumn::must("period", 10, Fill::Code, "公示的是哪个期间的结果，例如 2025、2025Q1、2025-03。", "2025"),
        FormColumn::must("from", 12, Fill::Day, "公示的第一天。", "2026-01-12"),
        FormColumn::must("to", 12, Fill::Day, "公示的最后一天。", "2026-01-16"),
        FormColumn::may("place", 20, Fill::Words, "怎样公示的，在哪里。", "镇、村公开栏张贴"),
        FormColumn::may("objections", 10, Fill::Count, "收到几件异议，没有的写 0；每一件另在异议登记里写一行。", "0"),
        FormColumn::may("review", 20, Fill::Words, "有异议的，复核的结果。", ""),
        FormColumn::may("outcome", 20, Fill::Words, "公示期满再写：无异议；有异议，已复核处理。", "无异议"),
        FormColumn::may("by", 10, Fill::Words, "谁记录的。", ""),
        FormColumn::may("remark", 16, Fill::Words, "程序不用这一栏。", ""),
    ],
    guide: &[
        ("怎样用", "存为「公示登记.xlsx」，放在各支部报表旁边，汇总时自动读。"),
        ("什么时候写", "开始公示就写一行，期满以后补上异议件数、复核结果和公示结果。以前期间的行留着，不再核对。"),
        ("核对什么", "公示够不够规定的工作日，异议件数与异议登记是不是一样，期满以后写没有写公示结果。"),
    ],
};

/// A row of the register, understood as far as it can be.
#[derive(Clone, Debug)]
pub struct Publication {
    /// 批次, as written.
    pub round: String,
    /// 范围, as written.
    pub scope: String,
    /// 期间, as written.
    pub period_written: String,
    /// The period, where it can be told.
    pub period: Option<Period>,
    /// The first day, where it is one.
    pub from: Option<NaiveDate>,
    /// The last day, where it is one.
    pub to: Option<NaiveDate>,
    /// 方式/地点, as written.
    pub place: String,
    /// How many objections, where a count is written.
    pub objections: Option<usize>,
    /// What is written instead of a count.
    pub objections_written: String,
    /// 复核结果, as written.
    pub review: String,
    /// 公示结果, as written.
    pub outcome: String,
    /// 记录人, as written.
    pub by: String,
    /// Its row.
    pub row: RegisterRow,
}

impl Publication {
    /// The cell of a column.
    #[must_use]
    pub fn place_of(&self, column: &str) -> Source {
        self.row.place(column)
    }
}

/// The rows of a workbook, in the order of sheets and rows; `None` where no sheet has the header of such a register.
#[must_use]
pub fn read_publications(workbook: &Workbook) -> Option<Vec<Publication>> {
    let day = |text: &str| match read_date(text, None) {
        Some(Written::Day(day)) => Some(day),
        _ => None,
    };
    let understood = |row: RegisterRow| {
        let written = |column: &str| row.as_written(column).to_owned();
        let objections_written = compact(&row.text("objections"));
        Publication {
            round: written("round"),
            scope: compact(&row.text("scope")),
            period_written: row.text("period"),
            period: read_period(&row.text("period"), None),
            from: day(&row.text("from")),
            to: day(&row.text("to")),
            place: written("place"),
            objections: count(&objections_written),
            objections_written,
            review: written("review"),
            outcome: written("outcome"),
            by: written("by"),
            row,
        }
    };
    Some(PUBLICITY_REGISTER.rows(workbook)?.into_iter().map(understood).collect())
}

/// 2, 2件, 无.
fn count(text: &str) -> Option<usize> {
    match text {
        "无" | "没有" | "零" => Some(0),
        _ => text.trim_end_matches(['件', '条', '起']).parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_write_them() {
        assert_eq!(
            [count("2"), count("3件"), count("无"), count("若干"), count("")],
            [Some(2), Some(3), Some(0), None, None]
        );
    }
}
