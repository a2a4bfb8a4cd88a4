//! 累计走势: each member's score as it stood at the end of each month or quarter.

use super::formula::body_row;
use super::{Plan, members, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};

/// The sheet's name.
pub const NAME: &str = "累计走势";

/// The sheet; `None` where nobody asked for it.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let labels: Vec<&str> = plan
        .result
        .members
        .iter()
        .find(|member| !member.series.is_empty())?
        .series
        .iter()
        .map(|(label, _)| label.as_str())
        .collect();
    let title = wording::title(plan.result, plan.rules, "党员得分走势");
    let mut columns = vec![Column::center("支部", 20), Column::center("姓名", 10), Column::center("编号", 8)];
    columns.extend(labels.iter().map(|label| Column::number(*label, 9, NumberKind::General)));
    columns.push(Column::number("本期得分", 9, NumberKind::General));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for (index, member) in plan.result.members.iter().enumerate() {
        let mut cells =
            vec![TableCell::words(&member.branch), TableCell::words(&member.name), TableCell::words(&member.id)];
        cells.extend(member.series.iter().map(|(_, score)| score.map_or(TableCell::Empty, TableCell::Points)));
        let at = crate::model::CellRef::new(body_row(index), members::score_column(plan));
        cells.push(
            member
                .score
                .map_or(TableCell::Empty, |score| TableCell::reckoning(format!("{}!{at}", members::NAME), score)),
        );
        table.push(RowKind::Body, cells);
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.ruled = false;
    table.notes = vec![
        "各栏是到那个月（季度）末的得分，和单独统计那个期间算出的一样：按年结算的办法是 1 月 1 日起的累计，按季度、半年结算的是那一期里的得分。空着的是当时还没有得分。"
            .to_owned(),
    ];
    Some(table)
}
