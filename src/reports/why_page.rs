//! A member's score as a person would explain it at a meeting, from the kept steps.

use super::document::{EntryResult, MemberResult, ResultDocument};
use super::page::{Page, Tone};
use crate::rules::RuleSet;

/// The page about one member.
#[must_use]
pub fn why_page(result: &ResultDocument, rules: &RuleSet, member: &MemberResult) -> Page {
    let mut page = Page::default();
    page.heading(format!("{} {}（{}）{} 积分依据", member.branch, member.name, member.id, result.period.label));
    page.text(format!("办法：{}，版本 {}", rules.title, rules.version));
    for category in &rules.categories {
        let points = member.category(&category.id).map_or_else(|| "—".to_owned(), |points| points.to_string());
        page.heading(format!("{} {points} 分（第{}条）", category.title, category.article));
        let mine: Vec<_> =
            member.steps.iter().filter(|step| step.category.as_deref() == Some(category.id.as_str())).collect();
        if mine.is_empty() {
            page.line(Tone::Dim, 2, "没有登记。");
        }
        for step in mine {
            add_step(&mut page, rules, step);
        }
    }
    let others: Vec<_> = member.steps.iter().filter(|step| step.category.is_none()).collect();
    if !others.is_empty() {
        page.heading("其他");
        for step in others {
            add_step(&mut page, rules, step);
        }
    }
    add_outcome(&mut page, result, rules, member);
    page
}

fn add_step(page: &mut Page, rules: &RuleSet, step: &super::document::StepResult) {
    let item = step.item.as_ref().and_then(|id| rules.items.iter().find(|item| item.id == *id));
    let name = item.map_or_else(|| step.note.clone(), crate::rules::Item::label);
    let of = step.of.map_or_else(String::new, |of| format!(" / {of}"));
    page.line(Tone::Strong, 2, format!("{name} {}{of} 分", step.counted));
    if let Some(item) = item.filter(|item| !item.text.is_empty()) {
        page.line(Tone::Dim, 4, format!("规定：{}", item.text));
    }
    for entry in &step.entries {
        page.line(
            if entry.state == "counted" { Tone::Plain } else { Tone::Doubtful },
            4,
            entry_line(entry, item.map_or("次", |item| &item.unit)),
        );
    }
}

fn entry_line(entry: &EntryResult, unit: &str) -> String {
    let level = entry.level.as_ref().map_or_else(String::new, |level| format!("，{level}"));
    let times = if entry.quantity == crate::model::Points::whole(1) {
        String::new()
    } else {
        format!("，{} {unit}", entry.quantity)
    };
    let state = match entry.state.as_str() {
        "counted" => format!("计 {} 分", entry.effect),
        "capped" => format!("计 {} 分（{}）", entry.effect, entry.why.as_deref().unwrap_or("超出限额")),
        "pending" => format!("暂不计分：{}", entry.why.as_deref().unwrap_or("待审议")),
        _ => format!("不计分：{}", entry.why.as_deref().unwrap_or("有错误")),
    };
    let source = &entry.source;
    format!("{}{level}{times}：{state}　［{}「{}」{}］", entry.date, source.file, source.sheet, source.cell)
}

fn add_outcome(page: &mut Page, result: &ResultDocument, rules: &RuleSet, member: &MemberResult) {
    let score = member.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    page.heading(format!("{} {score} 分", rules.score.title));
    if !member.counted {
        page.text("期末不在本支部党员名册上，不评等次，不占名额。");
        return;
    }
    if let (Some(branch), Some(township)) = (member.rank.branch, member.rank.township) {
        page.text(format!("支部第 {branch} 名，全部第 {township} 名。"));
    }
    if let (Some(veto), false) = (&rules.veto, member.veto.is_empty()) {
        page.line(Tone::Bad, 0, format!("{}：{}。{}", veto.title, member.veto.join("、"), veto.about));
    }
    let by_points = rules.grades.iter().find(|grade| grade.stars == member.stars_by_points && grade.stars > 0);
    if let Some(by_points) = by_points.filter(|grade| Some(&grade.title) != member.grade.as_ref()) {
        page.text(format!("按分数可到{}（{}）。", by_points.title, rules.grade_words(by_points)));
    }
    for quota in result.quotas.iter().filter(|quota| quota.scope == member.branch) {
        let listed = [member.name.clone(), format!("{}（{}）", member.name, member.id)];
        let is_in = |names: &[String]| names.iter().any(|name| listed.contains(name));
        let sentence = if is_in(&quota.contested) {
            format!("并列，名额还剩 {} 个，待党员大会决定", quota.reserved)
        } else if is_in(&quota.awarded) {
            "入选".to_owned()
        } else {
            continue;
        };
        page.line(
            Tone::Plain,
            2,
            format!(
                "{}：党员总数 {} 人{}，名额 {} 个，{} 人竞争：{sentence}。",
                quota.level,
                quota.counted,
                quota.percent.map_or_else(String::new, |percent| format!(" × {percent}% 取整")),
                quota.limit,
                quota.candidates
            ),
        );
    }
    if let Some(grade) = &member.grade {
        page.line(Tone::Strong, 0, format!("等次：{grade}"));
    }
    for consequence in &member.consequences {
        page.line(Tone::Plain, 2, format!("· {consequence}"));
    }
}
