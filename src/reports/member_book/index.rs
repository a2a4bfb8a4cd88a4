//! The index of a book: who is in it, where, and how they stand.

use super::{Member, remarks};
use crate::model::{CellRef, Column, NumberKind, RowKind, Table, TableCell, masked};
use crate::reports::ResultDocument;
use crate::reports::summary::wording;

/// The sheet's name.
pub const NAME: &str = "目录";
/// So many members find room on one page.
const ONE_PAGE: usize = 45;

/// The index of these members, whose sheets are `tables`; `whose` is the branch, or nothing for members of several.
pub fn table(result: &ResultDocument, whose: &str, members: &[Member<'_>], tables: &[Table]) -> Table {
    let has_class = members.iter().any(|member| member.rules.classes.is_some());
    let has_stars = members.iter().any(|member| member.rules.has_stars());
    let mut columns = vec![Column::center("序号", 6), Column::left("姓名", 14), Column::center("编号", 10)];
    if whose.is_empty() {
        columns.push(Column::left("支部", 18));
    }
    if has_class {
        columns.push(Column::center("类别", 10));
    }
    columns.extend([
        Column::number("得分", 9, NumberKind::General),
        Column::center(if has_stars { "星级" } else { "等次" }, 10),
        Column::number("页数", 6, NumberKind::General),
        Column::left("备注", 24),
    ]);
    let status = if wording::is_provisional(result) { "（试算）" } else { "" };
    let cumulative = if result.period.cumulative { "累计" } else { "" };
    let title = format!("{whose}{}党员{cumulative}积分一人一册{status}", wording::period(&result.period));
    let mut table = Table::new(NAME, title, wording::unit(result, "分"), columns);
    for ((number, member), sheet) in (1..).zip(members).zip(tables) {
        let who = member.result;
        let link = TableCell::Link {
            text: masked(&who.name).into_owned(),
            table: member.sheet.clone(),
            cell: CellRef::new(0, 0),
        };
        let mut cells = vec![TableCell::Whole(number), link, TableCell::words(&who.id)];
        if whose.is_empty() {
            cells.push(TableCell::words(&who.branch));
        }
        if has_class {
            cells.push(TableCell::words(who.class.as_deref().unwrap_or_default()));
        }
        cells.extend([
            who.score.map_or(TableCell::Empty, TableCell::Points),
            TableCell::words(who.grade.as_deref().unwrap_or("不评")),
            sheet.own_pages.map_or(TableCell::Empty, TableCell::count),
            TableCell::words(&remarks(who).join("、")),
        ]);
        table.push(RowKind::Body, cells);
    }
    table.notes = vec![format!(
        "共 {} 人，一人一张表，点姓名可以跳过去；每人的页码各自从第 1 页编起，整本打印后可以按人装订。",
        members.len()
    )];
    table.signatures = wording::signatures();
    if members.len() <= ONE_PAGE {
        (table.one_page, table.own_pages) = (true, Some(1));
    }
    table
}
