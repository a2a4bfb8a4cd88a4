//! The commonest problems of a township, by code and by branch: what to teach next year (`--statistics`).

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use super::document::ResultDocument;
use super::grouping::problem_kinds;
use super::page::{Align, Page, Tone};
use super::senders::{Sender, senders};
use crate::checks::is_of_other_part;
use crate::model::{Diagnostic, Points, Severity};

/// Ties and quotas are nobody's mistake in filling in a form: codes of this family are not counted.
const NOT_TAUGHT: char = 'A';

/// How often which problem stands where. Errors and warnings alone; of notes nothing has to be done.
#[derive(Clone, Debug, Serialize)]
pub struct Statistics {
    /// Problems by code, the commonest first.
    pub problems: Vec<ProblemCount>,
    /// Branches, and files of no known branch, those with most problems for their entries first.
    pub branches: Vec<BranchCount>,
}

/// One code.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemCount {
    /// Its code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: String,
    /// In how many places.
    pub places: usize,
    /// In how many branches (or files of no known branch).
    pub branches: usize,
    /// Percent of all places, to one decimal.
    pub share: Points,
    /// What to do about it.
    pub mend: String,
}

/// One branch.
#[derive(Clone, Debug, Serialize)]
pub struct BranchCount {
    /// Its name, or the path of a file of no known branch.
    pub branch: String,
    /// Entries read; null where they cannot be told from those of others.
    pub entries: Option<usize>,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors and warnings for each hundred entries, to one decimal.
    pub per_hundred: Option<Points>,
}

/// The result with its statistics, as JSON has them where they are asked for.
#[derive(Debug, Serialize)]
pub struct WithStatistics<'a> {
    /// The result.
    #[serde(flatten)]
    pub result: &'a ResultDocument,
    /// How often which problem stands where.
    pub statistics: &'a Statistics,
}

/// Counts the problems of a run.
#[must_use]
pub fn statistics(result: &ResultDocument, diagnostics: &[Diagnostic]) -> Statistics {
    // What lies in another part of the year is nobody's to mend, however common it is.
    let period = &result.period.label;
    let is_other = |found: &&Diagnostic| is_of_other_part(period, found.code.id, found.value.as_deref());
    let to_mend: Cow<'_, [Diagnostic]> = match diagnostics.iter().any(|found| is_other(&found)) {
        true => diagnostics.iter().filter(|found| !is_other(found)).cloned().collect(),
        false => Cow::Borrowed(diagnostics),
    };
    let senders = senders(result, &to_mend);
    let all: usize = senders.iter().map(|sender| taught(sender).count()).sum();
    let mut problems: Vec<ProblemCount> = problem_kinds(senders.iter().flat_map(taught))
        .iter()
        .map(|kind| {
            let concerned = senders.iter().filter(|sender| {
                taught(sender).any(|other| other.code == kind.code && other.severity == kind.severity)
            });
            ProblemCount {
                code: kind.code.id.to_owned(),
                severity: kind.severity,
                title: kind.code.title.to_owned(),
                places: kind.places(),
                branches: concerned.count(),
                share: (Points::count(kind.places()) * Points::whole(100) / Points::count(all)).round(1),
                mend: kind.code.mend.to_owned(),
            }
        })
        .collect();
    problems.sort_by_key(|problem| Reverse((problem.places, problem.branches)));
    let mut branches: Vec<BranchCount> = senders.iter().filter_map(branch_count).collect();
    branches.sort_by_key(|branch| Reverse(branch.per_hundred));
    Statistics { problems, branches }
}

fn taught<'a>(sender: &Sender<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    let mine = sender.diagnostics.clone().into_iter();
    mine.filter(|diagnostic| diagnostic.severity != Severity::Note && !diagnostic.code.id.starts_with(NOT_TAUGHT))
}

/// `None` for a file of no branch in which nothing is wrong: what was passed over.
fn branch_count(sender: &Sender<'_>) -> Option<BranchCount> {
    let count = |severity| taught(sender).filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if sender.branch.is_none() && errors + warnings == 0 {
        return None;
    }
    let rate = |entries| (Points::count(errors + warnings) * Points::whole(100) / Points::count(entries)).round(1);
    Some(BranchCount {
        branch: sender.name.to_owned(),
        entries: sender.entries,
        errors,
        warnings,
        per_hundred: sender.entries.map(rate),
    })
}

/// The page for the terminal.
#[must_use]
pub fn statistics_page(statistics: &Statistics) -> Page {
    let mut page = Page::default();
    page.heading("常见问题");
    if statistics.problems.is_empty() {
        page.line(Tone::Good, 2, "没有问题。");
        return page;
    }
    let places: usize = statistics.problems.iter().map(|problem| problem.places).sum();
    let concerned = statistics.branches.iter().filter(|branch| branch.errors + branch.warnings > 0).count();
    page.line(
        Tone::Plain,
        2,
        format!(
            "共 {places} 处，{} 种，在 {concerned} 个支部或文件里。说明和名额并列不计。",
            statistics.problems.len()
        ),
    );
    let columns = [
        ("代码", Align::Left),
        ("程度", Align::Left),
        ("问题", Align::Left),
        ("处数", Align::Right),
        ("支部数", Align::Right),
        ("占比", Align::Right),
    ];
    let rows = statistics.problems.iter().map(|problem| {
        vec![
            problem.code.clone(),
            problem.severity.label().to_owned(),
            problem.title.clone(),
            problem.places.to_string(),
            problem.branches.to_string(),
            if problem.share == Points::ZERO { "不到 0.1%".to_owned() } else { format!("{}%", problem.share) },
        ]
    });
    page.grid(&columns, rows.collect());
    page.heading("各支部的问题");
    let columns = [
        ("支部", Align::Left),
        ("登记", Align::Right),
        ("错误", Align::Right),
        ("提醒", Align::Right),
        ("每百条登记", Align::Right),
    ];
    let rows = statistics.branches.iter().map(|branch| {
        let entries = branch.entries.map_or_else(|| "—".to_owned(), |entries| entries.to_string());
        let rate = branch.per_hundred.map_or_else(|| "—".to_owned(), |rate| rate.to_string());
        vec![branch.branch.clone(), entries, branch.errors.to_string(), branch.warnings.to_string(), rate]
    });
    page.grid(&columns, rows.collect());
    if let Some(first) = statistics.problems.first() {
        page.blank();
        page.text(format!("最常见的是「{}」（{}）：{}", first.title, first.code, first.mend));
        let named: Vec<String> =
            statistics.problems.iter().take(3).map(|problem| format!("jifen explain {}", problem.code)).collect();
        page.text(format!("错的和对的例子：{}", named.join("，")));
    }
    page
}
