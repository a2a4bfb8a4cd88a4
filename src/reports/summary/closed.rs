//! 结账后变动: what of closed periods is not what it was when they were closed.

use super::formula::body_row;
use super::{Plan, wording};
use crate::model::{CellRef, Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::{ClosedEntry, ClosedMember, ClosedResult, EntryChange, EntryResult, closed_in_words};

/// The sheet's name.
const NAME: &str = "结账后变动";

/// The sheet; `None` where no period was closed.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let closed = &plan.result.closed;
    if closed.is_empty() {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "结账以后的变动");
    let columns = vec![
        Column::center("结账期间", 11),
        Column::center("支部", 20),
        Column::center("党员", 12),
        Column::center("变动", 8),
        Column::left("项目", 22),
        Column::left("结账时", 36),
        Column::left("现在", 36),
        Column { number: NumberKind::General, ..Column::left("位置", 26) },
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for (one, entry) in closed.iter().flat_map(|one| one.entries.iter().map(move |entry| (one, entry))) {
        table.push(RowKind::Body, of_entry(plan, one, entry));
    }
    if table.rows.is_empty() {
        let is_compared = closed.iter().any(|one| !one.not_compared);
        let words = if is_compared { "登记没有变动。" } else { "登记没有比较。" };
        table.push(RowKind::Wide, vec![TableCell::words(words)]);
    }
    let headers = ["结账期间", "支部", "党员", "编号", "等次（结账时 → 现在）", "结账时得分", "现在得分", "相差"];
    if closed.iter().any(|one| !one.members.is_empty()) {
        table.push(RowKind::Heading, vec![TableCell::words("得分、等次与结账时不同的党员")]);
        table.push(RowKind::Header, headers.map(TableCell::words).to_vec());
    }
    for (one, member) in closed.iter().flat_map(|one| one.members.iter().map(move |member| (one, member))) {
        let cells = of_member(one, member, table.rows.len());
        table.push(RowKind::Body, cells);
    }
    table.notes = closed.iter().map(|one| format!("{}（{}）", closed_in_words(one), one.file)).collect();
    table.notes.push(
        "变动的登记照旧计入本次结果，要不要承认由乡镇决定；承认的，重新统计该期、重新公示，用新的结果.json 换下原来的。"
            .to_owned(),
    );
    table.signatures = wording::signatures();
    Some(table)
}

fn of_entry(plan: &Plan<'_>, one: &ClosedResult, entry: &ClosedEntry) -> Vec<TableCell> {
    let [before, after] = entry.in_words();
    let what = match entry.change {
        EntryChange::Added => "补记",
        EntryChange::Changed => "改动",
        EntryChange::Removed => "少了",
    };
    let known = plan.rules.items.iter().find(|item| item.id == entry.item);
    let item = known.map_or_else(|| entry.item.clone(), |item| format!("{} {}", item.id, item.title));
    let place = |entry: &EntryResult| format!("{}「{}」{}", entry.source.file, entry.source.sheet, entry.source.cell);
    let at = match (&entry.before, &entry.after) {
        (Some(was), Some(now)) if place(was) != place(now) => format!("{}（当时 {}）", place(now), place(was)),
        (_, Some(now)) => place(now),
        (Some(was), None) => format!("当时在 {}", place(was)),
        (None, None) => String::new(),
    };
    vec![
        TableCell::words(&one.period),
        TableCell::words(&entry.branch),
        TableCell::words(&entry.member),
        TableCell::words(what),
        TableCell::words(&item),
        TableCell::words(&before),
        TableCell::words(&after),
        TableCell::words(&at),
    ]
}

fn of_member(one: &ClosedResult, member: &ClosedMember, row: usize) -> Vec<TableCell> {
    let points = |score: Option<crate::model::Points>| score.map_or(TableCell::Empty, TableCell::Points);
    let at = body_row(row);
    let difference = member.score_before.zip(member.score_after).map_or(TableCell::Empty, |(was, is)| {
        TableCell::reckoning(format!("{}-{}", CellRef::new(at, 6), CellRef::new(at, 5)), is - was)
    });
    let grade = |grade: &Option<String>| grade.clone().unwrap_or_else(|| wording::NOTHING.to_owned());
    let grades = if member.grade_before == member.grade_after {
        member.grade_after.clone().unwrap_or_default()
    } else {
        format!("{} → {}", grade(&member.grade_before), grade(&member.grade_after))
    };
    vec![
        TableCell::words(&one.period),
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        TableCell::words(&member.id),
        TableCell::words(&grades),
        points(member.score_before),
        points(member.score_after),
        difference,
    ]
}
