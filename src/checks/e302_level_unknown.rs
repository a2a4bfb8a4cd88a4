//! E302: the item does not have this level.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E302` says.
pub static CODE: Code = Code {
    id: "E302",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "没有这个级别",
    why: "办法没有给这个级别定分。",
    mend: "请对照办法改成规定的级别。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 1 | 校级 | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
};

/// Whether the level is none of the item's.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let Pricing::Levels(levels) = &item.pricing else { return None };
    if entry.level.is_empty() || levels.find(&entry.level).is_some() {
        return None;
    }
    let message = format!("{}没有「{}」这个级别。", item.label(), entry.level);
    let advice = format!("请改成其中之一：{}。", levels.names());
    Some(CODE.says(message).at(entry.cell(Field::Level)).found(&entry.level).advise(advice))
}
