//! S102: the line was written down long after the event.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};

/// What `jifen explain S102` says.
pub static CODE: Code = Code {
    id: "S102",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "补记",
    why: "登记日期比发生日期晚了很多，属于补记，照常计分，但要说得清楚。",
    mend: "请核对两个日期；确属补记的，请在备注里说明原因。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 登记日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 2025-07-01 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 登记日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 2025-05-20 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the line was written down so many days after the event that the rule set calls it late.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let (limit, _) = book.rules.late_after?;
    let (date, registered) = entry.day().zip(entry.registered)?;
    let days = (registered - date).num_days();
    if days < limit {
        return None;
    }
    let message = format!("{date} 的事到 {registered} 才登记，晚了 {days} 天，属于补记。");
    Some(CODE.says(message).at(entry.cell(Field::Registered)).found(&registered.to_string()))
}
