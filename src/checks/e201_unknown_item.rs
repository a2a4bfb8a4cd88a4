//! E201: no item has this number or name.

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, Field, ItemMention, Proper, Severity, Verdict};
use crate::rules::Item;

/// What `jifen explain E201` says.
pub static CODE: Code = Code {
    id: "E201",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "没有这个项目",
    why: "办法里没有这个编号或名称的项目，不能计分。",
    mend: "请对照办法的项目表，改成正确的项目编号和名称。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J09 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// Whether the line names an item that the rule set does not have.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let ItemMention::Unknown { number, name } = &entry.item else { return None };
    let (written, field) = match (number, name) {
        (Some(number), _) => (number, Field::ItemNumber),
        (None, Some(name)) => (name, Field::ItemName),
        (None, None) => return None,
    };
    let named = name.as_deref().and_then(|name| book.rules.find_item_called(name));
    let near: Vec<String> = match named.and_then(|item| book.rules.item(item)) {
        // The name tells more than a number that is slightly wrong.
        Some(item) => vec![item.label()],
        None => book.rules.nearest_items(written).into_iter().map(Item::label).collect(),
    };
    let diagnostic =
        CODE.says(format!("办法里没有项目「{written}」，这一条不能计分。")).at(entry.cell(field)).found(written);
    let has_both = entry.has_cell(Field::ItemNumber) && entry.has_cell(Field::ItemName);
    let diagnostic = match named.filter(|_| has_both && number.is_some()).and_then(|item| book.rules.item(item)) {
        Some(item) => diagnostic.could_be(Proper::Text(item.id.as_str().into())),
        None => diagnostic,
    };
    Some(if near.is_empty() {
        diagnostic
    } else {
        diagnostic.advise(format!("是不是 {}？请核对后改正项目编号和名称。", near.join("、")))
    })
}
