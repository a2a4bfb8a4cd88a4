//! 问题清单: all diagnostics, the most severe first.

use super::{Plan, wording};
use crate::model::{Column, RowKind, Severity, Table, TableCell};
use crate::reports::DiagnosticResult;

/// The sheet's name.
pub const NAME: &str = "问题清单";
/// The column of the severity.
pub const SEVERITY: u32 = 1;
/// The column of the branch.
pub const BRANCH: u32 = 3;
/// The most notes that are listed.
const NOTES: usize = 2_000;

/// Which diagnostics are listed, and in which order: errors, warnings, then notes up to a limit.
pub fn listed(diagnostics: &[DiagnosticResult]) -> Vec<usize> {
    let of =
        |severity| (0..diagnostics.len()).filter(move |i| diagnostics.get(*i).is_some_and(|d| d.severity == severity));
    of(Severity::Error).chain(of(Severity::Warning)).chain(of(Severity::Note).take(NOTES)).collect()
}

pub fn table(plan: &Plan<'_>) -> Table {
    let title = wording::title(plan.result, plan.rules, "积分校验问题清单");
    let columns = vec![
        Column::center("序号", 6),
        Column::center("级别", 7),
        Column::center("代码", 7),
        Column::center("支部", 18),
        Column::left("文件", 20),
        Column::left("表", 12),
        Column::center("单元格", 10),
        Column::center("党员", 10),
        Column::left("填写内容", 16),
        Column::left("问题", 38),
        Column::left("怎么改", 34),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, ""), columns);
    for (index, number) in plan.problems.iter().zip(1..) {
        if let Some(diagnostic) = plan.result.diagnostics.get(*index) {
            table.push(RowKind::Body, row(number, diagnostic));
        }
    }
    let left_out = plan.result.diagnostics.len().saturating_sub(plan.problems.len());
    if left_out > 0 {
        table.notes.push(format!("「说明」太多，这里只列前 {NOTES} 条，另有 {left_out} 条见 结果.json。"));
    }
    table.notes.push(
        "「错误」必须改正，改正前该条不计分，结果为试算；「提醒」按规则计分，请核对；「说明」不必处理。".to_owned(),
    );
    table.frozen_columns = 3;
    table.filter = true;
    table
}

fn row(number: i64, diagnostic: &DiagnosticResult) -> Vec<TableCell> {
    let words = |text: &Option<String>| TableCell::words(text.as_deref().unwrap_or_default());
    vec![
        TableCell::Whole(number),
        TableCell::words(diagnostic.severity.label()),
        TableCell::words(&diagnostic.code),
        words(&diagnostic.branch),
        words(&diagnostic.file),
        words(&diagnostic.sheet),
        words(&diagnostic.cell),
        words(&diagnostic.member),
        words(&diagnostic.value),
        TableCell::words(&diagnostic.message),
        TableCell::words(&diagnostic.help),
    ]
}
