//! 读取清单: a row for each stretch of cells, with what it was used as or why it was passed over.

use super::layout_page::{FileReading, role_in_words};
use crate::layout::{Stretch, Use};
use crate::model::{Book, Column, NumberKind, RowKind, Table, TableCell, masked};
use crate::rules::RuleSet;

/// The workbook; `parts` are the files by the rule sets that they were read by.
#[must_use]
pub fn reading_list_book(parts: &[(&[FileReading], &RuleSet)]) -> Book {
    let columns = vec![
        Column::left("工作簿", 24),
        Column::left("工作表", 14),
        Column::center("位置", 13),
        Column::number("格数", 7, NumberKind::General),
        Column::center("去处", 9),
        Column::left("是什么", 34),
        Column::left("附注", 18),
    ];
    let mut table = Table::new("读取清单", "读取清单".to_owned(), "单位：个".to_owned(), columns);
    table.filter = true;
    for (file, rules) in parts.iter().flat_map(|(files, rules)| files.iter().map(move |file| (file, *rules))) {
        for sheet in &file.account.sheets {
            for stretch in &sheet.stretches {
                let cells = vec![
                    TableCell::words(&file.path),
                    TableCell::words(&sheet.sheet),
                    TableCell::words(&stretch.cells.to_string()),
                    TableCell::count(stretch.count),
                    TableCell::words(if stretch.what.is_used() { "用到" } else { "没有用到" }),
                    TableCell::words(&what_it_is(file, stretch, rules)),
                    TableCell::words(&remark(stretch)),
                ];
                table.push(RowKind::Body, cells);
            }
        }
    }
    table
        .notes
        .push("每个有内容的单元格都在一行里，而且只在一行里；用「去处」一栏筛选，可以只看没有用到的。".to_owned());
    Book { title: "读取清单".to_owned(), tables: vec![table] }
}

fn what_it_is(file: &FileReading, stretch: &Stretch, rules: &RuleSet) -> String {
    let column = stretch.column.and_then(|(table, column)| {
        let table = file.tables.get(table)?;
        Some((table, table.columns.get(column)?))
    });
    let Some((table, column)) = column else { return stretch.what.title().to_owned() };
    let heading = masked(&column.heading);
    if stretch.what == Use::Data {
        let role = role_in_words(column, table.kind, rules);
        if role == *heading { heading.into_owned() } else { format!("{heading}：{role}") }
    } else {
        format!("{heading}：{}", stretch.what.title())
    }
}

fn remark(stretch: &Stretch) -> String {
    let mut remarks = Vec::new();
    if stretch.hidden {
        remarks.push("隐藏".to_owned());
    }
    if stretch.figures > 0 {
        remarks.push(format!("含数字 {} 格", stretch.figures));
    }
    if stretch.uncalculated > 0 {
        remarks.push(format!("公式没有结果 {} 格", stretch.uncalculated));
    }
    remarks.join("，")
}
