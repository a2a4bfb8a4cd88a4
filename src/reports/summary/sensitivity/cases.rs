//! What would be if pending entries were accepted, a veto lifted, a score rounded otherwise.

use super::row;
use super::words::{Names, arrow, grades, several};
use crate::model::{RowKind, Table, TableCell};
use crate::reports::sensitivity::{AllAcceptedResult, CaseKind, CaseResult, ListMove, ShiftResult};
use crate::rules::{Item, RuleSet};

/// What would be if all pending entries were accepted: in one sentence, then who comes on the list and who goes off it.
pub fn add_all(table: &mut Table, names: &Names<'_>, all: &AllAcceptedResult) {
    let count = |list: ListMove| all.shifts.iter().filter(|shift| shift.list == Some(list)).count();
    let changes = if all.changes_the_list() {
        let honours = match (all.honours_on.len(), all.honours_off.len()) {
            (0, 0) => String::new(),
            (on, off) => format!("；荣誉增加 {on} 项、减少 {off} 项"),
        };
        let [on, off, other] = [ListMove::On, ListMove::Off, ListMove::Other].map(count);
        format!("会变：增加 {on} 人，退出 {off} 人，换等次 {other} 人{honours}")
    } else {
        "不变".to_owned()
    };
    let summary = format!("待审议的共 {} 条（{} 名党员），全部通过的话，授牌名单{changes}。", all.entries, all.members);
    table.push(RowKind::Wide, vec![TableCell::words(&summary)]);
    for shift in &all.shifts {
        let says = match shift.list {
            _ if shift.before == shift.after => "等次不变，待定的名额不同",
            Some(ListMove::On) => "进入授牌名单",
            Some(ListMove::Off) => "退出授牌名单",
            Some(ListMove::Other) => "授牌的等次不同",
            None => "等次不同，不在授牌名单上",
        };
        let name = names.name(&shift.branch, &shift.name, &shift.id);
        let [before, after] = grades(shift);
        table.push(RowKind::Body, row([&shift.branch, &name], says, [None, None], [&before, &after]));
    }
    for (honours, says) in [(&all.honours_on, "会得到"), (&all.honours_off, "不再得到")] {
        for honour in honours {
            let period = honour.period.as_deref().map_or_else(String::new, |period| format!("（{period}）"));
            let says = format!("{says}荣誉「{}」{period}", honour.title);
            let name = names.name(&honour.branch, &honour.name, &honour.id);
            table.push(RowKind::Body, row([&honour.branch, &name], &says, [None, None], ["", ""]));
        }
    }
}

/// The row of one supposition about a member.
pub fn row_of(rules: &RuleSet, names: &Names<'_>, case: &CaseResult) -> Vec<TableCell> {
    let is_own = |shift: &&ShiftResult| (&case.branch, &case.name, &case.id) == (&shift.branch, &shift.name, &shift.id);
    let (own, others): (Vec<&ShiftResult>, Vec<&ShiftResult>) = case.shifts.iter().partition(is_own);
    let scores = match (case.score, case.score_then) {
        (Some(score), Some(then)) if score != then => format!("，得分 {score}→{then}"),
        _ => String::new(),
    };
    let supposed = match case.kind {
        CaseKind::Entry | CaseKind::Entries => format!("若 {}通过{scores}", entries(rules, case)),
        CaseKind::Veto => format!("若 {}不成立{scores}", entries(rules, case)),
        CaseKind::Rounding => {
            let then = case.score_then.map_or_else(String::new, |then| then.to_string());
            format!("若得分取为 {then} 分")
        }
    };
    let moved = own.first().map_or_else(|| "本人等次不变".to_owned(), |shift| arrow(shift));
    let others =
        if others.is_empty() { String::new() } else { format!("；同时 {}", names.shifts(&others, &case.branch)) };
    let [before, after] = own.first().map(|shift| grades(shift)).unwrap_or_default();
    let name = names.name(&case.branch, &case.name, &case.id);
    let says = format!("{supposed}，{moved}{others}");
    row([&case.branch, &name], &says, [case.score, case.score_then], [&before, &after])
}

/// 2025-03-15 志愿服务（积分登记!A12:J12）.
fn entries(rules: &RuleSet, case: &CaseResult) -> String {
    let told = case.entries.iter().map(|entry| {
        let item = rules.items.iter().find(|item| item.id == entry.item);
        let item = item.map_or_else(|| entry.item.clone(), Item::label);
        format!("{} {item}（{}!{}）", entry.date, entry.source.sheet, entry.source.cell)
    });
    several(told, "条")
}
