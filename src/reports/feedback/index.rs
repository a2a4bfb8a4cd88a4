//! The first sheet, who gets a page and who has nothing to mend; and the last, what goes wrong most often.

use super::Feedback;
use crate::model::{CellRef, Column, NumberKind, RowKind, Severity, Table, TableCell};
use crate::reports::document::ResultDocument;
use crate::reports::headline::headline;
use crate::reports::senders::Sender;
use crate::reports::statistics::Statistics;
use crate::reports::summary::wording;
use crate::rules::RuleSet;

/// So many of the commonest problems are listed.
const COMMONEST: usize = 20;

/// The index.
pub fn table(result: &ResultDocument, rules: &RuleSet, all: &[Sender<'_>], feedback: &[Feedback<'_>]) -> Table {
    let has_rounds = feedback.iter().any(|feedback| feedback.round.is_some());
    let mut columns = vec![
        Column::center("序号", 6),
        Column::left("支部（没有算给支部的写文件名）", 26),
        Column::left("结论", 36),
        Column::number("错误", 7, NumberKind::General),
        Column::number("提醒", 7, NumberKind::General),
    ];
    if has_rounds {
        let rounds = ["第几次报", "已改", "未改", "新增"];
        columns.extend(rounds.map(|title| Column::number(title, 6, NumberKind::General)));
    }
    columns.push(Column::center("发回日期", 10));
    columns.push(Column::center("改好日期", 10));
    let title = wording::title(result, rules, "积分报表反馈情况");
    let mut table = Table::new("目录", title, wording::unit(result, "处"), columns);
    // What was passed over without a word to anybody is not in the list.
    let listed = all.iter().filter(|sender| {
        sender.branch.is_some() || feedback.iter().any(|feedback| feedback.sender.name == sender.name)
    });
    for (number, sender) in (1..).zip(listed) {
        let own = feedback.iter().find(|feedback| feedback.sender.name == sender.name);
        table.push(RowKind::Body, row(number, sender, own, has_rounds));
    }
    let pages = feedback.len();
    table.notes = vec![
        format!("要发回的 {pages} 张，每个支部一页 A4，点支部名称可以跳过去；整本打印就可以分发。"),
        "「错误」必须改正；「提醒」请支部核对。没有反馈单的支部可以上报。".to_owned(),
    ];
    table.signatures = wording::signatures();
    table.frozen_columns = 2;
    table
}

fn row(number: i64, sender: &Sender<'_>, feedback: Option<&Feedback<'_>>, has_rounds: bool) -> Vec<TableCell> {
    let (_, conclusion) = headline(sender.diagnostics.iter().copied());
    let mut cells = vec![
        TableCell::Whole(number),
        match feedback {
            Some(feedback) => TableCell::Link {
                text: match sender.titled {
                    Some(branch) => format!("{}（标题写的是{branch}）", sender.name),
                    None => sender.name.to_owned(),
                },
                table: feedback.sheet.clone(),
                cell: CellRef::new(0, 0),
            },
            None => TableCell::words(sender.name),
        },
        TableCell::words(&conclusion),
    ];
    cells.extend([Severity::Error, Severity::Warning].map(|severity| TableCell::count(sender.count(severity))));
    if has_rounds {
        let round = feedback.and_then(|feedback| feedback.round);
        cells.extend(round.map_or_else(
            || vec![TableCell::Empty; 4],
            |round| {
                let counts = [round.mended.len(), round.unmended.len(), round.new.len()];
                [vec![TableCell::Whole(i64::from(round.round))], counts.map(TableCell::count).to_vec()].concat()
            },
        ));
    }
    cells.extend([TableCell::Empty, TableCell::Empty]);
    cells
}

/// The commonest problems of the township; nothing where there are none.
pub fn commonest(result: &ResultDocument, rules: &RuleSet, statistics: &Statistics) -> Option<Table> {
    if statistics.problems.is_empty() {
        return None;
    }
    let columns = vec![
        Column::center("序号", 6),
        Column::center("代码", 7),
        Column::center("程度", 7),
        Column::left("问题", 22),
        Column::number("处数", 7, NumberKind::General),
        Column::number("支部数", 8, NumberKind::General),
        Column::number("占比（%）", 9, NumberKind::Places(1)),
        Column::left("怎么改", 38),
    ];
    let title = wording::title(result, rules, "积分报表常见问题");
    let mut table = Table::new("常见问题", title, wording::unit(result, "处"), columns);
    for (number, problem) in (1..).zip(statistics.problems.iter().take(COMMONEST)) {
        table.push(
            RowKind::Body,
            vec![
                TableCell::Whole(number),
                TableCell::words(&problem.code),
                TableCell::words(problem.severity.label()),
                TableCell::words(&problem.title),
                TableCell::count(problem.places),
                TableCell::count(problem.branches),
                TableCell::Points(problem.share),
                TableCell::words(&problem.mend),
            ],
        );
    }
    let left_out = statistics.problems.len().saturating_sub(COMMONEST);
    if left_out > 0 {
        table
            .notes
            .push(format!("只列最常见的 {COMMONEST} 种，另有 {left_out} 种，用 jifen check --statistics 查看。"));
    }
    table.notes.push("错误和提醒都算，说明和名额并列不算；每种的例子用 jifen explain 加代码查看。".to_owned());
    table.one_page = true;
    Some(table)
}
