//! S103: the line is dated before the member came or after leaving.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};

/// What `jifen explain S103` says.
pub static CODE: Code = Code {
    id: "S103",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "不在册期间的记录",
    why: "这一天该党员还没有转入，或者已经转出、去世。照常计分，但请核对。",
    mend: "请核对日期，以及花名册里的转入、转出、去世时间。",
    bad: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 转入时间
1 | 王伟 | 男 | 1980-03-01 | 2005-07-01 | 正式 | 2025-06-01
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 转入时间
1 | 王伟 | 男 | 1980-03-01 | 2005-07-01 | 正式 | 2025-06-01
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-06-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the member was not on the roster on the day of the line.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let date = entry.day()?;
    let member = book.roster.get(entry.member?)?;
    // Where only months on the roster count, the line does not, and that is told.
    let by_months = book.rules.presence.as_ref().is_some_and(|presence| presence.months);
    let is_bound = !known_item(book, entry).is_some_and(|item| item.any_month);
    if by_months && is_bound && !book.scene.months_on_roster(entry.member?).hold(entry.when?) {
        return None;
    }
    let came = book.scene.came(member);
    let between = came.zip(member.left).filter(|(came, left)| left < came);
    let message = if let Some((came, left)) = between.filter(|(came, left)| *left < date && date < *came) {
        format!("{date} 在{}的转出时间 {left} 之后、转入时间 {came} 之前。", member.name)
    } else if let Some(came) = came.filter(|came| between.is_none() && date < *came) {
        format!("{date} 早于{}的转入时间 {came}。", member.name)
    } else if let Some(left) = member.left.filter(|left| between.is_none() && *left < date) {
        format!("{date} 晚于{}的转出时间 {left}。", member.name)
    } else if let Some(died) = member.died.filter(|died| *died < date) {
        format!("{date} 晚于{}的去世时间 {died}。", member.name)
    } else {
        return None;
    };
    Some(CODE.says(message).at(entry.cell(Field::Date)).found(&date.to_string()))
}
