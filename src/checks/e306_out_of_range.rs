//! E306: the assessed points are outside the range.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E306` says.
pub static CODE: Code = Code {
    id: "E306",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "分值超出范围",
    why: "核定的分值不在办法规定的范围内。",
    mend: "请按办法规定的范围重新核定。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 4 | 修水渠 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 3 | 修水渠 | 李秀英 | 2025-06-30",
    ),
};

/// Whether assessed points lie outside the item's range.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let Pricing::Assessed(range) = &item.pricing else { return None };
    let written = entry.stated.filter(|stated| item.takes_negative() || !stated.is_negative())?;
    let stated = item.without_sign(written);
    if range.from <= stated && stated <= range.to {
        return None;
    }
    let message = format!("{}规定 {} 分到 {} 分，这里写的是 {written} 分。", item.label(), range.from, range.to);
    let advice = format!("请核对；要改的，在 {} 分到 {} 分之间重新核定。", range.from, range.to);
    Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&written.to_string()).advise(advice))
}
