//! E311: 次数 does not multiply a matter that counts once.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Proper, Severity, Verdict};

/// What `jifen explain E311` says.
pub static CODE: Code = Code {
    id: "E311",
    severity: Severity::Note,
    verdict: Verdict::Counted,
    title: "次数不加倍",
    why: "同一件事只计最高级别一次，次数写几都按一次计。",
    mend: "不是同一件事的，请分行登记，并写明各自的事由。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 2 | 镇级 | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | Z05 | 受表彰奖励 | 1 | 镇级 | | 优秀党员 | 李秀英 | 2025-06-30",
    ),
};

/// Whether 次数 is above 1 where the same matter counts once. Where a line has to be one matter, that is an error of its own.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry).filter(|item| item.once.is_some() && !item.one_each && entry.quantity > 1)?;
    let message = format!("{}同一事由只计一次，次数写了 {}，按一次计。", item.label(), entry.quantity);
    let diagnostic = CODE.says(message).at(entry.cell(Field::Quantity)).found(&entry.quantity.to_string());
    // Points that somebody reckoned with the times that stand there would no longer fit them.
    let is_alone = entry.has_quantity && !entry.has_stated && entry.has_cell(Field::Quantity);
    Some(if is_alone { diagnostic.could_be(Proper::Number(1.into())) } else { diagnostic })
}
