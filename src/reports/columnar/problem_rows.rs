//! The rows of problems.

use super::column::{count, maybe, said, text, word};
use super::{Column, Partition, Row};
use crate::model::{FixKind, Severity};
use crate::reports::DiagnosticResult;

/// A problem.
#[derive(Clone, Copy, Debug)]
pub struct DiagnosticRow<'a> {
    /// The label of the period.
    pub period: &'a str,
    /// Its place among all problems of the run, from 1.
    pub no: usize,
    /// The problem.
    pub diagnostic: &'a DiagnosticResult,
}

impl Row for DiagnosticRow<'_> {
    const NAME: &'static str = "diagnostics";
    const MEANING: &'static str = "一个问题一行；不属于哪个支部的，branch 为空";
    const PARTITION: Partition = Partition::Branch;

    fn columns() -> Vec<Column<Self>> {
        vec![
            text("period", "期间", |row: &Self| word(row.period)).always(),
            count("diagnostic_no", "在全部问题里的次序，从 1 起", |row: &Self| Some(row.no)).always(),
            text("code", "代码", |row: &Self| word(&row.diagnostic.code)).always(),
            text("severity", "error 错误，warning 提醒，note 说明", |row: &Self| {
                word(match row.diagnostic.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                })
            })
            .always(),
            text("file", "文件", |row: &Self| maybe(row.diagnostic.file.as_ref())),
            text("sheet", "工作表", |row: &Self| maybe(row.diagnostic.sheet.as_ref())),
            text("cell", "格", |row: &Self| maybe(row.diagnostic.cell.as_ref())),
            text("member", "党员", |row: &Self| maybe(row.diagnostic.member.as_ref())),
            text("found", "写着什么", |row: &Self| maybe(row.diagnostic.value.as_ref())),
            text("message", "有什么问题", |row: &Self| said(&row.diagnostic.message)).always(),
            text("help", "怎样办", |row: &Self| said(&row.diagnostic.help)),
            text("fix", "可以改成什么；改成空白的写「（清空）」", |row: &Self| {
                let to = &row.diagnostic.fix.as_ref()?.to;
                if to.is_empty() { word("（清空）") } else { said(to) }
            }),
            text("fix_kind", "safe 只改写法，unsafe 会改变意思", |row: &Self| {
                word(match row.diagnostic.fix.as_ref()?.kind {
                    FixKind::Safe => "safe",
                    FixKind::Unsafe => "unsafe",
                })
            }),
        ]
    }
}
