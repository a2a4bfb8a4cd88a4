//! What `check` says on the terminal: per workbook a headline, then the problems grouped by kind; at the end which
//! workbooks can be reported.

use std::collections::BTreeMap;

use super::document::{FileResult, ResultDocument};
use super::grouping::{ProblemKind, SameProblem, places_in_words, problem_kinds};
use super::headline::headline;
use super::page::{Align, Page, Tone};
use super::reading_words::reading_in_words;
use super::round_words::round_in_words;
use crate::model::{Diagnostic, Severity};

/// So many problems of one kind are named; of the rest only the places.
const PROBLEMS_SHOWN: usize = 5;
/// So many of the notes.
const NOTES_SHOWN: usize = 2;
/// So many ranges of cells of one problem are named.
const RANGES_SHOWN: usize = 6;
/// So many members of one problem are named.
const MEMBERS_SHOWN: usize = 3;

/// The codes of files that are passed over or were sent twice.
const NOT_USED: [&str; 2] = ["F201", "F202"];

/// The page. `diagnostics` are in the order in which they are listed.
#[must_use]
pub fn check_page(result: &ResultDocument, diagnostics: &[Diagnostic]) -> Page {
    let mut page = Page::default();
    let mut by_file: BTreeMap<Option<&str>, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        by_file.entry(diagnostic.file.as_deref()).or_default().push(diagnostic);
    }
    let read: Vec<(&FileResult, Vec<&Diagnostic>)> =
        result.files.iter().map(|file| (file, by_file.remove(&Some(file.path.as_str())).unwrap_or_default())).collect();
    // What is left concerns no single workbook, or files that were not read.
    for (file, mine) in &by_file {
        page.heading(file.map_or_else(|| "本次校验".to_owned(), str::to_owned));
        if file.is_some() {
            add_headline(&mut page, mine, true);
        }
        add_problems(&mut page, mine);
    }
    for (file, mine) in &read {
        page.heading(match &file.branch {
            Some(branch) => format!("{}（{branch}，{} 行）", file.path, file.rows),
            None => file.path.clone(),
        });
        add_headline(&mut page, mine, file.branch.is_none() && file.rows == 0);
        add_rounds(&mut page, result, file);
        if let Some(reading) = &file.reading {
            page.line(Tone::Dim, 2, reading_in_words(reading));
        }
        add_problems(&mut page, mine);
    }
    let unread = by_file.iter().filter_map(|(file, mine)| Some(((*file)?, false, mine.as_slice())));
    let named = read.iter().map(|(file, mine)| (file.path.as_str(), file.branch.is_some(), mine.as_slice()));
    add_overview(&mut page, &unread.chain(named).collect::<Vec<_>>());
    page
}

fn add_headline(page: &mut Page, diagnostics: &[&Diagnostic], is_unread: bool) {
    let (tone, words) = match headline(diagnostics.iter().copied()) {
        (Tone::Good, _) if is_unread => (Tone::Dim, "没有读取。".to_owned()),
        (Tone::Good | Tone::Doubtful, _) if diagnostics.iter().any(|it| NOT_USED.contains(&it.code.id)) => {
            (Tone::Dim, "没有使用。".to_owned())
        }
        headline => headline,
    };
    page.line(tone, 2, words);
}

/// What changed since the last time, and what was accepted.
fn add_rounds(page: &mut Page, result: &ResultDocument, file: &FileResult) {
    for round in result.rounds.iter().filter(|round| round.files.contains(&file.path)) {
        let tone = if round.unmended.is_empty() && round.new.is_empty() { Tone::Good } else { Tone::Doubtful };
        page.line(tone, 2, format!("第 {} 次报，与上次比：{}", round.round, round_in_words(round)));
    }
    let is_mine = |waived: &&super::WaivedResult| waived.diagnostic.file.as_deref() == Some(file.path.as_str());
    let waived = result.waived.iter().filter(is_mine).count();
    if waived > 0 {
        page.line(Tone::Dim, 2, format!("另有 {waived} 处会议已同意豁免，不再提示。"));
    }
}

fn add_problems(page: &mut Page, diagnostics: &[&Diagnostic]) {
    for kind in problem_kinds(diagnostics.iter().copied()) {
        add_kind(page, &kind);
    }
}

fn add_kind(page: &mut Page, kind: &ProblemKind<'_>) {
    let is_note = kind.severity == Severity::Note;
    let tone = match kind.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Note => Tone::Dim,
    };
    let count = if kind.places() > 1 { format!("（{} 处）", kind.places()) } else { String::new() };
    page.line(tone, 2, format!("{} {} {}{count}", kind.severity.label(), kind.code.id, kind.code.title));
    let shown = kind.problems.iter().take(if is_note { NOTES_SHOWN } else { PROBLEMS_SHOWN });
    let tone = if is_note { Tone::Dim } else { Tone::Plain };
    let shown: Vec<&SameProblem<'_>> = shown.collect();
    // Problems that follow each other and need the same advice get it once.
    let runs: Vec<&[&SameProblem<'_>]> = shown.chunk_by(|one, next| advice(one) == advice(next)).collect();
    let rest: Vec<&Diagnostic> =
        kind.problems.iter().skip(shown.len()).flat_map(|problem| problem.places.iter().copied()).collect();
    for (index, run) in runs.iter().enumerate() {
        page.listing(4, 2, run.iter().map(|problem| (tone, place(problem), what(problem))).collect());
        let is_last = index + 1 == runs.len();
        if is_last && !rest.is_empty() {
            let told = if is_note { "" } else { "，都列在批注本的「jifen 校验」表里" };
            page.line(Tone::Dim, 4, format!("…… 其余 {}{told}。", counted_places(&rest)));
        }
        if let (Some(problem), false) = (run.first(), is_note) {
            let indent = if runs.len() > 1 { 6 } else { 4 };
            page.listing(indent, 1, vec![(Tone::Dim, "→".to_owned(), advice(problem).to_owned())]);
        }
    }
}

fn advice<'a>(problem: &SameProblem<'a>) -> &'a str {
    problem.first().map_or("", |diagnostic| &diagnostic.help)
}

fn place(problem: &SameProblem<'_>) -> String {
    counted_places(&problem.places)
}

/// Where they stand, and how many they are where that is not plain.
fn counted_places(diagnostics: &[&Diagnostic]) -> String {
    let places = places_in_words(diagnostics, RANGES_SHOWN, false);
    match diagnostics.len() {
        1 => places,
        count if places.is_empty() => format!("{count} 处"),
        count if !places.ends_with('处') => format!("{places}（{count} 处）"),
        _ => places,
    }
}

/// Whose problem it is, where the words do not say so, and what is wrong.
fn what(problem: &SameProblem<'_>) -> String {
    let message = problem.first().map_or("", |diagnostic| &diagnostic.message);
    let members = problem.members();
    let named = members.iter().take(MEMBERS_SHOWN).copied().collect::<Vec<_>>().join("、");
    match members.len() {
        0 => message.to_owned(),
        1 if message.contains(named.as_str()) => message.to_owned(),
        1..=MEMBERS_SHOWN => format!("{named}：{message}"),
        count => format!("{named}等 {count} 人：{message}"),
    }
}

/// Which workbooks have to be mended, and how many can be reported; nothing for a single one. `files` says of each
/// whether anything was read of it: what was passed over is neither.
fn add_overview(page: &mut Page, files: &[(&str, bool, &[&Diagnostic])]) {
    let count = |diagnostics: &[&Diagnostic], severity| {
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    };
    let is_wrong = |mine: &[&Diagnostic]| count(mine, Severity::Error) > 0;
    let good = files.iter().filter(|(_, is_read, mine)| *is_read && !is_wrong(mine)).count();
    let wrong: Vec<_> = files.iter().filter(|(_, _, mine)| is_wrong(mine)).collect();
    if good + wrong.len() < 2 {
        return;
    }
    page.heading("总的情况");
    let (tone, words) = match (good, wrong.len()) {
        (good, 0) => (Tone::Good, format!("{good} 个工作簿都可以上报。")),
        (0, wrong) => (Tone::Bad, format!("{wrong} 个工作簿都要改。")),
        (good, wrong) => (Tone::Bad, format!("{good} 个工作簿可以上报，{wrong} 个要改。")),
    };
    page.line(tone, 2, words);
    let rows = wrong.iter().map(|(file, _, mine)| {
        let counts = [Severity::Error, Severity::Warning].map(|severity| count(mine, severity).to_string());
        [vec![(*file).to_owned()], counts.to_vec()].concat()
    });
    let columns = [("要改的工作簿", Align::Left), ("必须改正", Align::Right), ("再看一看", Align::Right)];
    page.grid(&columns, rows.collect());
}
