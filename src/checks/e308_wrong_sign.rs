//! E308: negative points where points are added.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};

/// What `jifen explain E308` says.
pub static CODE: Code = Code {
    id: "E308",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "加分写成了负数",
    why: "这个项目是加分的，分值不能是负数。",
    mend: "请核对：是加分就去掉负号，是扣分就改成扣分的项目。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | -1.5 | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | 1.5 | 清理河道 | | ",
    ),
};

/// Whether points are negative on an item that adds.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let stated = entry.stated.filter(|stated| stated.is_negative() && !item.takes_negative() && !item.is_veto())?;
    let message = format!("{}是加分的项目，这里写的是 {stated} 分。", item.label());
    Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&stated.to_string()))
}
