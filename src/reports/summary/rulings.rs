//! 决定与异议: what meetings decided about contested places, and what was objected to, with what became of both.

use super::{Plan, wording};
use crate::model::{Column, RowKind, Table, TableCell};
use crate::reports::{DecisionResult, ObjectionResult};

/// The sheet's name.
const NAME: &str = "决定与异议";
/// The headers of the decisions; behind the last of them its cells are joined.
const DECISIONS: [&str; 11] =
    ["支部", "姓名", "等次", "理由", "会议日期", "决定", "决定机构", "办理情况", "记在哪里", "", ""];
/// The headers of the objections.
const OBJECTIONS: [&str; 11] = [
    "支部",
    "姓名",
    "说的是",
    "异议内容",
    "提出日期",
    "处理",
    "处理人",
    "处理说明",
    "处理日期",
    "现在的登记",
    "记在哪里",
];

/// The sheet; `None` where nobody decided anything and nobody objected.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let (decisions, objections) = (&plan.result.decisions, &plan.result.objections);
    if decisions.is_empty() && objections.is_empty() {
        return None;
    }
    let headers = if decisions.is_empty() { OBJECTIONS } else { DECISIONS };
    let widths = [18, 10, 20, 30, 12, 10, 16, 30, 14, 16, 20];
    let column = |(index, (header, width)): (usize, (&str, u16))| match index {
        2 | 3 | 7 | 9 | 10 => Column::left(header, width),
        _ => Column::center(header, width),
    };
    let columns = headers.into_iter().zip(widths).enumerate().map(column).collect();
    let title = wording::title(plan.result, plan.rules, "决定和异议办理情况");
    let mut table = Table::new(NAME, title, wording::unit(plan.result, ""), columns);
    for decision in decisions {
        table.push(RowKind::Body, decided(decision));
    }
    if !decisions.is_empty() && !objections.is_empty() {
        table.push(RowKind::Heading, vec![TableCell::words("公示以后收到的异议")]);
        table.push(RowKind::Header, OBJECTIONS.into_iter().map(TableCell::words).collect());
    }
    for objection in objections {
        table.push(RowKind::Body, objected(objection));
    }
    table.frozen_columns = 2;
    if !objections.is_empty() {
        table.notes.push("异议不改得分：成立的，由支部改正自己的表再报。提出人不列入本表。".to_owned());
        let open = objections.iter().filter(|objection| objection.state == "open").count();
        if open > 0 {
            table.notes.push(format!("还有 {open} 件异议没有处理。"));
        }
    }
    table.signatures = wording::signatures();
    Some(table)
}

fn decided(decision: &DecisionResult) -> Vec<TableCell> {
    vec![
        TableCell::words(&decision.branch),
        TableCell::words(&decision.name),
        TableCell::words(&decision.grade),
        some(&decision.reason),
        some(&decision.on),
        TableCell::words(decision.decided()),
        some(&decision.by),
        TableCell::words(&decision.outcome_in_words()),
        TableCell::words(&decision.source),
    ]
}

fn objected(objection: &ObjectionResult) -> Vec<TableCell> {
    let now = match objection.agrees {
        Some(false) => format!("{}，与处理不一致", objection.now_in_words()),
        _ => objection.now_in_words(),
    };
    vec![
        TableCell::words(&objection.branch),
        TableCell::words(&objection.name),
        TableCell::words(&objection.about_in_words()),
        TableCell::words(&objection.matter),
        some(&objection.raised),
        TableCell::words(objection.state_in_words()),
        some(&objection.by),
        some(&objection.how),
        some(&objection.settled),
        TableCell::words(&now),
        TableCell::words(&objection.source),
    ]
}

fn some(text: &Option<String>) -> TableCell {
    text.as_deref().map_or(TableCell::Empty, TableCell::words)
}
