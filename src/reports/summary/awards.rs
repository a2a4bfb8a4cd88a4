//! 授牌名单: who is handed what, grade by grade, as it is read out: branch by branch, by the strokes of surnames.

use super::{Plan, wording};
use crate::model::strokes::{Lengths, by_strokes, not_covered};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::MemberResult;
use crate::rules::Grade;

/// The sheet's name.
pub const NAME: &str = "授牌名单";

/// The sheet; `None` where no grades are given in this run.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    if plan.result.members.iter().all(|member| member.grade.is_none()) {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "党员授牌名单");
    let columns = vec![
        Column::center("序号", 6),
        Column::center("支部", 24),
        Column::center("姓名", 12),
        Column::number(&plan.rules.score.title, 9, NumberKind::Places(plan.rules.score.places)),
        Column::center("等次", 12),
        Column::center("领牌人签字", 16),
        Column::left("备注", 16),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "人"), columns);
    let mut listed: Vec<&str> = Vec::new();
    for grade in plan.rules.award_grades().into_iter().filter_map(|index| plan.rules.grades.get(index)) {
        let awarded = awarded(plan, grade);
        table.push(RowKind::Heading, vec![TableCell::words(&heading(grade, awarded.len()))]);
        if awarded.is_empty() {
            table.push(RowKind::Wide, vec![TableCell::words(wording::NOTHING)]);
        }
        for (member, number) in awarded.iter().zip(1..) {
            table.push(RowKind::Body, row(plan, number, member));
            listed.push(&member.name);
        }
    }
    table.notes = notes(plan, &listed);
    table.signatures = wording::signatures();
    Some(table)
}

/// 五星级 ★★★★★　11 人.
fn heading(grade: &Grade, count: usize) -> String {
    let stars = "★".repeat(usize::try_from(grade.stars).unwrap_or(0).min(10));
    format!("{}{}{stars}　共 {count} 人", grade.title, if stars.is_empty() { "" } else { "　" })
}

/// Who has the grade for certain: a place that a meeting still has to decide may take a member out of this grade.
fn awarded<'a>(plan: &Plan<'a>, grade: &Grade) -> Vec<&'a MemberResult> {
    let has = |member: &&MemberResult| {
        member.counted && member.contested.is_empty() && member.grade.as_deref() == Some(grade.title.as_str())
    };
    let mut found: Vec<&MemberResult> = plan.result.members.iter().filter(has).collect();
    // Members stand branch by branch.
    for own in found.chunk_by_mut(|one, next| one.branch == next.branch) {
        own.sort_by(|one, other| by_strokes(&one.name, &other.name, Lengths::ShortFirst));
    }
    found
}

fn row(plan: &Plan<'_>, number: i64, member: &MemberResult) -> Vec<TableCell> {
    let name = match plan.namesakes.contains(&(member.branch.as_str(), member.name.as_str())) {
        true => format!("{}（{}）", member.name, member.id),
        false => member.name.clone(),
    };
    vec![
        TableCell::Whole(number),
        TableCell::words(&member.branch),
        TableCell::words(&name),
        member.score.map_or(TableCell::Empty, TableCell::Points),
        TableCell::words(member.grade.as_deref().unwrap_or_default()),
        TableCell::Empty,
        TableCell::words(if member.probationary { "预备党员" } else { "" }),
    ]
}

fn notes(plan: &Plan<'_>, listed: &[&str]) -> Vec<String> {
    let mut notes = vec!["各等次内按支部排列，同一支部的按姓氏笔画排列，排名不分先后。".to_owned()];
    let waiting: Vec<String> = plan
        .result
        .members
        .iter()
        .filter(|member| !member.contested.is_empty())
        .map(|member| format!("{} {}", member.branch, member.name))
        .collect();
    if !waiting.is_empty() {
        let names = wording::few(&waiting);
        notes.push(format!("并列待决定的 {} 人不在名单上，定了以后再补：{names}。", waiting.len()));
    }
    if wording::is_provisional(plan.result) {
        notes.push("这次是试算，名单还可能变动，定案以前不要据此制牌、公布。".to_owned());
    }
    notes.extend(wording::without_strokes(&not_covered(listed.iter().copied())));
    notes
}
