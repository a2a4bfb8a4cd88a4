//! T101: the branch's own total differs from ours.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::Book;
use crate::model::{Code, Diagnostic, Entry, Example, ItemMention, Period, Points, Severity, TotalOf, Verdict, When};
use crate::rules::Item;
use crate::scoring::{LineState, Scorecard, ScoredLine};

/// What `jifen explain T101` says.
pub static CODE: Code = Code {
    id: "T101",
    severity: Severity::Warning,
    verdict: Verdict::Counted,
    title: "支部自算的合计不符",
    why: "支部自己算的数与按办法逐条计算的结果不同。以逐条计算为准。",
    mend: "请对照这名党员的每一条登记核对；支部算错的，改正花名册；登记漏了的，补登记。",
    bad: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 基础分 | 合计
1 | 王伟 | 男 | 1980-03-01 | 2005-07-01 | 正式 | 58 | 58
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 花名册
序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 基础分 | 合计
1 | 王伟 | 男 | 1980-03-01 | 2005-07-01 | 正式 | 56.5 | 56.5
# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 1 | | | 清理河道 | | ",
    ),
};

/// What the entries of an item in part of the period gave.
fn came_together(book: &Book<'_>, card: &Scorecard, item: usize, part: Period) -> Points {
    let lines = card.steps.iter().filter(|step| step.item == Some(item)).flat_map(|step| &step.lines);
    let in_part = |line: &&ScoredLine| {
        let when = book.entries.get(line.entry).and_then(|entry| entry.when);
        when.is_some_and(|when| when.is_within(&part))
    };
    lines.filter(in_part).map(|line| line.effect).sum()
}

/// Totals in the roster that differ from what the entries give. A deduction may be written with or without its sign.
pub fn run(book: &Book<'_>, cards: &[Scorecard]) -> Vec<Diagnostic> {
    // Without any entry there is nothing that the totals could be compared with.
    if book.entries.is_empty() {
        return Vec::new();
    }
    let known = |entry: &Entry| match entry.item {
        ItemMention::Known(item) => Some(item),
        _ => None,
    };
    // Totals that stand beside entries of other months are of more than a month, a quarter or half of the year.
    let is_elsewhere = |when: When| when.to().year() == book.period.year() && !when.is_within(&book.period);
    let of_more = book.period.months() < 12 && book.entries.iter().filter_map(|entry| entry.when).any(is_elsewhere);
    let mentioned: BTreeSet<usize> = book.entries.iter().filter_map(known).collect();
    let mut found = Vec::new();
    for (member, card) in book.roster.iter().zip(cards) {
        for own in member.own_totals.iter().filter(|own| !of_more || own.period.is_some()) {
            let part = own.period.filter(|period| *period != book.period);
            let (ours, title) = match own.of {
                // Of part of the period only what came together in it can be told, not what was left of full marks.
                TotalOf::Item(index) if part.is_some() => {
                    let item = book.rules.item(index).filter(|item| item.start.is_zero());
                    let title = item.zip(part).map(|(item, part)| format!("{}（{part}）", item.label()));
                    (part.map(|part| came_together(book, card, index, part)), title)
                }
                _ if part.is_some() => continue,
                TotalOf::Category(index) => (
                    card.categories.get(index).copied().flatten(),
                    book.rules.categories.get(index).map(|c| c.title.clone()),
                ),
                TotalOf::Item(index) => (Some(card.of_item(index)), book.rules.item(index).map(Item::label)),
                TotalOf::Score => (card.score, Some(book.rules.score.title.clone())),
            };
            let (Some(ours), Some(title)) = (ours, title) else { continue };
            let is_part = own.of != TotalOf::Score;
            if own.points == ours || (is_part && ours.is_negative() && own.points == ours.abs()) {
                continue;
            }
            let set_aside = card.steps.iter().flat_map(|step| &step.lines);
            let set_aside = set_aside.filter(|l| matches!(l.state, LineState::Pending | LineState::Excluded)).count();
            let remark =
                if set_aside > 0 { format!("（其中 {set_aside} 条没有计分）") } else { String::new() };
            let message = format!("{}的{title}，支部写的是 {}，逐条计算是 {ours}{remark}。", member.name, own.points);
            // A figure that somebody wrote by hand for an item of which the ledger has no line may be the record itself.
            let unheard = matches!(own.of, TotalOf::Item(index) if !own.formula && !mentioned.contains(&index));
            let severity = if unheard { Severity::Error } else { CODE.severity };
            let diagnostic = CODE.says(message).as_severity(severity).at(own.source.clone());
            found.push(diagnostic.of_member(&member.name).found(&own.points.to_string()));
        }
    }
    found
}
