//! 临界与敏感性: who is one step from another grade, in sentences.

use super::{Plan, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::sensitivity::{
    AllAcceptedResult, CaseKind, CaseResult, EdgeResult, ListMove, NearResult, PlaceResult, SensitivityResult,
    ShiftResult,
};
use crate::rules::{Item, RuleSet};

/// The sheet's name.
pub const NAME: &str = "临界与敏感性";

/// The sheet; `None` where there is nothing to put on it.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let found = plan.result.sensitivity.as_ref().filter(|found| found.says_something())?;
    let title = wording::title(plan.result, plan.rules, NAME);
    let columns = vec![
        Column::center("支部（范围）", 20),
        Column::center("姓名", 12),
        Column::left("如果这样", 62),
        Column::number("现在得分", 10, NumberKind::General),
        Column::number("会是", 10, NumberKind::General),
        Column::center("现在等次", 12),
        Column::center("会成为", 16),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    let mut sections = Sections { table: &mut table, number: 0 };
    if let Some(all) = &found.all_accepted {
        sections.begin("待审议的全部通过");
        add_all(sections.table, all);
    }
    for (kind, heading) in [
        (CaseKind::Entry, "待审议的通过一条"),
        (CaseKind::Entries, "一名党员待审议的几条都通过"),
        (CaseKind::Veto, "一票否决不成立"),
        (CaseKind::Rounding, "得分换一种取整"),
    ] {
        let mut cases = found.cases.iter().filter(|case| case.kind == kind).peekable();
        if cases.peek().is_some() {
            sections.begin(heading);
        }
        for case in cases {
            sections.table.push(RowKind::Body, case_row(plan.rules, case));
        }
    }
    if !found.places.is_empty() {
        sections.begin("多一个名额");
        for place in &found.places {
            sections.table.push(RowKind::Body, place_row(place));
        }
    }
    if !found.near.is_empty() {
        sections.begin(&format!("靠近等次线（相差不到 {} 分，或者刚好）", found.within));
        for near in &found.near {
            for row in near_rows(near) {
                sections.table.push(RowKind::Body, row);
            }
        }
    }
    table.frozen_columns = 2;
    table.notes = notes(found);
    table.signatures = wording::signatures();
    Some(table)
}

struct Sections<'t> {
    table: &'t mut Table,
    number: usize,
}

impl Sections<'_> {
    fn begin(&mut self, heading: &str) {
        let numbers = ["一", "二", "三", "四", "五", "六", "七"];
        let number = numbers.get(self.number).unwrap_or(&"");
        self.number += 1;
        self.table.push(RowKind::Heading, vec![TableCell::words(&format!("{number}、{heading}"))]);
    }
}

fn notes(found: &SensitivityResult) -> Vec<String> {
    let asked = &found.asked;
    let mut notes = vec![
        "每一种情形都单独假设，其余照旧，重新计分、重新评等次和分名额；只列会改变等次或者待定的。全部是数值，不随其他表的改动重算。"
            .to_owned(),
        format!(
            "一共试了：待审议逐条 {} 条、按人合起来 {} 人，取整 {} 种，一票否决 {} 项，名额 {} 处。",
            asked.entries, asked.members, asked.roundings, asked.vetoes, asked.places
        ),
        format!("「靠近等次线」是指相差在 {} 分以内：办法里最少的一条登记值这么多分。", found.within),
    ];
    if asked.entries_left_out > 0 {
        notes.push(format!(
            "有的支部待审议的登记比党员还多，没有逐条试，只按人合起来试了，共 {} 条；请先补齐手续。",
            asked.entries_left_out
        ));
    }
    notes
}

fn row(who: (&str, &str), says: &str, score: [TableCell; 2], grade: [&str; 2]) -> Vec<TableCell> {
    let [score, score_then] = score;
    let [before, after] = grade.map(TableCell::words);
    vec![TableCell::words(who.0), TableCell::words(who.1), TableCell::words(says), score, score_then, before, after]
}

fn points(points: Option<crate::model::Points>) -> TableCell {
    points.map_or(TableCell::Empty, TableCell::Points)
}

fn add_all(table: &mut Table, all: &AllAcceptedResult) {
    let count = |list: ListMove| all.shifts.iter().filter(|shift| shift.list == Some(list)).count();
    let summary = if all.changes_the_list() {
        let honours = match (all.honours_on.len(), all.honours_off.len()) {
            (0, 0) => String::new(),
            (on, off) => format!("；荣誉增加 {on} 项、减少 {off} 项"),
        };
        format!(
            "授牌名单会变：增加 {} 人，退出 {} 人，换等次 {} 人{honours}。",
            count(ListMove::On),
            count(ListMove::Off),
            count(ListMove::Other)
        )
    } else {
        "授牌名单不变。".to_owned()
    };
    let summary = format!("待审议的共 {} 条（{} 名党员），全部通过的话，{summary}", all.entries, all.members);
    table.push(RowKind::Wide, vec![TableCell::words(&summary)]);
    for shift in &all.shifts {
        let says = match shift.list {
            Some(ListMove::On) => "进入授牌名单",
            Some(ListMove::Off) => "退出授牌名单",
            Some(ListMove::Other) => "授牌的等次不同",
            None => "等次不同，不在授牌名单上",
        };
        let says = if shift.before == shift.after { "等次不变，待定的名额不同" } else { says };
        let cells = [TableCell::Empty, TableCell::Empty];
        table.push(RowKind::Body, row((&shift.branch, &shift.name), says, cells, [&before(shift), &after(shift)]));
    }
    for (honours, says) in [(&all.honours_on, "会得到"), (&all.honours_off, "不再得到")] {
        for honour in honours {
            let period = honour.period.as_deref().map_or_else(String::new, |period| format!("（{period}）"));
            let says = format!("{says}荣誉「{}」{period}", honour.title);
            let cells = [TableCell::Empty, TableCell::Empty];
            table.push(RowKind::Body, row((&honour.branch, &honour.name), &says, cells, ["", ""]));
        }
    }
}

fn case_row(rules: &RuleSet, case: &CaseResult) -> Vec<TableCell> {
    let (mine, others): (Vec<&ShiftResult>, Vec<&ShiftResult>) =
        case.shifts.iter().partition(|shift| is_about(case, shift));
    let entries: Vec<String> = case
        .entries
        .iter()
        .take(SHOWN)
        .map(|entry| {
            let item =
                rules.items.iter().find(|item| item.id == entry.item).map_or_else(|| entry.item.clone(), Item::label);
            format!("{} {item}（{}!{}）", entry.date, entry.source.sheet, entry.source.cell)
        })
        .collect();
    let entries = entries.join("、");
    let more = if case.entries.len() > SHOWN { format!("等 {} 条", case.entries.len()) } else { String::new() };
    let scores = match (case.score, case.score_then) {
        (Some(score), Some(then)) if score != then => format!("，得分 {score}→{then}"),
        _ => String::new(),
    };
    let says = match case.kind {
        CaseKind::Entry | CaseKind::Entries => format!("若{entries}{more}通过{scores}"),
        CaseKind::Veto => format!("若{entries}{more}不成立{scores}"),
        CaseKind::Rounding => {
            let then = case.score_then.map_or_else(String::new, |then| then.to_string());
            format!("若得分取为 {then}")
        }
    };
    let own = mine.first();
    let moved = own.map_or_else(|| "本人等次不变".to_owned(), |shift| arrow(shift));
    let says = format!("{says}，{moved}{}", of_others(&others));
    let grades = own.map(|shift| [before(shift), after(shift)]).unwrap_or_default();
    let [from, to] = &grades;
    row((&case.branch, &case.name), &says, [points(case.score), points(case.score_then)], [from, to])
}

/// How many entries, or other members, a sentence names.
const SHOWN: usize = 5;

fn is_about(case: &CaseResult, shift: &ShiftResult) -> bool {
    (&case.branch, &case.name, &case.id) == (&shift.branch, &shift.name, &shift.id)
}

fn of_others(others: &[&ShiftResult]) -> String {
    if others.is_empty() {
        return String::new();
    }
    let told: Vec<String> = others.iter().take(SHOWN).map(|shift| format!("{} {}", shift.name, arrow(shift))).collect();
    let more = if others.len() > SHOWN { format!("等 {} 人", others.len()) } else { String::new() };
    format!("；同时 {}{more}", told.join("、"))
}

fn arrow(shift: &ShiftResult) -> String {
    format!("{}→{}", before(shift), after(shift))
}

fn before(shift: &ShiftResult) -> String {
    with_contested(shift.before.as_deref(), &shift.contested_before)
}

fn after(shift: &ShiftResult) -> String {
    with_contested(shift.after.as_deref(), &shift.contested_after)
}

/// 二星级, 二星级（三星级待定）.
fn with_contested(grade: Option<&str>, contested: &[String]) -> String {
    let grade = grade.unwrap_or(wording::NOTHING);
    if contested.is_empty() { grade.to_owned() } else { format!("{grade}（{}待定）", contested.join("、")) }
}

fn place_row(place: &PlaceResult) -> Vec<TableCell> {
    let names: Vec<String> = place.first_out.iter().map(|holder| holder.name.clone()).collect();
    let score =
        |points: Option<crate::model::Points>| points.map_or_else(String::new, |points| format!("（{points} 分）"));
    let first = place.first_out.first();
    let last = place.last_in.as_ref().map_or_else(
        || format!("{}名额 {} 名，没有人评上", place.level, place.limit),
        |last| format!("{}名额 {} 名，最后一名是{}{}", place.level, place.limit, last.name, score(last.score)),
    );
    let out = if names.len() > 1 { "并列待定的是" } else { "差一名的是" };
    let gap = match place.gap {
        Some(gap) if gap.is_zero() => "，得分相同，先后由后面的次序决定".to_owned(),
        Some(gap) => format!("，相差 {gap} 分"),
        None => String::new(),
    };
    let moved: Vec<String> =
        place.shifts.iter().take(SHOWN).map(|shift| format!("{} {}", shift.name, arrow(shift))).collect();
    let more = if place.shifts.len() > SHOWN { format!("等 {} 人", place.shifts.len()) } else { String::new() };
    let moved =
        if moved.is_empty() { "谁的等次也不变".to_owned() } else { format!("{}{more}", moved.join("、")) };
    let says = format!(
        "{last}，{out}{}{}{gap}。多一个名额，{moved}",
        names.join("、"),
        score(first.and_then(|one| one.score))
    );
    let own = place.shifts.iter().find(|shift| {
        first.is_some_and(|first| (&first.branch, &first.name, &first.id) == (&shift.branch, &shift.name, &shift.id))
    });
    let grades = own.map(|shift| [before(shift), after(shift)]).unwrap_or_default();
    let [from, to] = &grades;
    let cells = [points(first.and_then(|first| first.score)), TableCell::Empty];
    row((&place.scope, &names.join("、")), &says, cells, [from, to])
}

fn near_rows(near: &NearResult) -> Vec<Vec<TableCell>> {
    let of = |edge: &EdgeResult, says: String, score_then| {
        let cells = [TableCell::Points(near.score), score_then];
        row((&near.branch, &near.name), &says, cells, [&near.grade, &edge.given])
    };
    let above = near.above.as_ref().map(|edge| {
        let places = if edge.given == edge.grade { "" } else { "，但名额不够" };
        let says = format!("差 {} 分够{}{places}", edge.points, edge.grade);
        of(edge, says, TableCell::Points(near.score + edge.points))
    });
    let below = near.below.as_ref().map(|edge| {
        let says = if edge.points.is_zero() {
            format!("恰好在{}的线上，再少一点就是{}", near.grade, edge.grade)
        } else {
            format!("只比{}的线高 {} 分，再少就是{}", near.grade, edge.points, edge.grade)
        };
        of(edge, says, TableCell::Empty)
    });
    above.into_iter().chain(below).collect()
}
