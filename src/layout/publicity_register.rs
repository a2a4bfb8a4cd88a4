//! 公示登记: a row for each time that results were made public, in the township's own register.

use chrono::NaiveDate;

use super::dates::{Written, read_date};
use super::periods::read_period;
use super::register::{Register, RegisterRow};
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
