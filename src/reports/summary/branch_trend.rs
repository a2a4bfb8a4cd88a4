//! 支部走势: a row for each branch and month, quarter and the whole run; what 月度走势 adds up.

use chrono::Datelike;

use super::formula::{Rows, body_row};
use super::{Plan, trend, wording};
use crate::model::{CellRef, Column, NumberKind, Period, RowKind, Table, TableCell};
use crate::reports::{SeriesResult, SeriesWindow};

/// The sheet's name.
pub const NAME: &str = "支部走势";
/// The column of the period in words.
pub const PERIOD: u32 = 1;
/// The first column of figures.
pub const FIRST: u32 = 2;

/// The rows of branches.
pub fn rows(plan: &Plan<'_>) -> Rows {
    Rows::of_body(0, of_branches(plan).count())
}

fn of_branches<'a>(plan: &Plan<'a>) -> impl Iterator<Item = (&'a str, &'a SeriesResult)> {
    plan.result.series.iter().filter_map(|row| Some((row.branch.as_deref()?, row)))
}

/// The sheet; `None` where no entry is dated.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    of_branches(plan).next()?;
    let title = wording::title(plan.result, plan.rules, "各支部积分走势");
    let mut columns = vec![Column::center("支部", 24), Column::center("期间", 14)];
    columns.extend(trend::FIGURES.map(|header| Column::number(header, 11, NumberKind::General)));
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for (branch, row) in of_branches(plan) {
        let at = body_row(table.rows.len());
        let net = format!("{}+{}", CellRef::new(at, 4), CellRef::new(at, 5));
        table.push(
            RowKind::Body,
            vec![
                TableCell::words(branch),
                TableCell::words(&period(row)),
                TableCell::count(row.entries),
                TableCell::count(row.counted),
                TableCell::Points(row.added),
                TableCell::Points(row.deducted),
                TableCell::reckoning(net, row.added + row.deducted),
                TableCell::count(row.members),
            ],
        );
    }
    table.frozen_columns = 2;
    table.filter = true;
    table.ruled = false;
    table.notes = vec!["看一个月的，在「期间」栏筛选；「全期」是本次统计的整个期间，各月、各季度都在其中。".to_owned()];
    Some(table)
}

/// The period of a row in words that no spreadsheet takes for a date.
pub fn period(row: &SeriesResult) -> String {
    let Some(known) = Period::parse(&row.period) else { return row.period.clone() };
    let month = known.from().month();
    match row.window {
        SeriesWindow::Month => format!("{month}月"),
        SeriesWindow::Quarter => {
            format!("第{}季度", ["一", "二", "三", "四"].get(known.from().month0() as usize / 3).unwrap_or(&""))
        }
        SeriesWindow::Run => "全期".to_owned(),
    }
}
