//! E202: number and name of the item disagree.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, ItemMention, Proper, Severity, Verdict};

/// What `jifen explain E202` says.
pub static CODE: Code = Code {
    id: "E202",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "编号与名称不一致",
    why: "项目编号和项目名称说的是两个不同的项目，不知道该按哪一个计分。",
    mend: "请核对这是哪一个项目，把编号和名称改成一致。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 政治学习 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the line's item number means another item than its name.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let ItemMention::Contradicting { number, name } = &entry.item else { return None };
    let item = book.rules.item(*number)?;
    let message = format!("编号 {} 在办法里是「{}」，这里的名称写的是「{name}」。", item.id, item.title);
    let diagnostic = CODE.says(message).at(entry.cell(Field::ItemName)).found(name);
    let has_both = entry.has_cell(Field::ItemNumber) && entry.has_cell(Field::ItemName);
    let diagnostic = if has_both { diagnostic.could_be(Proper::Text(item.title.as_str().into())) } else { diagnostic };
    let named = book.rules.find_item_called(name).and_then(|named| book.rules.item(named));
    let of_name = named.map(|named| format!("；是「{}」，就把编号改成 {}", named.title, named.id)).unwrap_or_default();
    Some(diagnostic.advise(format!("请核对这是哪一个项目：是「{0}」，就把名称改成「{0}」{of_name}。", item.title)))
}
