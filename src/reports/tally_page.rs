//! What `tally` says on the terminal: the branches, the places, what stands in the way.

use std::collections::BTreeSet;

use super::document::{ResultDocument, Status};
use super::organisation::{UnitKind, UnitResult};
use super::page::{Align, Page, Tone};
use super::reading_words::readings_in_words;
use super::tally_honours::add_honours;
use super::years_words::years_in_words;
use crate::checks::is_of_other_part;
use crate::model::Severity;

/// The page.
#[must_use]
pub fn tally_page(result: &ResultDocument) -> Page {
    let mut page = Page::default();
    let township = result.township.as_deref().unwrap_or("");
    let period = &result.period;
    let running =
        if period.cumulative { format!(" 累计（{} 至 {}）", period.from, period.to) } else { String::new() };
    page.heading(format!("{township} {}{running} 积分汇总", period.label).trim().to_owned());
    page.text(format!(
        "办法：{}（{}，第 {} 年）",
        result.rule_set.title, result.rule_set.id, result.period.programme_year
    ));
    page.blank();
    let mut levels: Vec<&str> = result.quotas.iter().map(|quota| quota.level.as_str()).collect();
    levels.sort_by_key(|level| result.quotas.iter().position(|quota| quota.level == *level));
    levels.dedup();
    let rows = result.branches.iter().map(|branch| {
        let with_grade = |level: &str| {
            let has = |grade: &Option<String>| grade.as_deref() == Some(level);
            result.members.iter().filter(|m| m.branch == branch.name && has(&m.grade)).count().to_string()
        };
        let mean = branch.mean.map_or_else(|| "—".to_owned(), |mean| mean.to_string());
        let mut row = vec![branch.name.clone(), branch.members.to_string(), mean];
        row.extend(levels.iter().map(|level| with_grade(level)));
        row.extend([branch.errors.to_string(), branch.warnings.to_string()]);
        row
    });
    let mut columns = vec![("支部", Align::Left), ("人数", Align::Right), ("平均分", Align::Right)];
    columns.extend(levels.iter().map(|level| (*level, Align::Right)));
    columns.extend([("错误", Align::Right), ("提醒", Align::Right)]);
    page.grid(&columns, rows.collect());
    page.blank();
    let count = |severity| result.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = format!(
        "共 {} 个支部、{} 名党员；错误 {} 处，提醒 {} 处，说明 {} 处。",
        result.branches.len(),
        result.branches.iter().map(|branch| branch.members).sum::<usize>(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    );
    page.text(counts);
    let other_parts = result.diagnostics.iter().filter(|found| {
        found.severity != Severity::Note && is_of_other_part(&period.label, &found.code, found.value.as_deref())
    });
    let other_parts = other_parts.count();
    if other_parts > 0 {
        page.text(format!(
            "其中 {other_parts} 处只是同一年里别的月份的登记，这次不计，不用改，没有列入批注本和反馈单。"
        ));
    }
    if result.files.iter().any(|file| file.reading.is_some()) {
        page.text(readings_in_words(result.files.iter().filter_map(|file| file.reading.as_ref())));
    }
    add_missing(&mut page, result);
    if let Some(words) = result.years.as_ref().and_then(years_in_words) {
        page.text(words);
    }
    add_honours(&mut page, result);
    add_unused(&mut page, result);
    add_rounds(&mut page, result);
    if let Some(words) = result.sensitivity.as_ref().and_then(|found| found.in_words()) {
        page.text(words);
    }
    match result.status {
        Status::Final => page.line(Tone::Good, 0, "结果：定案。"),
        Status::Provisional => {
            page.line(Tone::Bad, 0, "结果：试算，因为：");
            for reason in &result.provisional_because {
                page.line(Tone::Bad, 2, format!("· {reason}"));
            }
        }
    }
    page
}

/// The branches of the list of which nothing came.
fn add_missing(page: &mut Page, result: &ResultDocument) {
    let listed = result.organisation.iter().filter(|unit| unit.kind == UnitKind::Branch && unit.expected == Some(1));
    let missing: Vec<&str> = listed.clone().filter(|unit| unit.handed_in == Some(0)).map(UnitResult::name).collect();
    if !missing.is_empty() {
        let (all, count) = (listed.count(), missing.len());
        let words = format!("应交 {all} 个支部，{count} 个没有交：{}。", missing.join("、"));
        page.line(Tone::Bad, 0, words);
    }
}

/// The files that should have been used and were not: a branch that is missing here is seen nowhere else.
fn add_unused(page: &mut Page, result: &ResultDocument) {
    let unused = unused_files(result);
    if !unused.is_empty() {
        page.line(Tone::Bad, 0, format!("没有用上的文件 {} 个：", unused.len()));
        for words in unused {
            page.line(Tone::Bad, 2, format!("· {words}"));
        }
    }
}

/// Each file in which something is wrong and of which no branch was read, with the first thing that is wrong.
#[must_use]
pub fn unused_files(result: &ResultDocument) -> Vec<String> {
    let has_branch = |path: &str| result.files.iter().any(|file| file.path == path && file.branch.is_some());
    let mut seen = BTreeSet::new();
    let errors = result.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let unused = errors.filter_map(|found| Some((found.file.as_deref()?, found)));
    let unused = unused.filter(|(file, _)| !has_branch(file) && seen.insert(*file));
    unused
        .map(
            |(file, found)| {
                if found.message.contains(file) { found.message.clone() } else { format!("{file}：{}", found.message) }
            },
        )
        .collect()
}

/// How often each branch has handed in its workbook, and what it mended.
fn add_rounds(page: &mut Page, result: &ResultDocument) {
    if result.rounds.is_empty() {
        return;
    }
    page.blank();
    let mut columns = vec![("支部", Align::Left)];
    columns.extend(["第几次报", "已改", "未改", "新增", "登记变动"].map(|title| (title, Align::Right)));
    let rows = result.rounds.iter().map(|round| {
        let counts = [round.mended.len(), round.unmended.len(), round.new.len(), round.entries.len()];
        let counts = counts.map(|count| count.to_string());
        [vec![round.branch.clone(), round.round.to_string()], counts.to_vec()].concat()
    });
    page.grid(&columns, rows.collect());
    page.blank();
}
