//! 评议: what was read of the tables in which others judge a member, by table and branch.

use super::{Plan, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::AppraisalResult;

/// The sheet; `None` where the rule set has no such table, or none is due and none was sent.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    if plan.result.appraisals.is_empty() {
        return None;
    }
    let columns = vec![
        Column::center("表", 12),
        Column::center("支部", 22),
        Column::number("在册党员", 10, NumberKind::General),
        Column::number("评到党员", 10, NumberKind::General),
        Column::number("读到行数", 10, NumberKind::General),
        Column::left("栏", 20),
        Column::number("个数", 8, NumberKind::General),
        Column::number("平均", 9, NumberKind::Places(2)),
        Column::number("最低", 9, NumberKind::General),
        Column::number("最高", 9, NumberKind::General),
        Column::left("没有评到的党员", 34),
    ];
    let title = wording::title(plan.result, plan.rules, "党员评议情况");
    let mut table = Table::new("评议", title, wording::unit(plan.result, ""), columns);
    for appraisal in &plan.result.appraisals {
        rows(appraisal, &mut table);
    }
    table.frozen_columns = 2;
    table.filter = true;
    table.notes = vec![
        "只列读到了什么，分数怎样使用由办法规定。一个人有几行的（几个评委、几个季度），逐行计数、平均。".to_owned(),
    ];
    table.signatures = wording::signatures();
    Some(table)
}

/// A row for each column with figures and for each word that was chosen; one where there is nothing.
fn rows(appraisal: &AppraisalResult, table: &mut Table) {
    let head = || {
        vec![
            TableCell::words(&appraisal.title),
            TableCell::words(&appraisal.branch),
            TableCell::count(appraisal.members),
            TableCell::count(appraisal.rated),
            TableCell::count(appraisal.rows),
        ]
    };
    let without = TableCell::words(&match (appraisal.rows, appraisal.without.len()) {
        (0, _) => "没有读到这种表".to_owned(),
        (_, 0) => wording::NOTHING.to_owned(),
        (_, many) if many > NAMED => {
            let named = appraisal.without.iter().take(NAMED).cloned().collect::<Vec<_>>();
            format!("{}等 {many} 人", named.join("、"))
        }
        _ => appraisal.without.join("、"),
    });
    let mut made: Vec<Vec<TableCell>> = Vec::new();
    for figures in &appraisal.figures {
        let mut cells = head();
        cells.push(TableCell::words(&figures.title));
        cells.push(TableCell::count(figures.count));
        cells.extend([figures.mean, figures.least, figures.most].map(TableCell::Points));
        made.push(cells);
    }
    for chosen in &appraisal.words {
        let mut cells = head();
        cells.push(TableCell::words(&format!("{}：{}", chosen.title, chosen.word)));
        cells.push(TableCell::count(chosen.count));
        cells.extend([TableCell::Empty, TableCell::Empty, TableCell::Empty]);
        made.push(cells);
    }
    if made.is_empty() {
        let mut cells = head();
        cells.extend([TableCell::Empty, TableCell::Empty, TableCell::Empty, TableCell::Empty, TableCell::Empty]);
        made.push(cells);
    }
    for (number, mut cells) in made.into_iter().enumerate() {
        // Said once for a table of a branch.
        cells.push(if number == 0 { without.clone() } else { TableCell::Empty });
        table.push(RowKind::Body, cells);
    }
}

/// So many are named, the others are counted.
const NAMED: usize = 10;
