//! 党员上年对比: each member last year and now, and who is gone.

use super::formula::body_row;
use super::{Plan, members, wording};
use crate::model::{CellRef, Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::{BeforeResult, GoneMember, MemberResult, YearsResult};

/// The sheet's name.
pub const NAME: &str = "党员上年对比";
const SCORE_THEN: u32 = 5;
const SCORE_NOW: u32 = 6;

/// The sheet; `None` where nothing is known of last year.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let years = plan.result.years.as_ref()?;
    let title = wording::title(plan.result, plan.rules, &format!("党员积分与{}年对比", years.last));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns(plan, years));
    let counted = plan.result.members.iter().enumerate().filter(|(_, member)| member.counted);
    for (index, (at, member)) in counted.enumerate() {
        table.push(RowKind::Body, row(plan, index, at, member));
    }
    for gone in &years.gone {
        let index = table.rows.len();
        table.push(RowKind::Body, gone_row(index, gone));
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.ruled = table.rows.len() <= 400;
    table.notes = vec![
        "按姓名、出生年月对人，不分支部；两年里有一年没有出生年月的，按支部、姓名、编号对，并在「说明」里写明。"
            .to_owned(),
        "「连续年数」是到今年为止连续评为同一等次的年数，只按给出的以前年度算。".to_owned(),
    ];
    table.signatures = wording::signatures();
    Some(table)
}

fn columns(plan: &Plan<'_>, years: &YearsResult) -> Vec<Column> {
    let last = &years.last;
    let now = plan.result.period.from.get(..4).unwrap_or_default();
    let places = NumberKind::Places(plan.rules.score.places);
    vec![
        Column::center("序号", 6),
        Column::center("支部", 18),
        Column::center("姓名", 10),
        Column::center("编号", 8),
        Column::center(format!("{last}年支部"), 18),
        Column::number(format!("{last}年得分"), 11, places),
        Column::number(format!("{now}年得分"), 11, places),
        Column::number("增减", 8, places),
        Column::center(format!("{last}年等次"), 11),
        Column::center(format!("{now}年等次"), 11),
        Column::center("变化", 10),
        Column::number("连续年数", 8, NumberKind::General),
        Column::left("说明", 30),
    ]
}

fn row(plan: &Plan<'_>, index: usize, at: usize, member: &MemberResult) -> Vec<TableCell> {
    let unknown = BeforeResult::default();
    let before = member.before.as_ref().unwrap_or(&unknown);
    let row = body_row(index);
    let score_cell = CellRef::new(body_row(at), members::score_column(plan));
    let score_now = member
        .score
        .map_or(TableCell::Empty, |score| TableCell::reckoning(format!("{}!{}", members::NAME, score_cell), score));
    let change = before.score_change.map_or(TableCell::Empty, |change| {
        let formula = format!(
            "ROUND({}-{},{})",
            CellRef::new(row, SCORE_NOW),
            CellRef::new(row, SCORE_THEN),
            plan.rules.score.places.max(6)
        );
        TableCell::reckoning(formula, change)
    });
    let grade = |grade: &Option<String>| grade.as_deref().map_or(TableCell::Empty, TableCell::words);
    vec![
        TableCell::count(index + 1),
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        TableCell::words(&member.id),
        before.branch.as_deref().map_or(TableCell::Empty, TableCell::words),
        before.score.map_or(TableCell::Empty, TableCell::Points),
        score_now,
        change,
        grade(&before.grade),
        grade(&member.grade),
        TableCell::words(change_word(before)),
        before.grades_in_a_row.map_or(TableCell::Empty, |years| TableCell::count(years as usize)),
        TableCell::words(&remark(before)),
    ]
}

/// In a word, what has become of the grade.
fn change_word(before: &BeforeResult) -> &'static str {
    match (before.known, before.grade_change.as_deref(), before.new) {
        (true, Some("up"), _) => "上升",
        (true, Some("down"), _) => "下降",
        (true, Some(_), _) => "不变",
        (true, None, _) => "—",
        (false, _, Some(true)) => "新增",
        (false, ..) => "未能判断",
    }
}

fn remark(before: &BeforeResult) -> String {
    let mut parts: Vec<String> = before.why.iter().cloned().collect();
    match (&before.book, &before.township) {
        (Some(_), Some(township)) => parts.push(format!("随人转来，原在{township}")),
        (Some(_), None) => parts.push("随人转来".to_owned()),
        (None, _) if before.moved == Some(true) => parts.push("换了支部".to_owned()),
        (None, _) => {}
    }
    if before.matched.as_deref() == Some("id") {
        parts.push("按支部、姓名、编号对上，请核对".to_owned());
    }
    parts.join("；")
}

fn gone_row(index: usize, gone: &GoneMember) -> Vec<TableCell> {
    let how = match gone.how.as_str() {
        "died" => "去世",
        "left" => "转出或期末不在册",
        _ => "今年的花名册里没有，也没有写转出，请核对",
    };
    let who = &gone.who;
    vec![
        TableCell::count(index + 1),
        TableCell::words(&who.branch),
        TableCell::words(&who.name),
        TableCell::words(&who.id),
        TableCell::words(&who.branch),
        gone.score.map_or(TableCell::Empty, TableCell::Points),
        TableCell::Empty,
        TableCell::Empty,
        gone.grade.as_deref().map_or(TableCell::Empty, TableCell::words),
        TableCell::Empty,
        TableCell::words("减少"),
        TableCell::Empty,
        TableCell::words(how),
    ]
}
