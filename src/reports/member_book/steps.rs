//! The score step by step, with the sum so far behind each step: it ends with the score.

use super::pages::Pages;
use super::{Member, rows};
use crate::model::{Points, RowKind, TableCell};
use crate::reports::{MemberResult, StepResult};
use crate::rules::RuleSet;

/// The header.
const HEADER: [&str; 9] = ["步", "类别", "项目", "条数", "期间", "满分", "计分", "怎样得来", "累计"];

/// The part.
pub fn add(pages: &mut Pages, member: &Member<'_>) {
    let (rules, who) = (member.rules, member.result);
    let score = &rules.score.title;
    if who.steps.is_empty() {
        pages.part("三、得分：没有计分的步骤", &[]);
    } else {
        pages.part(&format!("三、{score}怎样得来（{} 步，从上到下相加）", who.steps.len()), &HEADER);
    }
    let mut sum = Points::ZERO;
    for (number, step) in (1..).zip(&who.steps) {
        sum += step.counted;
        pages.push(RowKind::Body, row(rules, number, step, sum));
    }
    match who.score {
        Some(points) => rows::wide(pages, score, &format!("{points} 分")),
        None => rows::wide(pages, score, "没有：缺少必需的评价或没有应计的期间，得分不能产生。"),
    }
}

/// The most decimal places of a step.
pub fn places(member: &MemberResult) -> usize {
    let of = |step: &StepResult| step.counted.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    member.steps.iter().map(of).max().unwrap_or(0)
}

fn row(rules: &RuleSet, number: i64, step: &StepResult, sum: Points) -> Vec<TableCell> {
    let item = step.item.as_ref().and_then(|id| rules.items.iter().find(|item| item.id == *id));
    let label = item.map_or_else(|| step.item.clone().unwrap_or_default(), crate::rules::Item::label);
    let note = match &step.class {
        Some(class) => format!("〔{class}〕{}", step.note),
        None if step.note.is_empty() && !step.entries.is_empty() => "登记相加".to_owned(),
        None => step.note.clone(),
    };
    vec![
        TableCell::Whole(number),
        TableCell::words(whose(rules, step)),
        TableCell::words(&label),
        if step.entries.is_empty() { TableCell::Empty } else { TableCell::count(step.entries.len()) },
        TableCell::words(&step.period),
        step.of.map_or(TableCell::Empty, TableCell::Points),
        TableCell::Points(step.counted),
        TableCell::words(&note),
        TableCell::Points(sum),
    ]
}

/// What a step belongs to: its category, the veto, or the whole score.
fn whose<'r>(rules: &'r RuleSet, step: &'r StepResult) -> &'r str {
    match (&step.category, &step.item, &rules.veto) {
        (Some(id), ..) => rules.categories.iter().find(|known| known.id == *id).map_or(id, |known| &known.title),
        (None, Some(_), Some(veto)) => &veto.title,
        (None, ..) => &rules.score.title,
    }
}
