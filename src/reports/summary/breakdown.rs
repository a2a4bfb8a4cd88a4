//! 分类统计: members and means by sex, age, education, class and Party age.

use super::formula::{Rows, body_row};
use super::{Plan, wording};
use crate::model::{Chart, ChartKind, Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::{BreakdownGroup, BreakdownResult};
use crate::rules::{BandsBy, Mark};

/// The sheet's name.
pub const NAME: &str = "分类统计";
const MEMBERS: u32 = 2;
const SCORED: u32 = 4;
const MEAN: u16 = 5;
const TOP: u32 = 6;
/// Fewer members than this in a group, and its mean nearly tells their scores.
const FEW: usize = 3;

/// The sheet; `None` where the rosters tell nothing that members could be parted by.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let parts = &plan.result.breakdown;
    if parts.is_empty() {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "党员积分分类统计");
    let mut columns = vec![
        Column::center("按什么", 14),
        Column::center("组别", 18),
        Column::number("人数", 9, NumberKind::General),
        Column::number("占比（%）", 10, NumberKind::Places(1)),
        Column::number("有总分的", 10, NumberKind::General),
        Column::number("平均分", 10, NumberKind::Places(2)),
    ];
    let has_top = parts.iter().flat_map(|part| &part.groups).any(|group| group.top.is_some());
    if has_top {
        columns.push(Column::number("评优人数", 10, NumberKind::General));
        columns.push(Column::number("评优比例（%）", 10, NumberKind::Places(1)));
    }
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "人、分"), columns);
    for part in parts {
        let first = table.rows.len();
        let all: usize = part.groups.iter().map(|group| group.members).sum();
        for group in &part.groups {
            table.push(RowKind::Body, row(part, group, all, has_top));
        }
        table.push(RowKind::Total, total(plan, part, first, all, has_top));
        table.charts.extend(chart(part, first));
    }
    table.frozen_columns = 2;
    table.notes = notes(plan, has_top);
    table.signatures = wording::signatures();
    Some(table)
}

fn row(part: &BreakdownResult, group: &BreakdownGroup, all: usize, has_top: bool) -> Vec<TableCell> {
    let mut cells = vec![
        TableCell::words(&part.title),
        TableCell::words(&group.group),
        TableCell::count(group.members),
        share(group.members, all),
        TableCell::count(group.scored),
        group.mean.map_or(TableCell::Empty, TableCell::Points),
    ];
    if has_top {
        cells.push(group.top.map_or(TableCell::Empty, TableCell::count));
        cells.push(group.top.map_or(TableCell::Empty, |top| share(top, group.members)));
    }
    cells
}

fn total(plan: &Plan<'_>, part: &BreakdownResult, first: usize, all: usize, has_top: bool) -> Vec<TableCell> {
    let rows = Rows { first: body_row(first), last: body_row(first + part.groups.len().max(1) - 1) };
    let sum = |col: u32, figure: usize| TableCell::counting(format!("SUM({})", rows.column(col)), figure);
    let mut cells = vec![
        TableCell::words(&part.title),
        TableCell::words("合计"),
        sum(MEMBERS, all),
        share(all, all),
        sum(SCORED, part.groups.iter().map(|group| group.scored).sum()),
        plan.mean(None).map_or(TableCell::Empty, TableCell::Points),
    ];
    if has_top {
        let top = part.groups.iter().filter_map(|group| group.top).sum();
        cells.push(sum(TOP, top));
        cells.push(share(top, all));
    }
    cells
}

/// So many of so many, in percent to one place.
fn share(part: usize, all: usize) -> TableCell {
    if all == 0 {
        return TableCell::Empty;
    }
    TableCell::Points((Points::count(part) * Points::whole(100) / Points::count(all)).round(1))
}

/// Means by age and by class: what a committee talks about.
fn chart(part: &BreakdownResult, first: usize) -> Option<Chart> {
    let is_drawn = matches!(part.by.as_str(), "age" | "class") && part.groups.len() > 1;
    is_drawn.then(|| {
        let title = format!("按{}的平均分", part.title);
        let groups = part.groups.len();
        Chart::new(ChartKind::Columns, title, 1, vec![MEAN], groups).axes(&part.title, "平均分（分）").from_row(first)
    })
}

fn notes(plan: &Plan<'_>, has_top: bool) -> Vec<String> {
    let mut notes = vec![
        "只统计计入总数的党员；平均分是其中有总分的人的平均，取两位小数。花名册没有写的列「未填」，各栏照花名册原文。"
            .to_owned(),
        "年龄、党龄按期间最后一天的周岁、周年计，只写了年月的按当月满；各段的两头都算在内。".to_owned(),
    ];
    let parts = &plan.result.breakdown;
    let illustrative = [BandsBy::Age, BandsBy::PartyAge].into_iter().filter_map(|by| plan.rules.bands(by));
    let illustrative: Vec<&str> =
        illustrative.filter(|bands| bands.mark != Some(Mark::Given)).map(|bands| bands.by.title()).collect();
    if !illustrative.is_empty() && parts.iter().any(|part| illustrative.contains(&part.title.as_str())) {
        let by = illustrative.join("、");
        notes.push(format!("办法原文没有规定{by}怎样分段，这里用的是示例{}的分段。", Mark::Illustrative.label()));
    }
    if has_top {
        let top = plan.rules.top_grades().into_iter().filter_map(|index| plan.rules.grades.get(index));
        let titles: Vec<String> = top.map(|grade| format!("「{}」", grade.title)).collect();
        notes.push(format!("评优指评为{}；待会议决定的不在内。", titles.concat()));
    }
    if parts.iter().flat_map(|part| &part.groups).any(|group| (1..FEW).contains(&group.members)) {
        notes.push(format!("不足 {FEW} 人的组，平均分就接近个人的分，公开以前请合并或删去。"));
    }
    notes
}
