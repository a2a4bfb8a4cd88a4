//! A member's score as a person would explain it at a meeting, from the kept steps.

use super::document::{EntryResult, MemberResult, ResultDocument, StepResult};
use super::member_words::{decision_in_words, objection_in_words, quotas_in_words};
use super::page::{Page, Tone};
use super::rules_page::{conditions_in_words, price_in_words};
use super::years_words::before_in_words;
use crate::model::{Points, Severity};
use crate::rules::{Category, Item, RuleSet};

/// What one more point would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneMore {
    /// The score with it.
    pub score: Points,
    /// The grade without it.
    pub before: Option<String>,
    /// The grade with it.
    pub after: Option<String>,
    /// Whether the place would be contested.
    pub contested: bool,
    /// Who else would have another grade: name, before, after.
    pub others: Vec<(String, String, String)>,
}

/// The page about one member.
#[must_use]
pub fn why_page(result: &ResultDocument, rules: &RuleSet, member: &MemberResult, more: Option<&OneMore>) -> Page {
    let mut page = Page::default();
    page.heading(format!("{} {}（{}）{} 积分依据", member.branch, member.name, member.id, result.period.label));
    page.text(format!("办法：{}，版本 {}", rules.title, rules.version));
    if let Some(class) = &member.class {
        page.text(format!("期末类别：{class}"));
    }
    for category in &rules.categories {
        add_category(&mut page, rules, category, result, member);
    }
    add_score(&mut page, rules, member);
    add_outcome(&mut page, result, rules, member);
    add_years(&mut page, result, rules, member);
    add_rulings(&mut page, result, member);
    add_problems(&mut page, result, member);
    if let Some(more) = more {
        add_one_more(&mut page, more);
    }
    page
}

fn add_category(page: &mut Page, rules: &RuleSet, category: &Category, result: &ResultDocument, member: &MemberResult) {
    let points = member.category(&category.id).map_or_else(|| "—".to_owned(), |points| points.to_string());
    page.heading(format!("{} {points} 分（第{}条）", category.title, category.article));
    let mine: Vec<&StepResult> =
        member.steps.iter().filter(|step| step.category.as_deref() == Some(category.id.as_str())).collect();
    if mine.is_empty() {
        page.line(Tone::Dim, 2, "没有登记。");
    }
    let mut told = None;
    for step in mine {
        add_step(page, rules, result, step, &mut told);
    }
}

/// A step; the rule of an item is told once, however many periods follow each other.
fn add_step<'s>(
    page: &mut Page,
    rules: &RuleSet,
    result: &ResultDocument,
    step: &'s StepResult,
    told: &mut Option<&'s str>,
) {
    let item = step.item.as_ref().and_then(|id| rules.items.iter().find(|item| item.id == *id));
    let of = step.of.map_or_else(String::new, |of| format!(" / {of}"));
    let period = if step.period == result.period.label { String::new() } else { format!("（{}）", step.period) };
    let class = step.class.as_ref().map_or_else(String::new, |class| format!("〔{class}〕"));
    let Some(item) = item else {
        page.line(Tone::Plain, 2, format!("{}{period}{class}：{} 分", step.note, signed(step.counted)));
        return;
    };
    page.line(Tone::Strong, 2, format!("{}{period}{class} {}{of} 分", item.label(), step.counted));
    if *told != Some(item.id.as_str()) {
        page.line(Tone::Dim, 4, format!("规定（第{}条）：{}", item.article, rule_in_words(rules, item)));
        *told = step.item.as_deref();
    }
    if item.computed.is_some() && !step.note.is_empty() {
        page.line(Tone::Plain, 4, format!("算得：{}", step.note));
    }
    for entry in &step.entries {
        let tone = if entry.state == "counted" { Tone::Plain } else { Tone::Doubtful };
        page.line(tone, 4, entry_line(entry, &item.unit));
    }
}

/// The rule of an item: its own words, else what it is worth and under which conditions.
fn rule_in_words(rules: &RuleSet, item: &Item) -> String {
    if !item.text.is_empty() {
        return item.text.clone();
    }
    let parts = [price_in_words(rules, item), conditions_in_words(rules, item)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}。", parts.join("；"))
}

fn signed(points: Points) -> String {
    if points.is_negative() { points.to_string() } else { format!("+{points}") }
}

fn entry_line(entry: &EntryResult, unit: &str) -> String {
    let level = entry.level.as_ref().map_or_else(String::new, |level| format!("，{level}"));
    let times =
        if entry.quantity == Points::whole(1) { String::new() } else { format!("，{} {unit}", entry.quantity) };
    let state = match entry.state.as_str() {
        "counted" => format!("计 {} 分", entry.effect),
        "capped" => format!("计 {} 分（{}）", entry.effect, entry.why.as_deref().unwrap_or("超出限额")),
        "pending" => format!("暂不计分：{}", entry.why.as_deref().unwrap_or("待审议")),
        _ => format!("不计分：{}", entry.why.as_deref().unwrap_or("有错误")),
    };
    let source = &entry.source;
    format!("{}{level}{times}：{state}　［{}「{}」{}］", entry.date, source.file, source.sheet, source.cell)
}

/// How the categories make the score.
fn add_score(page: &mut Page, rules: &RuleSet, member: &MemberResult) {
    let score = member.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    page.heading(format!("{} {score} 分（第{}条）", rules.score.title, rules.score.article));
    if !member.periods.is_empty() {
        let of = |(period, score): &(String, Option<Points>)| {
            format!("{period} {}", score.map_or_else(|| "—".to_owned(), |score| score.to_string()))
        };
        page.line(
            Tone::Plain,
            2,
            format!("各期得分：{}", member.periods.iter().map(of).collect::<Vec<_>>().join("，")),
        );
    }
    for step in member.steps.iter().filter(|step| step.category.is_none()) {
        match step.item.as_ref().and_then(|id| rules.items.iter().find(|item| item.id == *id)) {
            Some(item) => {
                page.line(Tone::Strong, 2, format!("{}：{}", item.label(), step.note));
                for entry in &step.entries {
                    page.line(Tone::Plain, 4, entry_line(entry, &item.unit));
                }
            }
            None => page.line(Tone::Plain, 2, format!("{}：{} 分", step.note, signed(step.counted))),
        }
    }
    if member.score.is_none() {
        page.line(Tone::Doubtful, 2, "缺少必需的评价或没有应计的期间，得分不能产生。");
    }
}

fn add_outcome(page: &mut Page, result: &ResultDocument, rules: &RuleSet, member: &MemberResult) {
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
    let by_points = rules.grades.iter().find(|grade| Some(&grade.title) == member.grade_by_points.as_ref());
    if let Some(by_points) = by_points.filter(|grade| Some(&grade.title) != member.grade.as_ref()) {
        page.text(format!("按分数可到{}（{}）。", by_points.title, rules.grade_words(by_points)));
    }
    add_quotas(page, result, member);
    if let Some(grade) = &member.grade {
        let known = rules.grades.iter().find(|known| known.title == *grade);
        let when = known.filter(|_| member.grade == member.grade_by_points).map(|known| rules.grade_words(known));
        let because = when.map_or_else(String::new, |when| format!("（{when}）"));
        page.line(Tone::Strong, 0, format!("等次：{grade}{because}"));
    }
    for honour in
        result.honours.iter().filter(|h| h.branch == member.branch && h.name == member.name && h.id == member.id)
    {
        let period = honour.period.as_ref().map_or_else(String::new, |period| format!("（{period}）"));
        page.line(Tone::Plain, 2, format!("★ {}{period}", honour.title));
    }
    for consequence in &member.consequences {
        page.line(Tone::Plain, 2, format!("· {consequence}"));
    }
    for alert in &member.alerts {
        let words =
            format!("{}：{} 至 {} 连续 {} 个月，{}", alert.kind, alert.from, alert.to, alert.months, alert.level);
        page.line(Tone::Doubtful, 2, words);
    }
}

fn add_quotas(page: &mut Page, result: &ResultDocument, member: &MemberResult) {
    for sentence in quotas_in_words(result.quotas.iter(), member) {
        page.line(Tone::Plain, 2, sentence);
    }
}

/// What was decided about this member, and objected to: a line for each.
fn add_rulings(page: &mut Page, result: &ResultDocument, member: &MemberResult) {
    let is_mine = |branch: &str, name: &str, id: &Option<String>| {
        branch == member.branch && name == member.name && id.as_deref() == Some(&*member.id)
    };
    for decision in result.decisions.iter().filter(|one| is_mine(&one.branch, &one.name, &one.id)) {
        page.line(Tone::Plain, 2, decision_in_words(decision));
    }
    for objection in result.objections.iter().filter(|one| is_mine(&one.branch, &one.name, &one.id)) {
        let tone = if objection.state == "open" { Tone::Doubtful } else { Tone::Plain };
        page.line(tone, 2, objection_in_words(objection));
    }
}

/// How the member stood in the years before.
fn add_years(page: &mut Page, result: &ResultDocument, rules: &RuleSet, member: &MemberResult) {
    let lines = before_in_words(result, rules, member);
    if !lines.is_empty() {
        page.heading("以前年度");
    }
    for line in lines {
        page.line(Tone::Plain, 2, line);
    }
}

/// What still has to be put right about this member.
fn add_problems(page: &mut Page, result: &ResultDocument, member: &MemberResult) {
    let is_mine = |problem: &&super::DiagnosticResult| {
        problem.branch.as_deref() == Some(&*member.branch)
            && problem.member.as_deref() == Some(&*member.name)
            && problem.severity != Severity::Note
    };
    let mine: Vec<_> = result.diagnostics.iter().filter(is_mine).collect();
    if mine.is_empty() {
        return;
    }
    page.heading(format!("需要核对的 {} 处", mine.len()));
    for problem in mine {
        let tone = if problem.severity == Severity::Error { Tone::Bad } else { Tone::Doubtful };
        let place = [&problem.sheet, &problem.cell].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        page.line(tone, 2, format!("{} {place} {}：{}", problem.severity.label(), problem.code, problem.message));
    }
}

fn add_one_more(page: &mut Page, more: &OneMore) {
    page.heading(format!("如果再多 1 分（{} 分）", more.score));
    let title = |grade: &Option<String>| grade.clone().unwrap_or_else(|| "不评等次".to_owned());
    let mut words = if more.before == more.after {
        format!("等次不变，仍为{}", title(&more.after))
    } else {
        format!("等次由{}变为{}", title(&more.before), title(&more.after))
    };
    if more.contested {
        words.push_str("，并列待定");
    }
    page.text(format!("{words}。"));
    for (name, before, after) in &more.others {
        page.line(Tone::Plain, 2, format!("{name}由{before}变为{after}。"));
    }
}
