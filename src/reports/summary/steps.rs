//! 得分明细: every step of every score, the data that the formulas of 党员积分 add up.

use super::{Plan, wording};
use crate::model::{Align, Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::{MemberResult, StepResult};

/// The sheet's name.
pub const NAME: &str = "得分明细";
/// The column of the category's title.
pub const CATEGORY: u32 = 3;
/// The column of the points.
pub const COUNTED: u32 = 6;
/// The column of the number of entries.
pub const ENTRIES: u32 = 8;

pub fn table(plan: &Plan<'_>) -> Table {
    let title = wording::title(plan.result, plan.rules, "党员积分得分明细");
    let mut columns = vec![
        Column::center("党员序号", 9),
        Column::center("支部", 20),
        Column::center("姓名", 10),
        Column::center("类别", 10),
        Column::center("项目编号", 9),
        Column { align: Align::Left, ..Column::center("项目", 30) },
        Column::number("计分", 9, NumberKind::General),
        Column::number("满分", 8, NumberKind::General),
        Column::number("条数", 7, NumberKind::General),
        Column::left("说明", 36),
    ];
    let shows_periods = plan.result.members.iter().flat_map(|m| &m.steps).any(|s| s.period != plan.result.period.label);
    if shows_periods {
        columns.push(Column::center("期间", 9));
    }
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for (index, member) in plan.result.members.iter().enumerate() {
        for step in &member.steps {
            let mut cells = row(plan, index, member, step);
            if shows_periods {
                cells.push(TableCell::words(&step.period));
            }
            table.push(RowKind::Body, cells);
        }
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.ruled = false;
    table.notes = vec![
        "党员序号即「党员积分」表的序号；一名党员的各行连在一起，请不要在本表中插入、删除或重新排序，否则合计不再对应。"
            .to_owned(),
        "计分是扣除上限、扣完为止等之后的得分，扣分为负数；条数是该项登记的条目数，待审议和不计分的也在内。".to_owned(),
    ];
    table
}

fn row(plan: &Plan<'_>, index: usize, member: &MemberResult, step: &StepResult) -> Vec<TableCell> {
    let item = step.item.as_deref().unwrap_or_default();
    let known = plan.rules.items.iter().find(|known| known.id == item);
    vec![
        TableCell::count(index + 1),
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        TableCell::words(category(plan, step)),
        TableCell::words(item),
        known.map_or(TableCell::Empty, |known| TableCell::words(&known.title)),
        TableCell::Points(step.counted),
        step.of.map_or(TableCell::Empty, TableCell::Points),
        TableCell::count(step.entries.len()),
        TableCell::words(&step.note),
    ]
}

/// What a step belongs to: its category, the veto, or the whole score.
fn category<'a>(plan: &Plan<'a>, step: &'a StepResult) -> &'a str {
    let rules = plan.rules;
    match (&step.category, &step.item, &rules.veto) {
        (Some(id), ..) => rules.categories.iter().find(|known| known.id == *id).map_or(id, |known| &known.title),
        (None, Some(_), Some(veto)) => &veto.title,
        (None, ..) => &rules.score.title,
    }
}
