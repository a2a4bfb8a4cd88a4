//! 荣誉: who has each honour, by period and branch, as it is made public.

use super::{Plan, wording};
use crate::model::strokes::{Lengths, by_strokes, not_covered};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::Honour;
use crate::rules::{Gives, RankedList};

/// The sheet's name.
pub const NAME: &str = "荣誉";

/// Whether the rule set gives honours at all.
pub fn stands(plan: &Plan<'_>) -> bool {
    let gives = |list: &RankedList| list.gives == Gives::Honour;
    !plan.rules.honours.is_empty() || plan.rules.lists.iter().any(gives) || !plan.result.honours.is_empty()
}

/// The sheet; `None` where the rule set gives no honours at all.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    if !stands(plan) {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "党员荣誉名单");
    let columns = vec![
        Column::left("荣誉", 20),
        Column::center("期间", 10),
        Column::center("支部", 22),
        Column::number("人数", 7, NumberKind::General),
        Column::left("名单", 60),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "人"), columns);
    for given in together(plan) {
        let Some(first) = given.first() else { continue };
        let names: Vec<String> = given.iter().map(|honour| named(plan, honour)).collect();
        table.push(
            RowKind::Body,
            vec![
                TableCell::words(&first.title),
                TableCell::words(first.period.as_deref().unwrap_or(&plan.result.period.label)),
                TableCell::words(&first.branch),
                TableCell::count(given.len()),
                TableCell::words(&wording::listed(&names)),
            ],
        );
    }
    if plan.result.honours.is_empty() {
        table.push(RowKind::Wide, vec![TableCell::words(wording::NOTHING)]);
    }
    table.filter = true;
    table.notes = vec!["同一荣誉、同一期间、同一支部的列在一行，按姓氏笔画排列，排名不分先后。".to_owned()];
    let lacking = not_covered(plan.result.honours.iter().map(|honour| honour.name.as_str()));
    table.notes.extend(wording::without_strokes(&lacking));
    table.signatures = wording::signatures();
    Some(table)
}

/// The honours of one title, period and branch together: titles in the order in which they first occur, then by
/// time; people by the strokes of their names, namesakes as on the roster.
fn together<'a>(plan: &Plan<'a>) -> Vec<Vec<&'a Honour>> {
    let honours = &plan.result.honours;
    let first = |title: &str| honours.iter().position(|honour| honour.title == title);
    let branch = |name: &str| plan.result.branches.iter().position(|branch| branch.name == name);
    let mut sorted: Vec<&Honour> = honours.iter().collect();
    sorted.sort_by(|a, b| {
        let key = |honour: &&'a Honour| (first(&honour.title), &honour.period, branch(&honour.branch));
        key(a).cmp(&key(b)).then_with(|| by_strokes(&a.name, &b.name, Lengths::ShortFirst))
    });
    let alike = |a: &&Honour, b: &&Honour| (&a.title, &a.period, &a.branch) == (&b.title, &b.period, &b.branch);
    sorted.chunk_by(alike).map(<[_]>::to_vec).collect()
}

/// The name; with the roster's number where the branch has namesakes.
fn named(plan: &Plan<'_>, honour: &Honour) -> String {
    if plan.namesakes.contains(&(honour.branch.as_str(), honour.name.as_str())) {
        format!("{}（{}）", honour.name, honour.id)
    } else {
        honour.name.clone()
    }
}
