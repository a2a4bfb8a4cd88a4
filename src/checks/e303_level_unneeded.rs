//! E303: a level is written where the item has none.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Proper, Severity, Verdict};
use crate::rules::Pricing;

/// What `jifen explain E303` says.
pub static CODE: Code = Code {
    id: "E303",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "不需要写级别",
    why: "这个项目不分级别，写了也不影响计分。",
    mend: "可以清空「级别」栏；不改也照常计分。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | 村级 | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether a level is written for an item without levels.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    if entry.level.is_empty() || !matches!(item.pricing, Pricing::Fixed(_) | Pricing::Assessed(_)) {
        return None;
    }
    let message = format!("{}不分级别，「{}」没有用到，照常计分。", item.label(), entry.level);
    let diagnostic = CODE.says(message).at(entry.cell(Field::Level)).found(&entry.level);
    Some(if entry.has_cell(Field::Level) { diagnostic.could_be(Proper::Nothing) } else { diagnostic })
}
