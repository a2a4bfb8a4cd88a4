//! 上年对比: each branch last year and now, and a chart of how its mean changed.

use super::formula::body_row;
use super::{Plan, branches, wording};
use crate::model::{CellRef, Chart, ChartKind, Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::years_words::{years_in_words, years_remarks};
use crate::reports::{BranchYear, BranchYears, YearsResult};

/// The sheet's name.
pub const NAME: &str = "上年对比";
const MEMBERS_THEN: u32 = 2;
const MEMBERS_NOW: u32 = 3;
const MEAN_THEN: u32 = 5;
const MEAN_NOW: u32 = 6;
const MEAN_CHANGE: u16 = 7;

/// The sheet; `None` where no earlier year was named.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let years = plan.result.years.as_ref()?;
    let title = wording::title(plan.result, plan.rules, &format!("与{}年对比", years.last));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "人、分"), columns(plan, years));
    for (index, branch) in years.branches.iter().enumerate() {
        table.push(RowKind::Body, row(plan, index, branch));
    }
    table.push(RowKind::Total, total(plan, years));
    let compared = years.branches.iter().filter(|branch| branch.mean_change.is_some()).count();
    if compared > 1 {
        table.charts.push(
            Chart::new(
                ChartKind::Columns,
                format!("各支部平均分比{}年增减", years.last),
                1,
                vec![MEAN_CHANGE],
                years.branches.len(),
            )
            .axes("支部", "分"),
        );
    }
    table.frozen_columns = 2;
    table.notes = notes(years);
    table.signatures = wording::signatures();
    Some(table)
}

fn columns(plan: &Plan<'_>, years: &YearsResult) -> Vec<Column> {
    let last = &years.last;
    let now = plan.result.period.from.get(..4).unwrap_or_default();
    let count = |header: String| Column::number(header, 9, NumberKind::General);
    let mean = |header: String| Column::number(header, 12, NumberKind::Places(2));
    let mut columns = vec![
        Column::center("序号", 6),
        Column::center("支部", 22),
        count(format!("{last}年党员数")),
        count(format!("{now}年党员数")),
        count("党员增减".to_owned()),
        mean(format!("{last}年平均分")),
        mean(format!("{now}年平均分")),
        mean("平均分增减".to_owned()),
    ];
    let words = ["等次上升", "等次下降", "新增", "减少", "转入自别的支部", "转到别的支部", "未能判断"];
    columns.extend(words.map(|word| count(word.to_owned())));
    columns
}

fn row(plan: &Plan<'_>, index: usize, branch: &BranchYears) -> Vec<TableCell> {
    let mut cells = vec![TableCell::count(index + 1), TableCell::words(&branch.name)];
    // This year's figures stand on 支部情况, in the same order; a branch that is no more has none.
    let listed = plan.result.branches.get(index).filter(|listed| listed.name == branch.name);
    let now = branch.now.as_ref();
    let on = |col: u32| format!("{}!{}", branches::NAME, CellRef::new(body_row(index), col));
    let members_now = match (now, listed) {
        (Some(now), Some(listed)) if listed.members == now.members => TableCell::counting(on(2), now.members),
        (Some(now), _) => TableCell::count(now.members),
        (None, _) => TableCell::Empty,
    };
    let mean_now = match (now.and_then(|now| now.mean), listed) {
        (Some(mean), Some(listed)) if listed.mean == Some(mean) => TableCell::reckoning(on(3), mean),
        (Some(mean), _) => TableCell::Points(mean),
        (None, _) => TableCell::Empty,
    };
    cells.extend(compared(body_row(index), branch, members_now, mean_now));
    cells
}

fn total(plan: &Plan<'_>, years: &YearsResult) -> Vec<TableCell> {
    let all = &years.township;
    let row = body_row(years.branches.len());
    let now = all.now.as_ref();
    let of_branches = branches::NAME;
    let sum: usize = plan.result.branches.iter().map(|branch| branch.members).sum();
    let row_there = body_row(plan.result.branches.len());
    let on = |col: u32| format!("{of_branches}!{}", CellRef::new(row_there, col));
    let members_now = match now {
        Some(now) if now.members == sum && sum > 0 => TableCell::counting(on(2), sum),
        Some(now) => TableCell::count(now.members),
        None => TableCell::Empty,
    };
    let mean_now = match now.and_then(|now| now.mean) {
        Some(mean) if plan.mean(None) == Some(mean) && sum > 0 => TableCell::reckoning(on(3), mean),
        Some(mean) => TableCell::Points(mean),
        None => TableCell::Empty,
    };
    let mut cells = vec![TableCell::Empty, TableCell::words("全部")];
    cells.extend(compared(row, all, members_now, mean_now));
    cells
}

/// What stands behind the name.
fn compared(row: u32, branch: &BranchYears, members_now: TableCell, mean_now: TableCell) -> Vec<TableCell> {
    let before = branch.before.as_ref();
    let then = |of: fn(&BranchYear) -> Option<Points>| before.and_then(of);
    let difference = |now: u32, then: u32| format!("{}-{}", CellRef::new(row, now), CellRef::new(row, then));
    let members = match (before, &branch.now) {
        (Some(then), Some(now)) => TableCell::Formula {
            formula: difference(MEMBERS_NOW, MEMBERS_THEN),
            cached: crate::model::Cached::Whole(whole(now.members) - whole(then.members)),
        },
        _ => TableCell::Empty,
    };
    let mean = branch.mean_change.map_or(TableCell::Empty, |change| {
        TableCell::reckoning(format!("ROUND({},2)", difference(MEAN_NOW, MEAN_THEN)), change)
    });
    let known = before.is_some() && branch.now.is_some();
    let count = |number: usize| if known { TableCell::count(number) } else { TableCell::Empty };
    let unclear = match (before, &branch.now) {
        (None, Some(_)) if branch.unclear > 0 => TableCell::count(branch.unclear),
        _ => count(branch.unclear),
    };
    vec![
        before.map_or(TableCell::Empty, |before| TableCell::count(before.members)),
        members_now,
        members,
        then(|before| before.mean).map_or(TableCell::Empty, TableCell::Points),
        mean_now,
        mean,
        count(branch.up),
        count(branch.down),
        if branch.now.is_some() && (known || branch.new > 0) { TableCell::count(branch.new) } else { TableCell::Empty },
        count(branch.gone),
        count(branch.moved_in),
        count(branch.moved_out),
        unclear,
    ]
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn notes(years: &YearsResult) -> Vec<String> {
    let mut notes: Vec<String> = years_in_words(years).into_iter().collect();
    notes.extend(years_remarks(years));
    if years.township.before.is_some() {
        notes.push(
            "人数和平均分只统计计入总数的党员。上年的数字来自上一年的结果；新增、减少按人对照，换支部的不算新增和减少。"
                .to_owned(),
        );
    }
    notes
}
