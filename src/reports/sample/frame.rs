//! 支部名单 and 登记名单: all branches and all entries among which was drawn, with their digests.

use super::{Sample, SampledBranch, SampledEntry};
use crate::layout::check_list::{BRANCH, BRANCHES, CELL, DIGEST, DRAWN, ENTRIES, FILE, MEMBER, SHEET};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};

pub fn branches(sample: &Sample) -> Table {
    let mut columns = vec![Column::center("序号", 6), Column::center(BRANCH, 24)];
    columns.extend(sample.is_stratified.then(|| Column::center("层", 18)));
    let before: Vec<String> = sample.after.iter().rev().take(2).rev().map(|list| list.period.clone()).collect();
    columns.extend(before.iter().map(|period| Column::center(format!("{period} 抽查"), 13)));
    columns.extend([
        Column::center("必抽", 7),
        Column::left(DIGEST, 68),
        Column::center("层内名次", 9),
        Column::center(DRAWN, 8),
    ]);
    let unit = format!("共 {} 个，抽中 {} 个", sample.branches.len(), sample.drawn().count());
    let mut table = Table::new(BRANCHES, sample.title("抽查支部名单"), unit, columns);
    for (number, branch) in (1..).zip(&sample.branches) {
        let mut cells = vec![TableCell::count(number), TableCell::words(&branch.name)];
        cells.extend(sample.is_stratified.then(|| TableCell::words(&branch.stratum)));
        let last = branch.before.len().saturating_sub(before.len());
        cells.extend(branch.before.iter().skip(last).map(|drawn| mark(*drawn, "抽中", "没有")));
        cells.extend([
            mark(branch.is_due, "必抽", "—"),
            TableCell::Text(branch.digest.to_string()),
            TableCell::count(branch.place),
            mark(branch.drawn, DRAWN, "—"),
        ]);
        table.push(RowKind::Body, cells);
    }
    table.frozen_columns = 2;
    table.notes = vec!["摘要是「种子|支部」的 SHA-256；怎样抽的，见「抽查办法」。".to_owned()];
    let missing: Vec<&str> =
        sample.branches.iter().filter(|one| !one.has_workbook).map(|one| one.name.as_str()).collect();
    if !missing.is_empty() {
        table.notes.push(format!("没有报表、也一起抽的：{}。", missing.join("、")));
    }
    table
}

pub fn entries(sample: &Sample) -> Table {
    let columns = vec![
        Column::center("序号", 7),
        Column::center(BRANCH, 20),
        Column::center(MEMBER, 10),
        Column::left(FILE, 20),
        Column::left(SHEET, 14),
        Column::center(CELL, 11),
        Column::number("分值", 8, NumberKind::General),
        Column::center("分值高", 8),
        Column::center("问题", 12),
        Column::number("签数", 6, NumberKind::General),
        Column::left("最小的摘要", 68),
        Column::center(DRAWN, 8),
    ];
    let all = || sample.drawn().flat_map(|branch| branch.entries.iter().map(move |entry| (branch, entry)));
    let unit = format!("抽中的支部共 {} 条登记，抽中 {} 条", all().count(), all().filter(|(_, one)| one.drawn).count());
    let mut table = Table::new(ENTRIES, sample.title("抽查登记名单"), unit, columns);
    for (number, (branch, entry)) in (1..).zip(all()) {
        table.push(RowKind::Body, row(number, branch, entry));
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.ruled = false;
    table
}

fn row(number: usize, branch: &SampledBranch, entry: &SampledEntry) -> Vec<TableCell> {
    vec![
        TableCell::count(number),
        TableCell::words(&branch.name),
        TableCell::words(&entry.member),
        TableCell::words(&entry.file),
        TableCell::words(&entry.sheet),
        TableCell::words(&entry.cell),
        entry.points.map_or(TableCell::Empty, TableCell::Points),
        mark(entry.is_high, "是", "—"),
        TableCell::words(&entry.codes),
        TableCell::count(entry.tickets),
        TableCell::Text(entry.digest.to_string()),
        mark(entry.drawn, DRAWN, "—"),
    ]
}

fn mark(yes: bool, word: &str, otherwise: &str) -> TableCell {
    TableCell::Text(if yes { word } else { otherwise }.to_owned())
}
