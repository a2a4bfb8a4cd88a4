//! E305: the item is assessed by people and the points are missing.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E305` says.
pub static CODE: Code = Code {
    id: "E305",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "没有写分值",
    why: "这个项目的分值要逐件核定，不写就不知道核定了几分。",
    mend: "请在「分值」栏填写核定的分值。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | | 修水渠 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 2 | 修水渠 | 李秀英 | 2025-06-30",
    ),
};

/// Whether the points are missing where people decide them.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let Pricing::Assessed(range) = &item.pricing else { return None };
    if entry.has_stated {
        return None;
    }
    let message = format!("{}要核定分值，这里没有写。", item.label());
    let advice = format!("请在「分值」栏填写核定的分值，{} 分到 {} 分。", range.from, range.to);
    Some(CODE.says(message).at(entry.cell(Field::Stated)).advise(advice))
}
