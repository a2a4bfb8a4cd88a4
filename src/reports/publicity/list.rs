//! The list of a branch's members: who stands in it, in which order, and as which rows.

use std::cmp::Reverse;

use super::names::called;
use super::{Mask, Notice, Order};
use crate::model::strokes::{Lengths, by_strokes, not_covered};
use crate::model::{Align, Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::{MemberResult, ResultDocument};
use crate::rules::RuleSet;

/// What stands in place of a score that there is none of.
const NO_SCORE: &str = "—";
/// With more members, two stand side by side.
const ONE_COLUMN: usize = 20;

/// A member, and what he or she is called here.
pub struct Named<'a> {
    pub member: &'a MemberResult,
    pub called: String,
}

/// The members of a branch who are made public, in their order. Those who are not counted at the end of the period have
/// no result to be made public.
pub fn members<'a>(result: &'a ResultDocument, branch: &str, notice: &Notice) -> Vec<Named<'a>> {
    let members: Vec<&MemberResult> =
        result.members.iter().filter(|member| member.counted && member.branch == branch).collect();
    let names = called(&members, notice.mask);
    let mut listed: Vec<Named<'_>> =
        members.into_iter().zip(names).map(|(member, called)| Named { member, called }).collect();
    let strokes =
        |one: &Named<'_>, other: &Named<'_>| by_strokes(&one.member.name, &other.member.name, Lengths::ShortFirst);
    match notice.order {
        Order::Roster => {}
        Order::Strokes => listed.sort_by(strokes),
        Order::Score => listed.sort_by(|one, other| {
            Reverse(one.member.score).cmp(&Reverse(other.member.score)).then_with(|| strokes(one, other))
        }),
    }
    listed
}

/// How a list lies on the page.
pub struct Form {
    has_grades: bool,
    has_ranks: bool,
    places: u32,
    grade: &'static str,
    name: &'static str,
    twice: bool,
}

impl Form {
    /// The form for branches, of which the largest has so many members.
    pub fn of(result: &ResultDocument, rules: &RuleSet, notice: &Notice, largest: usize) -> Self {
        Self {
            has_grades: result.members.iter().any(|member| member.grade.is_some()),
            has_ranks: notice.ranking,
            places: rules.score.places,
            grade: if rules.has_stars() { "星级" } else { "等次" },
            name: if notice.mask == Mask::Number { "编号" } else { "姓名" },
            twice: largest > ONE_COLUMN,
        }
    }

    /// The columns: 序号, 姓名, 得分, and what else there is; once or twice.
    pub fn columns(&self) -> Vec<Column> {
        // In all as wide as a page upright, so that nothing is made smaller.
        let [number, name, score, grade, rank] = match (self.has_grades, self.has_ranks, self.twice) {
            (true, false, true) => [7, 14, 9, 12, 0],
            (true, true, true) => [7, 11, 8, 9, 7],
            (false, false, true) => [7, 21, 14, 0, 0],
            (false, true, true) => [7, 16, 11, 0, 8],
            (true, false, false) => [8, 30, 20, 24, 0],
            (true, true, false) => [8, 24, 18, 20, 12],
            (false, false, false) => [10, 42, 30, 0, 0],
            (false, true, false) => [10, 34, 24, 0, 14],
        };
        let mut columns = vec![Column::center("序号", number), Column::center(self.name, name)];
        columns
            .push(Column { align: Align::Center, ..Column::number("得分", score, NumberKind::Places(self.places)) });
        if self.has_grades {
            columns.push(Column::center(self.grade, grade));
        }
        if self.has_ranks {
            columns.push(Column::center("名次", rank));
        }
        if self.twice {
            columns.extend_from_within(..);
        }
        columns
    }

    /// Adds the members, from left to right where two stand side by side; `rank` tells which of the two ranks is meant.
    pub fn add(&self, table: &mut Table, members: &[Named<'_>], rank: fn(&MemberResult) -> Option<usize>) {
        let numbered: Vec<(i64, &Named<'_>)> = (1..).zip(members).collect();
        for row in numbered.chunks(if self.twice { 2 } else { 1 }) {
            let cells = row.iter().flat_map(|(number, named)| self.cells(*number, named, rank));
            table.push(RowKind::Body, cells.collect());
        }
    }

    fn cells(&self, number: i64, named: &Named<'_>, rank: fn(&MemberResult) -> Option<usize>) -> Vec<TableCell> {
        let member = named.member;
        let mut cells = vec![
            TableCell::Whole(number),
            TableCell::words(&named.called),
            member.score.map_or_else(|| TableCell::words(NO_SCORE), TableCell::Points),
        ];
        if self.has_grades {
            cells.push(TableCell::words(member.grade.as_deref().unwrap_or(NO_SCORE)));
        }
        if self.has_ranks {
            cells.push(rank(member).map_or_else(|| TableCell::words(NO_SCORE), TableCell::count));
        }
        cells
    }
}

/// What is said of the order under a list.
pub fn notes(members: &[Named<'_>], notice: &Notice) -> Vec<String> {
    let order = match notice.order {
        Order::Strokes => "同一支部的党员按姓氏笔画排列",
        Order::Score => "同一支部的党员按得分从高到低排列，得分相同的按姓氏笔画排列",
        Order::Roster => "同一支部的党员按花名册的次序排列",
    };
    let place = match (notice.ranking, notice.order) {
        (true, Order::Strokes | Order::Roster) => "，名次另写在「名次」一栏",
        (false, Order::Strokes | Order::Roster) => "，不分名次",
        (_, Order::Score) => "",
    };
    let mut notes = vec![format!("{order}{place}。")];
    let lacking = not_covered(members.iter().map(|named| named.member.name.as_str()));
    if notice.order != Order::Roster && !lacking.is_empty() {
        // A character of a name that is masked gives it away.
        notes.push(if notice.mask == Mask::None {
            let listed: String = lacking.iter().map(|c| format!("「{c}」")).collect();
            format!("笔画表里没有{listed}，姓名里有这些字的排在最后。")
        } else {
            format!("姓名里有笔画表没有的字（{} 个）的，排在最后。", lacking.len())
        });
    }
    if members.iter().any(|named| named.called.ends_with('）')) {
        notes.push("姓名相同或者遮盖以后相同的，括号里是花名册上的编号。".to_owned());
    }
    notes
}
