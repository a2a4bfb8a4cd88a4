//! A member's score as a sheet of the member's book.

use super::document::{MemberResult, ResultDocument, StepResult};
use super::years_words::before_in_words;
use crate::model::{Book, Column, NumberKind, Orientation, RowKind, Table, TableCell};
use crate::rules::RuleSet;

/// A workbook with one sheet for each member.
#[must_use]
pub fn why_book(result: &ResultDocument, rules: &RuleSet, members: &[&MemberResult]) -> Book {
    let tables = members.iter().enumerate().map(|(at, member)| table(result, rules, member, at)).collect();
    Book { title: format!("{} 积分依据", result.period.label), tables }
}

fn table(result: &ResultDocument, rules: &RuleSet, member: &MemberResult, at: usize) -> Table {
    let title = format!("{} {} {} 年度积分依据", member.branch, member.name, result.period.label);
    let name = if at == 0 { member.name.clone() } else { format!("{} {}", at + 1, member.name) };
    let columns = vec![
        Column::center("类别", 12),
        Column::left("项目", 24),
        Column::center("期间", 9),
        Column::center("日期", 12),
        Column::center("次数", 6),
        Column::center("级别", 10),
        Column::number("计分", 9, NumberKind::General),
        Column::left("说明", 34),
        Column::left("出处", 30),
    ];
    let mut table = Table::new(&name, title, "单位：分".to_owned(), columns);
    for step in &member.steps {
        add_step(&mut table, rules, step);
    }
    let total = [
        TableCell::words(&rules.score.title),
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        member.score.map_or(TableCell::Empty, TableCell::Points),
        TableCell::words(member.grade.as_deref().unwrap_or("")),
        TableCell::Empty,
    ];
    table.push(RowKind::Total, total.into());
    table.orientation = Orientation::Landscape;
    table.ruled = true;
    table.notes = vec![
        format!("办法：{}，版本 {}。粗体各行相加就是{}。", rules.title, rules.version, rules.score.title),
        "出处是支部工作簿里的位置：文件、工作表、单元格。".to_owned(),
    ];
    table.notes.extend(before_in_words(result, rules, member));
    table.signatures = ["填表人", "审核人", "日期"].map(str::to_owned).to_vec();
    table
}

fn add_step(table: &mut Table, rules: &RuleSet, step: &StepResult) {
    let category = step.category.as_ref().and_then(|id| rules.categories.iter().find(|c| c.id == *id));
    let item = step.item.as_ref().and_then(|id| rules.items.iter().find(|item| item.id == *id));
    let whose = category.map_or(rules.score.title.as_str(), |category| category.title.as_str());
    table.push(
        RowKind::Total,
        vec![
            TableCell::words(whose),
            item.map_or(TableCell::Empty, |item| TableCell::words(&item.label())),
            TableCell::words(&step.period),
            TableCell::Empty,
            TableCell::Empty,
            TableCell::words(step.class.as_deref().unwrap_or_default()),
            TableCell::Points(step.counted),
            TableCell::words(&step.note),
            TableCell::Empty,
        ],
    );
    for entry in &step.entries {
        let source = &entry.source;
        table.push(
            RowKind::Body,
            vec![
                TableCell::Empty,
                TableCell::Empty,
                TableCell::Empty,
                TableCell::words(&entry.date),
                TableCell::Points(entry.quantity),
                TableCell::words(entry.level.as_deref().unwrap_or_default()),
                TableCell::Points(entry.effect),
                TableCell::words(entry.why.as_deref().unwrap_or_default()),
                TableCell::words(&format!("{}「{}」{}", source.file, source.sheet, source.cell)),
            ],
        );
    }
}
