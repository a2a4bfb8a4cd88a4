//! A branch's sheet of the check list: the entries that are looked into, and room for what is found.

use super::{Sample, SampledBranch, SampledEntry};
use crate::layout::check_list::{BRANCH, BY, CELL, CONTENT, DATE, FILE, ITEM, MEMBER, NOTE, ON, RESULT, SHEET};
use crate::model::{Align, Ask, Choices, Column, ColumnTone, NumberKind, Orientation, RowKind, Table, TableCell};

/// What can be found.
const RESULTS: [&str; 3] = ["属实", "不实", "存疑"];
/// The first column that is filled in.
const FIRST_OPEN: u16 = 11;

pub fn visit(sample: &Sample, branch: &SampledBranch, name: &str) -> Table {
    let must = |column: Column| Column { tone: ColumnTone::Must, ..column };
    let columns = vec![
        Column::center("序号", 6),
        Column::center(MEMBER, 10),
        Column::left(ITEM, 18),
        Column::center(DATE, 12),
        Column::left(CONTENT, 26),
        Column::number("分值", 7, NumberKind::General),
        Column::left(FILE, 15),
        Column::left(SHEET, 11),
        Column::center(CELL, 11),
        Column::center("问题", 10),
        Column::center("为什么多查", 11),
        must(Column::center(RESULT, 10)),
        must(Column::center(BY, 10)),
        must(Column { number: NumberKind::ShortDay, ..Column::center(ON, 12) }),
        Column { align: Align::Left, number: NumberKind::Text, ..Column::left(NOTE, 22) },
    ];
    let count = branch.drawn_entries().count();
    let unit = format!(
        "期间：{}至{}　本期登记 {} 条，抽查 {count} 条",
        sample.period.from,
        sample.period.to,
        branch.entries.len()
    );
    let mut table = Table::new(name, sample.title(&format!("{}积分抽查表", branch.name)), unit, columns);
    table.orientation = Orientation::Landscape;
    table.above = vec![vec![TableCell::Text(BRANCH.to_owned()), TableCell::words(&branch.name)]];
    for (number, entry) in (1..).zip(branch.drawn_entries()) {
        table.push(RowKind::Body, row(number, entry));
    }
    table.frozen_columns = 2;
    table.asks = asks(&table, count);
    table.notes = vec![
        "核查结果从下拉列表里选：属实、不实、存疑；不实、存疑的在「说明」里写明看了什么材料、问了谁、差在哪里。"
            .to_owned(),
        "填好以后不要改表头和前面各栏，交给乡镇：jifen tally 各支部报表 --audit 抽查清单.xlsx。".to_owned(),
    ];
    if !branch.has_workbook {
        table.notes.push("这个支部没有报表，没有登记可查；请先催报。".to_owned());
    } else if branch.entries.is_empty() {
        table.notes.push("这个支部本期没有一条登记；请核对是不是漏报。".to_owned());
    }
    table.signatures = vec!["核查人：".to_owned(), "支部书记：".to_owned(), "日期：".to_owned()];
    table
}

fn row(number: usize, entry: &SampledEntry) -> Vec<TableCell> {
    let why = [(entry.is_high, "分值高"), (!entry.codes.is_empty(), "有问题")];
    let why: Vec<&str> = why.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
    vec![
        TableCell::count(number),
        TableCell::words(&entry.member),
        TableCell::words(&entry.item),
        TableCell::words(&entry.date),
        TableCell::words(&entry.content),
        entry.points.map_or(TableCell::Empty, TableCell::Points),
        TableCell::words(&entry.file),
        TableCell::words(&entry.sheet),
        TableCell::words(&entry.cell),
        TableCell::words(&entry.codes),
        TableCell::words(&why.join("、")),
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
    ]
}

fn asks(table: &Table, count: usize) -> Vec<Ask> {
    let Some(more) = u32::try_from(count).ok().and_then(|count| count.checked_sub(1)) else { return Vec::new() };
    let first = table.first_row();
    let ask = |col: u16, title: &str, note: &str, choices: Choices| Ask {
        first,
        last: first + more,
        col: FIRST_OPEN + col,
        title: title.to_owned(),
        note: note.to_owned(),
        choices,
    };
    vec![
        ask(
            0,
            RESULT,
            "属实：材料和本人说的都对得上。不实：没有这件事，或者次数、级别、日期不对。存疑：现在还看不清。",
            Choices::Words(RESULTS.map(str::to_owned).to_vec()),
        ),
        ask(1, BY, "去核查的人的姓名。", Choices::Free),
        ask(2, ON, "核查的日期，如 2025-07-08。", Choices::Days { from: None, to: None }),
    ]
}
