//! E307: the assessed points are off the step.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Points, Severity, Verdict};
use crate::rules::{Assessed, Pricing};

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
    let written = entry.stated.filter(|stated| item.takes_negative() || !stated.is_negative())?;
    let stated = item.without_sign(written);
    if stated < range.from || range.to < stated || stated.is_multiple_of(range.step) {
        return None;
    }
    let message = format!("{}以 {} 分为一档，这里写的 {written} 分不在档上。", item.label(), range.step);
    let near: Vec<String> = neighbours(stated, range).iter().map(|points| format!("{points} 分")).collect();
    let advice = format!("请按档重新核定，例如 {}。", near.join("或 "));
    Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&written.to_string()).advise(advice))
}

/// The steps just below and above, as far as they lie in the range.
fn neighbours(stated: Points, range: &Assessed) -> Vec<Points> {
    if range.step.is_zero() {
        return Vec::new();
    }
    let Ok(steps) = i64::try_from((stated / range.step).floor()) else { return Vec::new() };
    let near = [steps, steps + 1].map(|steps| Points::whole(steps) * range.step);
    near.into_iter().filter(|points| range.from <= *points && *points <= range.to).collect()
}
