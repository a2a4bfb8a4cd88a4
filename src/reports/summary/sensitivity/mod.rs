//! 临界与敏感性: who is one step from another grade, in sentences.

mod cases;
mod edges;
mod words;

use self::words::Names;
use super::{Plan, wording};
use crate::model::{Column, NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::sensitivity::{CaseKind, SensitivityResult};

/// The sheet's name.
pub const NAME: &str = "临界与敏感性";

/// The sheet; `None` where there is nothing to put on it.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let found = plan.result.sensitivity.as_ref().filter(|found| found.says_something())?;
    let title = wording::title(plan.result, plan.rules, NAME);
    let columns = vec![
        Column::center("支部（范围）", 20),
        Column::center("姓名", 12),
        Column::left("如果这样", 60),
        Column::number("现在得分", 10, NumberKind::General),
        Column::number("会是得分", 10, NumberKind::General),
        Column::center("现在等次", 18),
        Column::center("会成为", 18),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    let names = Names::of(plan.result);
    let mut sections = Sections { table: &mut table, number: 0 };
    if let Some(all) = &found.all_accepted {
        sections.begin("待审议的全部通过");
        cases::add_all(sections.table, &names, all);
    }
    for (kind, heading) in [
        (CaseKind::Entry, "待审议的通过一条"),
        (CaseKind::Entries, "一名党员待审议的几条都通过"),
        (CaseKind::Veto, "一票否决不成立"),
        (CaseKind::Rounding, "得分换一种取整"),
    ] {
        let rows = found.cases.iter().filter(|case| case.kind == kind);
        sections.add(heading, rows.map(|case| cases::row_of(plan.rules, &names, case)).collect());
    }
    sections.add("多一个名额", found.places.iter().map(|place| edges::place(&names, place)).collect());
    let heading = format!("靠近等次线（相差 {} 分以内）", found.within);
    sections.add(&heading, found.near.iter().flat_map(|near| edges::near(&names, near)).collect());
    table.frozen_columns = 2;
    table.notes = notes(found);
    table.signatures = wording::signatures();
    Some(table)
}

/// The parts of the table, numbered as far as there are any.
struct Sections<'t> {
    table: &'t mut Table,
    number: usize,
}

impl Sections<'_> {
    fn begin(&mut self, heading: &str) {
        let number = ["一", "二", "三", "四", "五", "六", "七"].get(self.number).unwrap_or(&"");
        self.number += 1;
        self.table.push(RowKind::Heading, vec![TableCell::words(&format!("{number}、{heading}"))]);
    }

    fn add(&mut self, heading: &str, rows: Vec<Vec<TableCell>>) {
        if !rows.is_empty() {
            self.begin(heading);
        }
        for row in rows {
            self.table.push(RowKind::Body, row);
        }
    }
}

fn notes(found: &SensitivityResult) -> Vec<String> {
    let asked = &found.asked;
    let mut notes = vec![
        "每一种情形都单独假设，其余照旧，重新计分、重新评等次和分名额；前面几项只列会改变等次或者待定的。全部是数值，不随其他表的改动重算。"
            .to_owned(),
        format!(
            "一共试了：待审议逐条 {} 条、按人合起来 {} 人，一票否决 {} 项，取整 {} 种，名额 {} 处。",
            asked.entries, asked.members, asked.vetoes, asked.roundings, asked.places
        ),
        format!("靠近等次线，是指按分数相差在 {} 分以内：办法里最少的一条登记值这么多分。", found.within),
    ];
    if asked.entries_left_out > 0 {
        notes.push(format!(
            "有的支部待审议的登记比党员还多，没有逐条试，只按人合起来试了，共 {} 条；请先补齐手续。",
            asked.entries_left_out
        ));
    }
    notes
}

/// A row: branch or scope and name; what is supposed; scores and grades as they are and as they would be.
fn row(who: [&str; 2], says: &str, scores: [Option<Points>; 2], grades: [&str; 2]) -> Vec<TableCell> {
    let words = [who[0], who[1], says].map(TableCell::words);
    let scores = scores.map(|points| points.map_or(TableCell::Empty, TableCell::Points));
    words.into_iter().chain(scores).chain(grades.map(TableCell::words)).collect()
}
