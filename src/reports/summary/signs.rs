//! 可疑线索: what a person should look at again; none of it touches a score.

use super::{Plan, wording};
use crate::checks::CODES;
use crate::model::{Code, Column, RowKind, Severity, Table, TableCell, Verdict};
use crate::reports::DiagnosticResult;

/// The sheet's name.
pub const NAME: &str = "可疑线索";
/// What codes of signs begin with.
const FAMILY: &str = "S1";

/// The sheet; `None` where nothing looks odd.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let mut signs: Vec<(&Code, &DiagnosticResult)> = plan.result.diagnostics.iter().filter_map(sign).collect();
    if signs.is_empty() {
        return None;
    }
    // By kind; within a kind in the order of branches, as they come.
    signs.sort_by_key(|(code, _)| code.id);
    let title = wording::title(plan.result, plan.rules, "可疑线索");
    let columns = vec![
        Column::center("序号", 6),
        Column::left("线索", 18),
        Column::center("支部", 18),
        Column::left("党员", 14),
        Column::left("文件", 16),
        Column::left("表", 12),
        Column::center("单元格", 10),
        Column::left("看到的情形", 46),
        Column::left("怎样核对", 34),
        Column::left("核查情况", 14),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, ""), columns);
    for ((code, sign), number) in signs.into_iter().zip(1..) {
        table.push(RowKind::Body, row(number, code, sign));
    }
    table.frozen_columns = 2;
    table.filter = true;
    table.notes = vec![
        "线索只提示值得再看一看的地方，不影响计分、等次和定案，也不等于有问题；「核查情况」由核查的人填写。".to_owned(),
        "每种线索怎样判断，见 jifen explain 后面写代码，如 jifen explain S104。".to_owned(),
    ];
    table.signatures = wording::signatures();
    Some(table)
}

/// A problem that is a sign: of this family, no error, and without effect on what counts.
fn sign(diagnostic: &DiagnosticResult) -> Option<(&'static Code, &DiagnosticResult)> {
    if !diagnostic.code.starts_with(FAMILY) || diagnostic.severity == Severity::Error {
        return None;
    }
    let code = CODES.iter().find(|code| code.id == diagnostic.code)?;
    (code.verdict == Verdict::Counted).then_some((code, diagnostic))
}

fn row(number: i64, code: &Code, sign: &DiagnosticResult) -> Vec<TableCell> {
    let words = |text: &Option<String>| TableCell::words(text.as_deref().unwrap_or_default());
    vec![
        TableCell::Whole(number),
        TableCell::words(&format!("{} {}", code.id, code.title)),
        words(&sign.branch),
        words(&sign.member),
        words(&sign.file),
        words(&sign.sheet),
        words(&sign.cell),
        TableCell::words(&sign.message),
        TableCell::words(&sign.help),
        TableCell::Empty,
    ]
}
