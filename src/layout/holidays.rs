//! 节假日: a row per day off and per day on which it is made up for, in a small table of the township's.

use super::dates::{Written, read_date};
use super::register::{Register, RegisterRow};
use crate::model::{DayOff, Source, Workdays};
use crate::workbook::Workbook;

const REGISTER: Register = Register {
    columns: &[
        ("serial", &["序号"]),
        ("day", &["日期", "日子"]),
        ("kind", &["类别", "休或班", "休班", "类型"]),
        ("name", &["名称", "节日", "节假日", "说明"]),
    ],
    needed: &["day", "kind"],
};

/// The days of a workbook, and the rows of which no day, or neither 休 nor 班, can be read; `None` where no sheet has the
/// header of such a table.
#[must_use]
pub fn read_holidays(workbook: &Workbook) -> Option<(Workdays, Vec<Source>)> {
    let mut unread = Vec::new();
    let day = |row: RegisterRow| {
        let day = match read_date(&row.text("day"), None) {
            Some(Written::Day(day)) => Some(day),
            _ => None,
        };
        let read = day.zip(DayOff::called(&row.text("kind")));
        if read.is_none() {
            unread.push(row.source);
        }
        read
    };
    let days: Vec<_> = REGISTER.rows(workbook)?.into_iter().filter_map(day).collect();
    Some((Workdays::of(days), unread))
}
