//! 党员积分: one row for each member, whose points are sums over 得分明细.

use super::formula::{Rows, body_row, criterion, in_column};
use super::{Plan, honours, steps, wording};
use crate::model::{Align, CellRef, Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::{AlertResult, MemberResult};

/// The sheet's name.
pub const NAME: &str = "党员积分";
/// The column of the running number.
pub const NUMBER: u32 = 0;
/// The column of the branch.
pub const BRANCH: u32 = 1;
/// The column that says whether the member is counted.
pub const COUNTED: u32 = 5;
/// The column of the first category.
const CATEGORIES: u32 = 6;
/// What stands in the column of members counted.
pub const YES: &str = "是";

/// The column of the score.
pub fn score_column(plan: &Plan<'_>) -> u32 {
    CATEGORIES + u32::try_from(plan.rules.categories.len()).unwrap_or(0)
}

/// The column of the grade.
pub fn grade_column(plan: &Plan<'_>) -> u32 {
    score_column(plan) + 3
}

pub fn table(plan: &Plan<'_>) -> Table {
    let title = wording::title(plan.result, plan.rules, "党员积分表");
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns(plan));
    for (index, member) in plan.result.members.iter().enumerate() {
        table.push(RowKind::Body, row(plan, index, member));
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.notes = notes(plan);
    table.signatures = wording::signatures();
    table
}

fn columns(plan: &Plan<'_>) -> Vec<Column> {
    let rules = plan.rules;
    let places = NumberKind::Places(rules.score.places);
    let mut columns = vec![
        Column::center("序号", 6),
        Column::center("支部", 18),
        Column::center("姓名", 10),
        Column::center("编号", 8),
        Column::center("是否预备", 8),
        Column::center("计入总数", 8),
    ];
    columns.extend(rules.categories.iter().map(|category| Column::number(&category.title, 9, places)));
    columns.push(Column::number(&rules.score.title, 9, places));
    columns.push(Column::number("支部名次", 8, NumberKind::General));
    columns.push(Column::number("乡镇名次", 8, NumberKind::General));
    columns.push(Column::center("等次", 10));
    if rules.has_stars() {
        columns.push(Column { align: Align::Center, ..Column::number("星级", 7, NumberKind::Stars) });
    }
    columns.push(Column::left("待定", 12));
    if let Some(veto) = &rules.veto {
        columns.push(Column::left(&veto.title, 10));
    }
    if honours::stands(plan) {
        columns.push(Column::left("荣誉", 28));
    }
    columns.push(Column::left("后续措施", 28));
    if plan.has_alerts {
        columns.push(Column::left("预警", 32));
    }
    if plan.has_classes {
        columns.push(Column::center("分类", 10));
    }
    columns.extend(plan.settled.iter().map(|label| Column::number(*label, 9, places)));
    columns
}

fn row(plan: &Plan<'_>, index: usize, member: &MemberResult) -> Vec<TableCell> {
    let row = body_row(index);
    let own = plan.steps.get(index).copied().flatten();
    let mut cells = vec![
        TableCell::count(index + 1),
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        number(&member.id),
        TableCell::words(if member.probationary { YES } else { "" }),
        TableCell::words(if member.counted { YES } else { "否" }),
    ];
    for (category, col) in plan.rules.categories.iter().zip(CATEGORIES..) {
        let header = CellRef::new(Table::HEADER_ROW, col);
        let header = format!("{}${}", header.column_letters(), header.row + 1);
        cells.push(sum_of_category(plan, member, own, &category.id, &header));
    }
    cells.push(score(plan, member, own, row));
    let criteria = criterion(&member.branch, in_column(row, BRANCH));
    let in_branch = criteria.map(|branch| format!("{},{branch},", plan.members.column(BRANCH)));
    cells.push(rank(plan, member, member.rank.branch, row, in_branch));
    cells.push(rank(plan, member, member.rank.township, row, Some(String::new())));
    cells.push(TableCell::words(member.grade.as_deref().unwrap_or_default()));
    if plan.rules.has_stars() {
        cells.push(if member.grade.is_some() { TableCell::Whole(i64::from(member.stars)) } else { TableCell::Empty });
    }
    cells.push(TableCell::words(&member.contested.join("、")));
    if plan.rules.veto.is_some() {
        cells.push(TableCell::words(&member.veto.join("、")));
    }
    if honours::stands(plan) {
        cells.push(TableCell::words(&held(plan, member)));
    }
    cells.push(TableCell::words(&member.consequences.join("；")));
    if plan.has_alerts {
        let alerts: Vec<String> = member.alerts.iter().map(alert).collect();
        cells.push(TableCell::words(&alerts.join("；")));
    }
    if plan.has_classes {
        cells.push(TableCell::words(member.class.as_deref().unwrap_or_default()));
    }
    for label in &plan.settled {
        let score = member.periods.iter().find(|(period, _)| period == label).and_then(|(_, score)| *score);
        cells.push(score.map_or(TableCell::Empty, TableCell::Points));
    }
    cells
}

/// A member's honours; those that are given again and again, once with how often.
fn held(plan: &Plan<'_>, member: &MemberResult) -> String {
    let own = plan.honours.get(&(member.branch.as_str(), member.name.as_str(), member.id.as_str()));
    let mut held: Vec<(&str, usize)> = Vec::new();
    for title in own.into_iter().flatten() {
        match held.iter_mut().find(|(known, _)| known == title) {
            Some((_, times)) => *times += 1,
            None => held.push((title, 1)),
        }
    }
    let said = held.iter().map(|(title, times)| match times {
        1 => (*title).to_owned(),
        _ => format!("{title} {times} 次"),
    });
    said.collect::<Vec<_>>().join("；")
}

fn alert(alert: &AlertResult) -> String {
    format!("{}：{} 至 {}，{} 个月，{}", alert.kind, alert.from, alert.to, alert.months, alert.level)
}

/// The roster's own number: a number where it is one and loses nothing by it.
pub fn number(id: &str) -> TableCell {
    let number = id.parse::<i64>().ok().filter(|number| id.len() <= 9 && number.to_string() == id);
    number.map_or_else(|| TableCell::words(id), TableCell::Whole)
}

/// The points of a category: the sum of its steps.
fn sum_of_category(plan: &Plan<'_>, member: &MemberResult, own: Option<Rows>, id: &str, header: &str) -> TableCell {
    let Some(points) = member.category(id) else { return TableCell::Empty };
    let sum: Points = member.steps.iter().filter(|s| s.category.as_deref() == Some(id)).map(|s| s.counted).sum();
    let title = plan.rules.categories.iter().find(|category| category.id == id).map(|category| &category.title);
    let is_unique = plan.rules.categories.iter().filter(|category| Some(&category.title) == title).count() == 1;
    let criterion = title.filter(|_| is_unique).and_then(|title| criterion(title, header.to_owned()));
    match (own, criterion) {
        (Some(rows), Some(criterion)) if sum == points => {
            let (points_range, titles) =
                (rows.column_on(steps::NAME, steps::COUNTED), rows.column_on(steps::NAME, steps::CATEGORY));
            TableCell::reckoning(format!("SUMIFS({points_range},{titles},{criterion})"), points)
        }
        _ => TableCell::Points(points),
    }
}

/// The score: the categories that make it, added up and rounded; else the sum of all steps.
fn score(plan: &Plan<'_>, member: &MemberResult, own: Option<Rows>, row: u32) -> TableCell {
    let Some(score) = member.score else { return TableCell::Empty };
    let rule = &plan.rules.score;
    let added = plan.rules.added_up().unwrap_or_default();
    let parts: Vec<Option<Points>> = added
        .iter()
        .map(|index| plan.rules.categories.get(*index).and_then(|category| member.category(&category.id)))
        .collect();
    let sum: Option<Points> = parts.iter().copied().sum::<Option<Points>>();
    if !added.is_empty() && sum.is_some_and(|sum| sum.round(rule.places) == score) {
        let cells: Vec<String> = added
            .iter()
            .map(|index| CellRef::new(row, CATEGORIES.saturating_add(u32::try_from(*index).unwrap_or(0))).to_string())
            .collect();
        let is_row = added.iter().zip(added.iter().skip(1)).all(|(a, b)| a + 1 == *b);
        let summed = match (cells.first(), cells.last()) {
            (Some(first), Some(last)) if is_row => format!("SUM({first}:{last})"),
            _ => format!("SUM({})", cells.join(",")),
        };
        return TableCell::reckoning(format!("ROUND({summed},{})", rule.places), score);
    }
    let steps: Points = member.steps.iter().map(|step| step.counted).sum();
    match own {
        Some(rows) if steps == score => {
            let range = rows.column_on(steps::NAME, steps::COUNTED);
            TableCell::reckoning(format!("ROUND(SUM({range}),6)"), score)
        }
        _ => TableCell::Points(score),
    }
}

/// A rank: one more than the members counted who have a higher score. `among` restricts them further.
fn rank(plan: &Plan<'_>, member: &MemberResult, rank: Option<usize>, row: u32, among: Option<String>) -> TableCell {
    let (Some(rank), Some(among), true, true) = (rank, among, member.counted, member.score.is_some()) else {
        return rank.map_or(TableCell::Empty, TableCell::count);
    };
    let score = score_column(plan);
    let formula = format!(
        "COUNTIFS({among}{},\"{YES}\",{},\">\"&{})+1",
        plan.members.column(COUNTED),
        plan.members.column(score),
        in_column(row, score),
    );
    TableCell::counting(formula, rank)
}

fn notes(plan: &Plan<'_>) -> Vec<String> {
    let rule = &plan.rules.score;
    let made = match plan.rules.added_up() {
        Some(added) => {
            let parts = added.iter().filter_map(|index| plan.rules.categories.get(*index));
            format!("由{}相加，", parts.map(|part| part.title.as_str()).collect::<Vec<_>>().join("、"))
        }
        None => format!("由「{}」逐步得出，", steps::NAME),
    };
    let mut notes = vec![
        format!("{}{made}取 {} 位小数；各类别的分由「{}」逐项相加。", rule.title, rule.places, steps::NAME),
        "名次只在计入总数的党员中按分数排列，同分同名次；空着的不参加排名。".to_owned(),
        "等次和星级是按名额评定后的结果，写的是数值；改动分数后要用 jifen 重新计算。".to_owned(),
    ];
    if plan.result.members.iter().any(|member| !member.contested.is_empty()) {
        notes.push("「待定」列出同分而名额不够的等次，由党员大会决定；决定之前按顺延后的等次列出。".to_owned());
    }
    notes
}
