//! E307: the assessed points are off the step.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E307` says.
pub static CODE: Code = Code {
    id: "E307",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "分值不在档上",
    why: "办法规定了按几分为一档，核定的分值不在档上。",
    mend: "请按办法规定的档次重新核定。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 1.2 | 修水渠 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 1.5 | 修水渠 | 李秀英 | 2025-06-30",
    ),
};

/// Whether assessed points inside the range are no multiple of the step.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let Pricing::Assessed(range) = &item.pricing else { return None };
    let stated = entry.stated.filter(|stated| item.takes_negative() || !stated.is_negative())?.abs();
    let is_off = range.from <= stated && stated <= range.to && !stated.is_multiple_of(range.step);
    if !is_off {
        return None;
    }
    let message = format!("{}按 {} 分为一档，这里写的是 {stated} 分。", item.label(), range.step);
    Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&stated.to_string()))
}
