//! All problems as rows of a plain table, one for each place: what `check --format csv` prints.

use crate::model::{Diagnostic, masked};

/// What stands over the columns of [`problem_rows`].
pub const PROBLEM_COLUMNS: [&str; 11] =
    ["文件", "支部", "工作表", "单元格", "党员", "代码", "程度", "原填内容", "问题", "怎么改", "可改为"];

/// One row for each problem, in the order given; what a problem does not have is empty.
#[must_use]
pub fn problem_rows(diagnostics: &[Diagnostic]) -> Vec<[String; 11]> {
    diagnostics.iter().map(row).collect()
}

fn row(diagnostic: &Diagnostic) -> [String; 11] {
    let cells = diagnostic.cells.map(|cells| cells.to_string());
    [
        diagnostic.file.as_deref().unwrap_or_default(),
        diagnostic.branch.as_deref().unwrap_or_default(),
        diagnostic.sheet.as_deref().unwrap_or_default(),
        cells.as_deref().unwrap_or_default(),
        diagnostic.member.as_deref().unwrap_or_default(),
        diagnostic.code.id,
        diagnostic.severity.label(),
        diagnostic.value.as_deref().unwrap_or_default(),
        &diagnostic.message,
        &diagnostic.help,
        diagnostic.fix.as_ref().map_or("", |fix| fix.to.as_str()),
    ]
    .map(|text| masked(text).into_owned())
}
