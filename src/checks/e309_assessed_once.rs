//! E309: an assessed line counts one matter only.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E309` says.
pub static CODE: Code = Code {
    id: "E309",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "一行只能记一件",
    why: "要核定分值的项目一件写一行：合在一起就看不出每件核定了几分。",
    mend: "请分成几行登记，每行次数写 1。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 2 | | 2 | 修水渠 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z01 | 服务群众办实事 | 1 | | 2 | 修水渠 | 李秀英 | 2025-06-30",
    ),
};

/// Whether an assessed line has 次数 above 1.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    if entry.quantity <= 1 || !matches!(item.pricing, Pricing::Assessed(_)) {
        return None;
    }
    let message = format!("{}要逐{}核定分值，这一行写了 {} {}。", item.label(), item.unit, entry.quantity, item.unit);
    Some(CODE.says(message).at(entry.cell(Field::Quantity)).found(&entry.quantity.to_string()))
}
