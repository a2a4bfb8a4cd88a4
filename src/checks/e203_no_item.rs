//! E203: the line names no item.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, ItemMention, Severity, Verdict};

/// What `jifen explain E203` says.
pub static CODE: Code = Code {
    id: "E203",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "没有写项目",
    why: "没有项目编号，也没有项目名称，不知道按哪一项计分。",
    mend: "请填写项目编号或项目名称。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | | | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the line names no item at all.
pub fn run(_: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let message = "项目编号和项目名称都没有写，这一条不能计分。";
    (entry.item == ItemMention::Missing).then(|| CODE.says(message).at(entry.item_cell()))
}
