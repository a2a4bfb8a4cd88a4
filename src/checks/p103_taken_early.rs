//! P103: a step was taken before the event.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, StepTaken, Verdict};

/// What `jifen explain P103` says.
pub static CODE: Code = Code {
    id: "P103",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "手续早于事情",
    why: "手续的日期比事情发生的日期还早，两个日期总有一个写错了。",
    mend: "请核对两个日期，改正写错的那个。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | 2025-04-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z02 | 化解矛盾、维护稳定 | 1 | | | 调解邻里纠纷 | 李秀英 | 2025-06-30",
    ),
};

/// Whether a step that the item needs was taken before the day of occurrence.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let date = entry.day()?;
    let (step, taken) = item.requires.iter().find_map(|need| match entry.steps.get(need.step) {
        Some(StepTaken::Yes(Some(day))) if *day < date => Some((need.step, *day)),
        _ => None,
    })?;
    let title = book.rules.steps.get(step).map_or("", |step| step.title.as_str());
    let message = format!("{title}的日期是 {taken}，早于事情发生的 {date}。");
    Some(CODE.says(message).at(entry.cell(Field::Step(step))).found(&taken.to_string()))
}
