//! A branch's two sheets as rows of cells.

use crate::branch::Branch;
use crate::calendar::long;
use crate::form::Stated;
use crate::items::Price;
use crate::ledger::{Cell, Column, Line};

/// The sheets' names.
pub const ROSTER: &str = "花名册";
pub const LEDGER: &str = "积分登记";

/// A table with the texts around it.
pub struct Sheet {
    pub name: &'static str,
    pub title: String,
    pub columns: Vec<(Column, String)>,
    pub rows: Vec<Vec<Cell>>,
}

/// The members.
pub fn roster(branch: &Branch) -> Sheet {
    let rows = (0..branch.members.len()).map(|index| {
        let columns = branch.form.roster.iter();
        columns.map(|(column, _)| member_cell(branch, index, *column)).collect()
    });
    Sheet {
        name: ROSTER,
        title: format!("{}{}党员花名册", branch.township, branch.name),
        columns: branch.form.roster.clone(),
        rows: rows.collect(),
    }
}

/// The lines, in the order of [`order`].
pub fn ledger(branch: &Branch) -> Sheet {
    let rows = order(branch).into_iter().enumerate().map(|(place, index)| {
        let columns = branch.form.ledger.iter();
        columns.map(|(column, _)| line_cell(branch, place, &branch.lines[index], *column)).collect()
    });
    Sheet {
        name: LEDGER,
        title: format!("{}{}党员积分登记表{}", branch.township, branch.name, branch.form.title_end),
        columns: branch.form.ledger.clone(),
        rows: rows.collect(),
    }
}

/// The lines' indices as they stand in the sheet: by date, or by member and date.
pub fn order(branch: &Branch) -> Vec<usize> {
    let mut order: Vec<usize> = (0..branch.lines.len()).collect();
    order.sort_by_key(|index| {
        let line = &branch.lines[*index];
        let member = if branch.form.by_member { line.member } else { 0 };
        (member, line.event.date, line.member, line.event.item.code, *index)
    });
    order
}

/// 填表人：… 审核人：…
pub fn footer(branch: &Branch) -> String {
    let keeper = &branch.team[0];
    let secretary = &branch.team[1];
    format!("填表人：{keeper}　　　　审核人：{secretary}　　　　{}", long(crate::calendar::day(branch.year, 12, 31)))
}

fn member_cell(branch: &Branch, index: usize, column: Column) -> Cell {
    let member = &branch.members[index];
    if let Some((_, cell)) = member.written.iter().find(|(of, _)| *of == column) {
        return cell.clone();
    }
    let tally = branch.tally(member.repeats.unwrap_or(index));
    let signed = if branch.form.stated == Stated::Signed { -tally.penalty } else { tally.penalty };
    match column {
        Column::Serial => Cell::Number(u32::try_from(index + 1).unwrap().into()),
        Column::Id => member.number.clone().map_or(Cell::Empty, Cell::Text),
        Column::Name => Cell::text(&member.person.name),
        Column::Sex => Cell::text(if member.person.woman { "女" } else { "男" }),
        Column::Born => Cell::Date(member.person.born),
        Column::Joined => Cell::Date(member.person.joined),
        Column::Class => Cell::text(if member.person.probationary(branch.year) { "预备" } else { "正式" }),
        Column::Came => Cell::date(member.came),
        Column::Left => Cell::date(member.left),
        Column::Died => Cell::date(member.died),
        Column::Base => Cell::halves(tally.base),
        Column::Bonus => Cell::halves(tally.bonus),
        Column::Penalty => Cell::halves(signed),
        Column::Total => Cell::Sum(f64::from(tally.score()) / 2.0),
        Column::Remark => {
            let gone = [(member.came, "组织关系转入"), (member.left, "组织关系转出"), (member.died, "已去世")];
            gone.iter().find(|(date, _)| date.is_some()).map_or(Cell::Empty, |(_, text)| Cell::text(*text))
        }
        _ => Cell::Empty,
    }
}

fn line_cell(branch: &Branch, place: usize, line: &Line, column: Column) -> Cell {
    if let Some((_, cell)) = line.written.iter().find(|(of, _)| *of == column) {
        return cell.clone();
    }
    let form = &branch.form;
    let event = &line.event;
    if form.one_of_two == Some(column) && place % 5 == 2 && line.planted.is_empty() {
        return Cell::Empty;
    }
    match column {
        Column::Serial => Cell::Number(u32::try_from(place + 1).unwrap().into()),
        Column::Date => Cell::Date(event.date),
        Column::Entered => Cell::Date(event.entered),
        Column::Id => id_cell(branch, line.member),
        Column::Name => Cell::text(&branch.members[line.member].person.name),
        Column::Code => Cell::text(event.item.code),
        Column::Item => Cell::text(event.item.name),
        Column::Count => event.count.map_or(Cell::Empty, |count| Cell::Number(count.into())),
        Column::Level => match event.level {
            Some("镇级") => Cell::text(form.town),
            level => level.map_or(Cell::Empty, Cell::text),
        },
        Column::Points => points_cell(form.stated, line),
        Column::Matter => Cell::text(&event.matter),
        Column::Evidence => Cell::text(event.evidence),
        Column::Verifier if !event.needs_vote() && !form.base_verified => Cell::Empty,
        Column::Verifier => event.verifier.clone().map_or(Cell::Empty, Cell::Text),
        Column::Passed => Cell::date(event.passed),
        Column::Colour if place % 4 == 1 => Cell::text(if place % 8 == 1 { "红" } else { "黄" }),
        _ => Cell::Empty,
    }
}

fn points_cell(stated: Stated, line: &Line) -> Cell {
    let event = &line.event;
    let halves = if stated == Stated::Signed && event.item.deducts() { -event.worth() } else { event.worth() };
    match event.item.price {
        Price::Assessed => event.points.map_or(Cell::Empty, |_| Cell::halves(halves)),
        Price::Nothing => Cell::Empty,
        _ if stated == Stated::Blank || halves == 0 => Cell::Empty,
        _ => Cell::halves(halves),
    }
}

/// 编号 where the roster has one; else 序号, only to tell namesakes apart.
fn id_cell(branch: &Branch, index: usize) -> Cell {
    let member = &branch.members[index];
    let namesakes = branch.members.iter().filter(|other| other.person.name == member.person.name).count();
    match &member.number {
        Some(number) => Cell::text(number),
        None if namesakes > 1 => Cell::Number(u32::try_from(index + 1).unwrap().into()),
        None => Cell::Empty,
    }
}
