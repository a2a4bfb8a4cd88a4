//! What `check` says on the terminal: per workbook a headline, then the problems grouped by kind.

use std::collections::BTreeMap;

use super::page::{Page, Tone};
use super::reading::ReadingResult;
use super::reading_words::reading_in_words;
use crate::model::{Diagnostic, Severity};

/// So many places of one kind are named; the rest is counted.
const PLACES_SHOWN: usize = 5;
/// So many of the notes.
const NOTES_SHOWN: usize = 2;

/// A workbook, as the headline needs it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its path; `None` for what concerns no single workbook.
    pub file: Option<String>,
    /// Its branch, where one was found.
    pub branch: Option<String>,
    /// Rows of data in it.
    pub rows: usize,
    /// What became of its cells, where it was read.
    pub reading: Option<ReadingResult>,
}

/// The page. `diagnostics` are in the order in which they are listed.
#[must_use]
pub fn check_page(files: &[Checked], diagnostics: &[Diagnostic]) -> Page {
    let mut page = Page::default();
    let mut by_file: BTreeMap<Option<&str>, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        by_file.entry(diagnostic.file.as_deref()).or_default().push(diagnostic);
    }
    let mut named = Vec::new();
    for checked in files {
        let mine = by_file.remove(&checked.file.as_deref()).unwrap_or_default();
        named.push((checked.clone(), mine));
    }
    let unread = by_file
        .into_iter()
        .map(|(file, mine)| (Checked { file: file.map(str::to_owned), branch: None, rows: 0, reading: None }, mine));
    for (checked, mine) in unread.chain(named) {
        add_file(&mut page, &checked, &mine);
    }
    page
}

fn add_file(page: &mut Page, checked: &Checked, diagnostics: &[&Diagnostic]) {
    let about = match (&checked.file, &checked.branch) {
        (Some(file), Some(branch)) => format!("{file}（{branch}，{} 行）", checked.rows),
        (Some(file), None) => file.clone(),
        (None, _) => "本次校验".to_owned(),
    };
    page.heading(about);
    if checked.file.is_some() {
        let is_unread = checked.file.is_some() && checked.branch.is_none() && checked.rows == 0;
        let (tone, headline) = match headline(diagnostics) {
            (Tone::Good, _) if is_unread => (Tone::Dim, "没有读取。".to_owned()),
            headline => headline,
        };
        page.line(tone, 2, headline);
    }
    if let Some(reading) = &checked.reading {
        page.line(Tone::Dim, 2, reading_in_words(reading));
    }
    let mut kinds: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let worst_first = std::cmp::Reverse(diagnostic.severity);
        kinds.entry((worst_first, diagnostic.code.id)).or_default().push(diagnostic);
    }
    for ((severity, _), places) in kinds {
        add_kind(page, severity.0, &places);
    }
}

/// One sentence: can it be reported, or what must be done.
fn headline(diagnostics: &[&Diagnostic]) -> (Tone, String) {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => (Tone::Good, "没有问题，可以上报。".to_owned()),
        (0, warnings) => (Tone::Doubtful, format!("可以上报；有 {warnings} 处请再看一看。")),
        (errors, 0) => (Tone::Bad, format!("有 {errors} 处必须改正。")),
        (errors, warnings) => (Tone::Bad, format!("有 {errors} 处必须改正，另有 {warnings} 处请再看一看。")),
    }
}

fn add_kind(page: &mut Page, severity: Severity, places: &[&Diagnostic]) {
    let Some(first) = places.first() else { return };
    let tone = match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Note => Tone::Dim,
    };
    let count = if places.len() > 1 { format!("（{} 处）", places.len()) } else { String::new() };
    page.line(tone, 2, format!("{} {} {}{count}", severity.label(), first.code.id, first.code.title));
    let shown = if severity == Severity::Note { NOTES_SHOWN } else { PLACES_SHOWN };
    let is_shared = places.iter().all(|diagnostic| diagnostic.help == first.help);
    for (index, diagnostic) in places.iter().enumerate().take(shown) {
        page.line(if severity == Severity::Note { Tone::Dim } else { Tone::Plain }, 4, place_and_message(diagnostic));
        // Places that follow each other and need the same advice get it once.
        let is_last = places.get(index + 1).is_none_or(|next| next.help != diagnostic.help) || index + 1 == shown;
        if severity != Severity::Note && !is_shared && is_last {
            page.line(Tone::Dim, 6, format!("→ {}", diagnostic.help));
        }
    }
    if places.len() > shown {
        page.line(Tone::Dim, 4, format!("…… 还有 {} 处，都列在批注本的「jifen 校验」表里。", places.len() - shown));
    }
    if severity != Severity::Note && is_shared {
        page.line(Tone::Dim, 4, format!("→ {}", first.help));
    }
}

fn place_and_message(diagnostic: &Diagnostic) -> String {
    let mut place = String::new();
    if let Some(sheet) = &diagnostic.sheet {
        place.push_str(sheet);
        place.push(' ');
    }
    if let Some(cells) = diagnostic.cells {
        place.push_str(&cells.to_string());
        place.push(' ');
    }
    let member = match &diagnostic.member {
        Some(member) if !member.is_empty() && !diagnostic.message.contains(member.as_str()) => format!("{member}："),
        _ => String::new(),
    };
    format!("{place}{member}{}", diagnostic.message)
}
