//! What `rules lint` says: as a page, and as data.

use serde::Serialize;

use super::page::{Page, Tone};
use crate::model::Severity;
use crate::rules::RuleSet;
use crate::rules::lint::Lint;

/// What was found in a rule set, for programs.
#[derive(Clone, Debug, Serialize)]
pub struct LintDocument {
    /// The rule set's id.
    pub rules: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How many errors, warnings and notes there are, without what is waived.
    pub errors: usize,
    /// See `errors`.
    pub warnings: usize,
    /// See `errors`.
    pub notes: usize,
    /// What was found, the worst first.
    pub problems: Vec<LintResult>,
    /// What the rule set waives.
    pub waived: Vec<LintResult>,
}

/// One thing that was found.
#[derive(Clone, Debug, Serialize)]
pub struct LintResult {
    /// Its code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about: what a waiver names.
    pub of: String,
    /// Where the rulebook says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// The line of the rule file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is wrong.
    pub says: String,
    /// What to write instead.
    pub help: String,
    /// Why it is waived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What was found, for programs.
#[must_use]
pub fn lint_document(rules: &RuleSet, found: &[Lint]) -> LintDocument {
    let result = |lint: &Lint| LintResult {
        code: lint.code.id.to_owned(),
        severity: lint.severity,
        of: lint.subject.of.clone(),
        article: lint.subject.article.clone(),
        line: lint.line,
        says: lint.says.clone(),
        help: lint.help.clone(),
        reason: lint.waived.clone(),
    };
    LintDocument {
        rules: rules.id.clone(),
        title: rules.title.clone(),
        version: rules.version.clone(),
        errors: count(found, Severity::Error),
        warnings: count(found, Severity::Warning),
        notes: count(found, Severity::Note),
        problems: found.iter().filter(|lint| lint.waived.is_none()).map(result).collect(),
        waived: found.iter().filter(|lint| lint.waived.is_some()).map(result).collect(),
    }
}

fn count(found: &[Lint], severity: Severity) -> usize {
    found.iter().filter(|lint| lint.waived.is_none() && lint.severity == severity).count()
}

/// What was found, for people.
#[must_use]
pub fn lint_page(rules: &RuleSet, found: &[Lint]) -> Page {
    let mut page = Page::default();
    page.heading(format!("{}（{}，版本 {}）", rules.title, rules.id, rules.version));
    let (tone, headline) = headline(found);
    page.line(tone, 2, headline);
    let open = found.iter().filter(|lint| lint.waived.is_none());
    let mut before: Option<&Lint> = None;
    for lint in open {
        let is_new = before.is_none_or(|other| other.code != lint.code || other.severity != lint.severity);
        if is_new {
            page.line(
                tone_of(lint.severity),
                2,
                format!("{} {} {}", lint.severity.label(), lint.code.id, lint.code.title),
            );
        }
        page.line(Tone::Plain, 4, format!("{}：{}", place(lint), lint.says));
        if lint.severity > Severity::Note {
            page.line(Tone::Dim, 6, format!("→ {}", lint.help));
        }
        before = Some(lint);
    }
    let waived: Vec<&Lint> = found.iter().filter(|lint| lint.waived.is_some()).collect();
    if !waived.is_empty() {
        page.blank();
        page.line(Tone::Strong, 2, format!("规则集写明不必改的（{} 处）", waived.len()));
        for lint in waived {
            page.line(Tone::Dim, 4, format!("{} {}：{}", lint.code.id, place(lint), lint.says));
            page.line(Tone::Dim, 6, format!("理由：{}", lint.waived.as_deref().unwrap_or_default()));
        }
    }
    page
}

const fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Note => Tone::Dim,
    }
}

/// One sentence: can it be used, or what must be done.
fn headline(found: &[Lint]) -> (Tone, String) {
    let count = |severity| count(found, severity);
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => (Tone::Good, "没有要改的。".to_owned()),
        (0, warnings) => (Tone::Doubtful, format!("可以使用；有 {warnings} 处请再看一看。")),
        (errors, 0) => (Tone::Bad, format!("有 {errors} 处必须改正。")),
        (errors, warnings) => (Tone::Bad, format!("有 {errors} 处必须改正，另有 {warnings} 处请再看一看。")),
    }
}

/// 第 12 行 等次「…」（六）.
fn place(lint: &Lint) -> String {
    let line = lint.line.map_or_else(String::new, |line| format!("第 {line} 行 "));
    let article = &lint.subject.article;
    let article = if article.is_empty() { String::new() } else { format!("（{article}）") };
    format!("{line}{}{article}", lint.subject.label)
}
