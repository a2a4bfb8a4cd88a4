//! 公示登记: what was made public when, and what came of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::checks::{P702, P703, P704, P705, P706};
use crate::layout::{Publication, branch_stem, read_publications};
use crate::model::{Diagnostic, Severity, Workdays, masked};
use crate::pipeline::RunError;
use crate::pipeline::own_rules::Whose;
use crate::pipeline::papers::Paper;
use crate::pipeline::profile::BranchProfile;
use crate::pipeline::publishing::Publishing;
use crate::pipeline::year::Reckoned;
use crate::reports::PublicityRound;
use crate::workbook::read;

/// The rows of all registers, in their order.
///
/// # Errors
/// [`RunError::Publicity`] where the register that was named is not there.
pub fn publications(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> Result<Vec<Publication>, RunError> {
    let mut all = Vec::new();
    for path in Paper::Publicity.files(run.settings, run.papers, said) {
        if !path.is_file() {
            return Err(RunError::Publicity { path, message: "没有这个文件。".to_owned() });
        }
        let shown = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let shown: Arc<str> = shown.into();
        let reading = read(&path, &shown);
        said.extend(reading.diagnostics);
        let Some(workbook) = reading.workbook else { continue };
        match read_publications(&workbook) {
            Some(rows) => all.extend(rows),
            None => {
                let message = format!("「{shown}」里没有找到公示登记的表：要有「开始日期」「结束日期」等栏。");
                said.push(P706.says(message).in_file(&shown));
            }
        }
    }
    Ok(all)
}

/// What is wrong in the rows that are about this period; rows of other periods are history.
pub fn check(
    run: &Reckoned<'_>,
    rows: &[Publication],
    known: &Workdays,
    objections: usize,
    said: &mut Vec<Diagnostic>,
) {
    let due: Vec<&Publication> =
        rows.iter().filter(|row| row.period.is_none_or(|period| period == run.ground.period)).collect();
    for row in &due {
        said.extend(unclear(row));
        said.extend(unknown(run, row));
        said.extend(days(run, row, known));
        said.extend(outcome(run, row));
    }
    // Objections against branches of other rule sets are told with those.
    if run.settings.whose == Whose::Everyone {
        said.extend(counted(&due, objections));
    }
}

/// What the row does not say.
fn unclear(row: &Publication) -> Option<Diagnostic> {
    let written = |column: &str| row.row.as_written(column).trim().to_owned();
    let lacking = [
        ("scope", "范围", row.scope.is_empty()),
        ("period", "期间", row.period.is_none()),
        ("from", "开始日期", row.from.is_none()),
        ("to", "结束日期", row.to.is_none()),
        ("objections", "异议件数", row.objections.is_none() && !row.objections_written.is_empty()),
    ];
    let lacking: Vec<_> = lacking.into_iter().filter(|(.., lacks)| *lacks).collect();
    let (first, ..) = lacking.first()?;
    let told: Vec<String> = lacking
        .iter()
        .map(|(column, title, _)| match written(column) {
            text if text.is_empty() => format!("没有写「{title}」"),
            text => format!("「{title}」写着「{text}」，看不懂"),
        })
        .collect();
    let message = format!("{}：{}。", named(row), told.join("，"));
    Some(P706.says(message).at(row.place_of(first)).found(&written(first)))
}

/// A branch in 范围 that there is none of. Only what is plainly the name of one is looked up: 全乡镇, 各党支部 are none.
fn unknown(run: &Reckoned<'_>, row: &Publication) -> Option<Diagnostic> {
    // Of single workbooks, and of the branches of one rule set, nobody knows which others there are.
    if run.settings.whose != Whose::Everyone || !run.settings.paths.iter().any(|path| path.is_dir()) {
        return None;
    }
    let listed = run.settings.profile.branch.iter().flat_map(BranchProfile::names);
    let known: BTreeSet<&str> =
        listed.chain(run.branches.iter().map(|branch| &*branch.name)).map(branch_stem).collect();
    let is_name = |part: &&str| {
        let is_many = |word: &str| part.contains(word);
        part.ends_with("支部") && !["各", "全", "所有", "个", "支部支部"].into_iter().any(is_many)
    };
    let is_known = |part: &str| {
        let own = run.township.and_then(|township| part.strip_prefix(township)).unwrap_or(part);
        known.contains(branch_stem(part)) || known.contains(branch_stem(own))
    };
    let parts = row.scope.split(['、', '，', ',', '；', ';', '和']).filter(is_name);
    // 和 stands in names as well.
    let unknown = parts.filter(|part| !is_known(part)).find(|_| !is_known(&row.scope))?;
    let message = format!("{}：「范围」写着「{unknown}」，没有这个支部。", named(row));
    let advice = "请把「范围」写成支部的名称，或者写「全乡镇」。";
    Some(P706.says(message).at(row.place_of("scope")).found(unknown).advise(advice))
}

fn days(run: &Reckoned<'_>, row: &Publication, known: &Workdays) -> Option<Diagnostic> {
    let (from, to) = (row.from?, row.to?);
    if to < from {
        let message = format!("{}：结束日期 {to} 在开始日期 {from} 以前。", named(row));
        return Some(P703.says(message).at(row.place_of("to")).found(&to.to_string()));
    }
    if let Some(today) = run.settings.report_date.filter(|today| from > *today) {
        let message = format!("{}：开始日期 {from} 晚于统计截止日 {today}。", named(row));
        return Some(P703.says(message).at(row.place_of("from")).found(&from.to_string()));
    }
    let needed = Publishing::days_of(run.settings.publishing.as_ref());
    let lasted = known.between(from, to);
    (lasted < needed).then(|| {
        let end = known.last_of(from, needed);
        let end = end.map_or_else(String::new, |end| format!("；从 {from} 起，要到 {end} 才满"));
        let message = format!("{}：{from} 至 {to} 只有 {lasted} 个工作日，要公示 {needed} 个工作日{end}。", named(row));
        P702.says(message).at(row.place_of("to")).found(&to.to_string())
    })
}

/// Whether the outcome is missing. Without a report date nobody knows whether the last day is past: then it is a note.
fn outcome(run: &Reckoned<'_>, row: &Publication) -> Option<Diagnostic> {
    let to = row.to.filter(|_| row.outcome.trim().is_empty())?;
    let severity = match run.settings.report_date {
        Some(today) if to < today => Severity::Warning,
        Some(_) => return None,
        None => Severity::Note,
    };
    let message = format!("{}：公示到 {to} 为止，没有写公示结果。", named(row));
    let mut diagnostic = P705.says(message).at(row.place_of("outcome"));
    diagnostic.severity = severity;
    Some(diagnostic)
}

/// Whether as many objections are registered as were counted.
fn counted(rows: &[&Publication], objections: usize) -> Option<Diagnostic> {
    let counted: usize = rows.iter().filter_map(|row| row.objections).sum();
    let first = rows.iter().find(|row| row.objections.is_some_and(|count| count > 0)).or(rows.first())?;
    let has_counted = rows.iter().any(|row| row.objections.is_some());
    (has_counted && counted != objections).then(|| {
        let message = format!("公示登记共收到异议 {counted} 件，异议登记里有 {objections} 条。");
        P704.says(message).at(first.place_of("objections")).found(&counted.to_string())
    })
}

/// 第一次（全乡镇）.
fn named(row: &Publication) -> String {
    let round = if row.round.is_empty() { format!("第 {} 条", row.row.number) } else { row.round.clone() };
    if row.scope.is_empty() { round } else { format!("{round}（{}）", row.scope) }
}

/// The rows as the result tells them.
pub fn results(rows: &[Publication], known: &Workdays) -> Vec<PublicityRound> {
    let words = |text: &str| masked(text).into_owned();
    let result = |row: &Publication| PublicityRound {
        round: words(&row.round),
        scope: words(&row.scope),
        period: row.period.map_or_else(|| words(&row.period_written), |period| period.to_string()),
        from: row.from.map(|day| day.to_string()),
        to: row.to.map(|day| day.to_string()),
        working_days: row.from.zip(row.to).map(|(from, to)| known.between(from, to)),
        place: words(&row.place),
        objections: row.objections,
        review: words(&row.review),
        outcome: words(&row.outcome),
        by: words(&row.by),
        source: row.row.source.to_string(),
    };
    rows.iter().map(result).collect()
}
