//! 星级评定 (等次评定 where no grade has stars): how the places of each grade were reckoned and given.

use std::cmp::Ordering;

use super::{Plan, wording};
use crate::model::{Column, NumberKind, Points, Rounding, RowKind, Table, TableCell};
use crate::reports::QuotaResult;
use crate::rules::{RuleSet, Scope};

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
    table.frozen_columns = 2;
    table.notes = plan.rules.quota.about.iter().map(|line| line.text.clone()).collect();
    let by_year =
        plan.rules.grades.iter().filter_map(|grade| grade.quota.as_ref()).any(|quota| quota.percent.len() > 1);
    if by_year {
        table.notes.push(format!("名额比例逐年不同，本表按实施第 {} 年的比例。", plan.result.period.programme_year));
    }
    table.notes.push("名额、评定和待定都是数值，不随其他表的改动重算。".to_owned());
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
        None if matches!(rules.quota.scope, Scope::Class | Scope::BranchClass) => {
            format!("该类别党员 {} 人", quota.counted)
        }
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
