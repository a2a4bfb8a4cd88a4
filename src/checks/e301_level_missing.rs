//! E301: the item is priced by level and the level is missing.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E301` says.
pub static CODE: Code = Code {
    id: "E301",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "没有写级别",
    why: "这个项目按级别定分，没有级别就不知道是几分。",
    mend: "请在「级别」栏填写办法规定的级别。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 1 | | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
};

/// Whether the level is missing where the item needs one.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let Pricing::Levels(levels) = &item.pricing else { return None };
    if !entry.level.is_empty() || levels.find("").is_some() {
        return None;
    }
    let message = format!("{}按级别定分，这里没有写级别。", item.label());
    let advice = format!("请在「级别」栏填写：{}。", levels.names());
    Some(CODE.says(message).at(entry.cell(Field::Level)).advise(advice))
}
