//! Last year's archive: the file that profile or command line name.

use std::path::Path;
use std::sync::Arc;

use super::options::Settings;
use crate::layout::codes::L122;
use crate::layout::{Hints, read_archive};
use crate::model::{Diagnostic, PastYear, Period};
use crate::rules::RuleSet;
use crate::workbook::{Workbook, read};

/// The archive's table in a rule set; `None` where the rule set does not look at last year.
#[must_use]
pub fn table_of(rules: &RuleSet) -> Option<usize> {
    rules.tables.iter().position(crate::rules::Table::is_archive)
}

/// Reads the archive, where one is named and the rule set looks at it.
pub fn read_past(settings: &Settings) -> (Option<PastYear>, Vec<Diagnostic>) {
    let Some(path) = settings.previous.as_deref().filter(|_| table_of(&settings.rules).is_some()) else {
        return (None, Vec::new());
    };
    let shown = shown(path);
    let reading = read(path, &shown);
    let mut diagnostics = reading.diagnostics;
    let Some(workbook) = reading.workbook else {
        if !path.exists() {
            let advice = "这是上一年度档案，请核对配置文件的 previous（或 --previous）写的文件名和文件夹。";
            diagnostics = diagnostics.into_iter().map(|diagnostic| diagnostic.advise(advice)).collect();
        }
        return (None, diagnostics);
    };
    let (past, found) = past_in(&workbook, settings);
    diagnostics.extend(found);
    (past, diagnostics)
}

/// What a workbook holds as last year's archive; nothing where the rule set does not look at one.
pub fn past_in(workbook: &Workbook, settings: &Settings) -> (Option<PastYear>, Vec<Diagnostic>) {
    let Some(table) = table_of(&settings.rules) else { return (None, Vec::new()) };
    // Months without a year are last year's.
    let hints = Hints { year: settings.hints.year.map(|year| year - 1), ..settings.hints.clone() };
    read_archive(workbook, &settings.rules, table, &hints)
}

/// Whether a file among the inputs is the archive: it is nobody's workbook.
#[must_use]
pub fn is_archive(settings: &Settings, location: &Path) -> bool {
    let full = |path: &Path| std::fs::canonicalize(path).ok();
    settings.previous.as_deref().is_some_and(|path| full(path).is_some_and(|path| full(location) == Some(path)))
}

/// That the archive is of another year than the one before the period.
#[must_use]
pub fn of_another_year(settings: &Settings, past: Option<&PastYear>, period: Period) -> Option<Diagnostic> {
    let (path, year) = settings.previous.as_deref().zip(past?.year)?;
    let before = period.year() - 1;
    let message = format!("统计的是 {} 年，档案的标题写的是 {year} 年，不是 {before} 年。", period.year());
    (year != before).then(|| L122.says(message).in_file(&shown(path)).found(&year.to_string()))
}

/// The file's name, as messages have it.
fn shown(path: &Path) -> Arc<str> {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()).into()
}
