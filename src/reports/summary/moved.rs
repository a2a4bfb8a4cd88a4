//! 评定说明: whose grade is not simply what the score gives, and why.

use super::{Plan, wording};
use crate::model::{Column, NumberKind, RowKind, Table, TableCell};
use crate::reports::{DecisionResult, MemberResult};
use crate::rules::RuleSet;

/// The sheet's name.
pub const NAME: &str = "评定说明";

/// The sheet; `None` where everyone has what the score gives.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    let moved: Vec<(&MemberResult, String)> =
        plan.result.members.iter().filter_map(|member| Some((member, reason(plan, member)?))).collect();
    if moved.is_empty() {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "等次与分数不一致的党员");
    let columns = vec![
        Column::center("序号", 6),
        Column::center("支部", 22),
        Column::center("姓名", 12),
        Column::number(&plan.rules.score.title, 9, NumberKind::Places(plan.rules.score.places)),
        Column::center("按分数", 12),
        Column::center("评定", 12),
        Column::center("待定", 16),
        Column::left("依据", 50),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "分"), columns);
    for ((member, reason), number) in moved.iter().zip(1..) {
        table.push(RowKind::Body, row(number, member, reason));
    }
    table.frozen_columns = 3;
    table.filter = true;
    table.notes = vec!["只列因一票否决、名额已满、同分或者会议决定，等次与分数对应的不同，或者待定的党员。".to_owned()];
    table.signatures = wording::signatures();
    Some(table)
}

fn row(number: i64, member: &MemberResult, reason: &str) -> Vec<TableCell> {
    let grade = |title: &Option<String>| TableCell::words(title.as_deref().unwrap_or_default());
    vec![
        TableCell::Whole(number),
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        member.score.map_or(TableCell::Empty, TableCell::Points),
        grade(&member.grade_by_points),
        grade(&member.grade),
        TableCell::words(&member.contested.join("、")),
        TableCell::words(reason),
    ]
}

/// Why the grade is not simply what the score gives; `None` where it is.
fn reason(plan: &Plan<'_>, member: &MemberResult) -> Option<String> {
    let rules = plan.rules;
    let grade = member.grade.as_deref().unwrap_or(wording::NOTHING);
    if let (false, Some(veto)) = (member.veto.is_empty(), &rules.veto) {
        let items = member.veto.iter().map(|id| {
            let item = rules.items.iter().find(|item| item.id == *id);
            item.map_or_else(|| id.clone(), crate::rules::Item::label)
        });
        let items: Vec<String> = items.collect();
        return Some(format!("{}：{}，确定为「{grade}」", veto.title, items.join("、")));
    }
    if !member.contested.is_empty() {
        let levels = member.contested.join("」「");
        return Some(format!("同分而「{levels}」名额不够，待党员大会决定；暂按顺延列为「{grade}」"));
    }
    // Grades stand from the best to the lowest.
    let place = |title: &Option<String>| rules.grades.iter().position(|grade| Some(&grade.title) == title.as_ref());
    let (from, given) = (place(&member.grade_by_points)?, place(&member.grade)?);
    if given > from {
        if let Some(denied) = denied(&plan.result.decisions, rules, member, given) {
            return Some(format!("{denied}，顺延为「{grade}」"));
        }
        let from = rules.grades.get(from).map_or("", |grade| grade.title.as_str());
        return Some(format!("「{from}」名额已满或没有名额，顺延为「{grade}」"));
    }
    (given < from).then(|| format!("按决定评为「{grade}」"))
}

/// The decision by which a member has no better grade than this; `None` where there is none.
fn denied(decisions: &[DecisionResult], rules: &RuleSet, member: &MemberResult, given: usize) -> Option<String> {
    let is_better = |title: &str| rules.grades.iter().take(given).any(|grade| grade.title == title);
    let is_about = |decision: &&DecisionResult| {
        decision.outcome == "followed"
            && decision.awarded == Some(false)
            && (decision.branch.as_str(), decision.id.as_deref()) == (member.branch.as_str(), Some(member.id.as_str()))
            && decision.name == member.name
            && is_better(&decision.grade)
    };
    let decision = decisions.iter().find(is_about)?;
    let by = decision.by.as_deref().unwrap_or("会议");
    let on = decision.on.as_deref().map_or_else(String::new, |on| format!(" {on} "));
    Some(format!("{by}{on}决定不授予「{}」", decision.grade))
}
