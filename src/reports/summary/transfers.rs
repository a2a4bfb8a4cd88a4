//! 党员调动: who left and who came in the period, by the rosters of both branches.

use chrono::NaiveDate;

use super::{Plan, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::TransferResult;

/// What stands for a branch that is none of the township's.
const OUTSIDE: &str = "（本乡镇以外）";
/// What stands there where it may be one of them.
const OPEN: &str = "（待核对）";

pub fn table(plan: &Plan<'_>) -> Option<Table> {
    if plan.result.transfers.is_empty() {
        return None;
    }
    let columns = vec![
        Column::center("序号", 6),
        Column::center("姓名", 12),
        Column::center("转出支部", 24),
        Column::number("转出时间", 14, NumberKind::ShortDay),
        Column::center("转入支部", 24),
        Column::number("转入时间", 14, NumberKind::ShortDay),
        Column::number("相隔天数", 10, NumberKind::General),
        Column::left("说明", 26),
    ];
    let title = wording::title(plan.result, plan.rules, "党员调动情况");
    let mut table = Table::new("党员调动", title, wording::unit(plan.result, "天"), columns);
    for (index, one) in plan.result.transfers.iter().enumerate() {
        let none = if one.perhaps { OPEN } else { OUTSIDE };
        let branch = |branch: &Option<String>| TableCell::words(branch.as_deref().unwrap_or(none));
        let day = |day: &Option<String>| {
            let day = day.as_deref().and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
            day.map_or(TableCell::Empty, TableCell::Day)
        };
        table.push(
            RowKind::Body,
            vec![
                TableCell::count(index + 1),
                TableCell::words(&one.name),
                branch(&one.from),
                day(&one.left),
                branch(&one.to),
                day(&one.came),
                one.days.map_or(TableCell::Empty, TableCell::Whole),
                TableCell::words(remark(one)),
            ],
        );
    }
    table.filter = true;
    table.frozen_columns = 2;
    table.notes = vec![
        "同一个人按身份证号认；没有的，按姓名、出生年月、入党时间都相同认。转入、转出本乡镇以外的，没有另一边的花名册可以核对。".to_owned(),
    ];
    table.signatures = wording::signatures();
    Some(table)
}

fn remark(one: &TransferResult) -> &'static str {
    match (one.matched, one.from.is_some(), one.to.is_some(), one.days) {
        (true, _, _, Some(days)) if days < 0 => "转入早于转出，两边重复在册",
        (true, _, _, Some(days)) if days > 31 => "隔得太久，中间哪边都不在册",
        (true, ..) => "两边对得上",
        (false, ..) if one.perhaps => "可能与同名的那一行是同一个人，请核对",
        (false, true, true, _) if one.came.is_none() => "转入支部没有写转入时间",
        (false, true, true, _) => "转出支部没有写转出时间",
        (false, true, false, _) => "转出本乡镇",
        (false, false, ..) => "从本乡镇以外转入",
    }
}
