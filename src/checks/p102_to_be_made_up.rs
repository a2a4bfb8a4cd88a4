//! P102: a step is missing; the line counts all the same.

use super::{Book, MissingSteps, known_item, missing_steps};
use crate::model::{Code, Diagnostic, Entry, Example, Severity, Verdict};
use crate::rules::Until;

/// What `jifen explain P102` says.
pub static CODE: Code = Code {
    id: "P102",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "程序待补",
    why: "办法规定要办的手续没有记录；这一条照常计入，但手续要补上。",
    mend: "请补填手续的日期；还没有办的，请尽快补办。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | K01 | 无故不参加党员大会 | 1 | | | | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | K01 | 无故不参加党员大会 | 1 | | | | | 2025-06-30",
    ),
};

/// Whether a step is missing that may still be made up.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let MissingSteps { field, titles, columns } = missing_steps(book, item, entry, Until::Counts)?;
    let message = format!("{}要经{titles}，这里没有记录；照常计入，程序待补。", item.label());
    let advice = format!("已经办了的，请补填{columns}；没有办的，请尽快补办。");
    Some(CODE.says(message).at(entry.cell(field)).advise(advice))
}
