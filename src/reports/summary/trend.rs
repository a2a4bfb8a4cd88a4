//! 月度走势: what the township entered each month, and what it changed; the rows add up 支部走势.

use super::formula::body_row;
use super::{Plan, branch_trend, wording};
use crate::model::{CellRef, Chart, ChartKind, Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::{SeriesResult, SeriesWindow};

/// The sheet's name.
pub const NAME: &str = "月度走势";

/// The columns of figures, as 支部走势 has them, too: the header, and where the figure stands in a row.
pub const FIGURES: [&str; 6] = ["登记条数", "计分条数", "加分", "扣分", "加减合计", "有登记的党员"];

/// The sheet; `None` where no entry is dated.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let rows: Vec<&SeriesResult> = plan.result.series.iter().filter(|row| row.branch.is_none()).collect();
    let (last, windows) = rows.split_last()?;
    let title = wording::title(plan.result, plan.rules, "党员积分月度走势");
    let mut columns = vec![Column::center("期间", 16)];
    columns.extend(FIGURES.map(|header| Column::number(header, 12, NumberKind::General)));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    let months: Vec<&SeriesResult> = windows.iter().copied().filter(|row| row.window == SeriesWindow::Month).collect();
    for month in &months {
        push(plan, &mut table, RowKind::Body, month);
    }
    let rest = undivided(last, &months);
    if !months.is_empty() && rest.entries > 0 {
        push_rest(&mut table, &rest, months.len());
    }
    push(plan, &mut table, RowKind::Total, last);
    for quarter in windows.iter().filter(|row| row.window == SeriesWindow::Quarter) {
        push(plan, &mut table, RowKind::Body, quarter);
    }
    charts(&mut table, months.len());
    table.notes = notes(last);
    table.signatures = wording::signatures();
    Some(table)
}

/// A row whose figures add up those of the branches.
fn push(plan: &Plan<'_>, table: &mut Table, kind: RowKind, row: &SeriesResult) {
    let at = body_row(table.rows.len());
    let label = CellRef::new(at, 0);
    let rows = branch_trend::rows(plan);
    let sum = |column: u32| {
        let (periods, figures) = (
            rows.column_on(branch_trend::NAME, branch_trend::PERIOD),
            rows.column_on(branch_trend::NAME, branch_trend::FIRST + column),
        );
        format!("SUMPRODUCT(({periods}=${label})*{figures})")
    };
    let net = format!("{}+{}", CellRef::new(at, 3), CellRef::new(at, 4));
    table.push(
        kind,
        vec![
            TableCell::words(&branch_trend::period(row)),
            TableCell::counting(sum(0), row.entries),
            TableCell::counting(sum(1), row.counted),
            TableCell::reckoning(sum(2), row.added),
            TableCell::reckoning(sum(3), row.deducted),
            TableCell::reckoning(net, row.added + row.deducted),
            TableCell::counting(sum(5), row.members),
        ],
    );
}

/// What lies in the run and in no month.
fn undivided(run: &SeriesResult, months: &[&SeriesResult]) -> SeriesResult {
    let points = |of: fn(&SeriesResult) -> Points| of(run) - months.iter().map(|month| of(month)).sum();
    SeriesResult {
        entries: run.entries.saturating_sub(months.iter().map(|month| month.entries).sum()),
        counted: run.counted.saturating_sub(months.iter().map(|month| month.counted).sum()),
        added: points(|row| row.added),
        deducted: points(|row| row.deducted),
        ..run.clone()
    }
}

/// The row of figures that are of several months together: all of the run less the months above.
fn push_rest(table: &mut Table, rest: &SeriesResult, months: usize) {
    let at = body_row(table.rows.len());
    let whole = |column: u32| {
        let (first, last) =
            (CellRef::new(body_row(0), column), CellRef::new(body_row(months.saturating_sub(1)), column));
        format!("{}-SUM({first}:{last})", CellRef::new(at + 1, column))
    };
    table.push(
        RowKind::Body,
        vec![
            TableCell::words("不分月份的"),
            TableCell::counting(whole(1), rest.entries),
            TableCell::counting(whole(2), rest.counted),
            TableCell::reckoning(whole(3), rest.added),
            TableCell::reckoning(whole(4), rest.deducted),
            TableCell::reckoning(whole(5), rest.added + rest.deducted),
            TableCell::Empty,
        ],
    );
}

/// What was added and taken off each month, and how much was entered by how many.
fn charts(table: &mut Table, months: usize) {
    if months > 1 {
        let points = Chart::new(ChartKind::Columns, "各月加分和扣分", 0, vec![3, 4], months).axes("月份", "分");
        let entries =
            Chart::new(ChartKind::Lines, "各月登记条数和有登记的党员", 0, vec![1, 6], months).axes("月份", "");
        table.charts = vec![points, entries];
    }
}

fn notes(run: &SeriesResult) -> Vec<String> {
    let mut notes = vec![
        "按登记的发生日期归月；只写到季度、半年或全年的数，归到写明的那一期，不分摊到月。".to_owned(),
        "登记条数包括待审议和不计分的；加分、扣分是限额、扣完为止等之后实际变动的分。有登记的党员一人只算一次，各月相加会多于合计。"
            .to_owned(),
    ];
    let undated = run.undated.filter(|points| !points.is_zero());
    let adjusted = run.adjusted.filter(|points| !points.is_zero());
    if let Some(points) = undated {
        notes.push(format!("满分和各种表得的分没有登记日期，共 {points} 分，不在上面各月里。"));
    }
    if let Some(points) = adjusted {
        notes.push(format!("分类上限、权重、各期平均和取位共 {points} 分，也不在上面各月里。"));
    }
    notes
}
