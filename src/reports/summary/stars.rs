//! 星级评定 (等次评定 where no grade has stars): how the places of each grade were reckoned and given, and who was decided by which rule.

use std::cmp::Ordering;

use super::{Plan, wording};
use crate::model::{Column, NumberKind, Points, Rounding, RowKind, Table, TableCell};
use crate::reports::{MemberResult, QuotaResult};
use crate::rules::RuleSet;

/// The sheet's name.
pub fn name(rules: &RuleSet) -> &'static str {
    if rules.has_stars() { "星级评定" } else { "等次评定" }
}

pub fn table(plan: &Plan<'_>) -> Table {
    let name = name(plan.rules);
    let title = wording::title(plan.result, plan.rules, &format!("党员{name}情况"));
    let columns = vec![
        Column::center("范围", 20),
        Column::center("等次", 10),
        Column::left("名额依据", 42),
        Column::number("名额", 8, NumberKind::General),
        Column::number("参评", 8, NumberKind::General),
        Column::number("保留名额", 8, NumberKind::General),
        Column::left("评定名单", 40),
        Column::left("待党员大会决定", 24),
    ];
    let mut table = Table::new(name, title, wording::unit(plan.result, "人"), columns);
    for quota in &plan.result.quotas {
        table.push(RowKind::Body, places(plan.rules, quota));
    }
    if plan.result.quotas.is_empty() {
        table.push(RowKind::Wide, vec![TableCell::words(wording::NOTHING)]);
    }
    table.push(RowKind::Heading, vec![TableCell::words("评定结果与分数对应的等次不同，或者待定的党员")]);
    let headers = ["支部", "姓名", "依据", &plan.rules.score.title, "按分数", "评定", "评定等次", "待定等次"];
    table.push(RowKind::Header, headers.into_iter().map(TableCell::words).collect());
    let mut is_empty = true;
    for member in &plan.result.members {
        if let Some(reason) = reason(plan.rules, member) {
            table.push(RowKind::Body, decided(plan.rules, member, &reason));
            is_empty = false;
        }
    }
    if is_empty {
        table.push(RowKind::Wide, vec![TableCell::words(wording::NOTHING)]);
    }
    table.frozen_columns = 2;
    table.notes = plan.rules.quota.about.iter().map(|line| line.text.clone()).collect();
    let by_year =
        plan.rules.grades.iter().filter_map(|grade| grade.quota.as_ref()).any(|quota| quota.percent.len() > 1);
    if by_year {
        table.notes.push(format!("名额比例逐年不同，本表按实施第 {} 年的比例。", plan.result.period.programme_year));
    }
    let stars = if plan.rules.has_stars() { "「按分数」「评定」两列是星数。" } else { "" };
    table.notes.push(format!("{stars}名额、评定和待定都是数值，不随其他表的改动重算。"));
    table.signatures = wording::signatures();
    table
}

fn places(rules: &RuleSet, quota: &QuotaResult) -> Vec<TableCell> {
    vec![
        TableCell::words(&quota.scope),
        TableCell::words(&quota.level),
        TableCell::words(&basis(rules, quota)),
        TableCell::count(quota.limit),
        TableCell::count(quota.candidates),
        TableCell::count(quota.reserved),
        TableCell::words(&wording::listed(&quota.awarded)),
        TableCell::words(&wording::listed(&quota.contested)),
    ]
}

/// How the places were reckoned and used: 党员总数 23 人 × 5% = 1.15，取整 1 名.
fn basis(rules: &RuleSet, quota: &QuotaResult) -> String {
    let rule = rules.grades.iter().find(|grade| grade.title == quota.level).and_then(|grade| grade.quota.as_ref());
    let among = rule.and_then(|rule| rule.among.as_ref());
    let of = match among {
        Some(among) => format!("{}的 {} 人", rules.words(among), quota.counted),
        None => format!("党员总数 {} 人", quota.counted),
    };
    let made = match quota.percent.zip(quota.share_in_words()) {
        Some((percent, words)) => {
            let share = (Points::count(quota.counted) * percent / Points::whole(100)).round(2);
            let whole = match rule.and_then(|rule| rule.rounding) {
                None | Some(Rounding::Floor | Rounding::Down) => "取整",
                Some(rounding) => rounding.words(),
            };
            format!("{of} × {words} = {share}，{whole} {} 名", quota.limit)
        }
        None => format!("名额 {} 名", quota.limit),
    };
    let given = quota.awarded.len() + quota.reserved;
    let used = match quota.limit.cmp(&given) {
        Ordering::Greater => format!("；空出 {} 名", quota.limit - given),
        Ordering::Equal => String::new(),
        Ordering::Less => format!("；同分都授予，多出 {} 名", given - quota.limit),
    };
    format!("{made}{used}")
}

fn decided(rules: &RuleSet, member: &MemberResult, reason: &str) -> Vec<TableCell> {
    let grade = |title: &Option<String>| TableCell::words(title.as_deref().unwrap_or_default());
    let [by_points, given] = if rules.has_stars() {
        [member.stars_by_points, member.stars].map(|stars| TableCell::Whole(i64::from(stars)))
    } else {
        [grade(&member.grade_by_points), grade(&member.grade)]
    };
    vec![
        TableCell::words(&member.branch),
        TableCell::words(&member.name),
        TableCell::words(reason),
        member.score.map_or(TableCell::Empty, TableCell::Points),
        by_points,
        given,
        grade(&member.grade),
        TableCell::words(&wording::listed(&member.contested)),
    ]
}

/// Why the grade is not simply what the score gives; `None` where it is.
fn reason(rules: &RuleSet, member: &MemberResult) -> Option<String> {
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
        let from = rules.grades.get(from).map_or("", |grade| grade.title.as_str());
        return Some(format!("「{from}」名额已满或没有名额，顺延为「{grade}」"));
    }
    (given < from).then(|| format!("按决定评为「{grade}」"))
}
