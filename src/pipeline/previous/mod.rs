//! The years before: what profile or command line name, read and chosen from.

mod bag;
mod books;
mod choose;
mod place;
mod result;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::bag::{result_in, shown_of_archive};
pub use self::books::of_nobody;
pub use self::choose::{Past, choose, grades_in_a_row};
pub use self::place::{Named, each_book, is_result, named, shown};
use self::result::read_result;
use super::options::Settings;
use crate::layout::codes::L150;
use crate::layout::{Hints, read_archive};
use crate::model::{Diagnostic, PastYear};
use crate::rules::RuleSet;
use crate::workbook::{Workbook, read};

/// The archive's table in a rule set; `None` where the rule set does not look at last year.
#[must_use]
pub fn table_of(rules: &RuleSet) -> Option<usize> {
    rules.tables.iter().position(crate::rules::Table::is_archive)
}

/// Whether anybody named a year before of which this rule set can make something.
#[must_use]
pub fn is_named(settings: &Settings) -> bool {
    let looks_back = table_of(&settings.rules).is_some();
    settings.previous.iter().any(|path| looks_back || is_result(path))
}

/// Reads all years that are named. An archive is read where the rule set looks at one.
pub fn read_past(settings: &Settings) -> (Vec<PastYear>, Vec<Diagnostic>) {
    let (mut years, mut diagnostics) = (Vec::new(), Vec::new());
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in &settings.previous {
        let name: Arc<str> = shown(path).into();
        if let Some(said) = settings.stand_ins.said_of(path) {
            diagnostics.extend(said);
            continue;
        }
        let mut in_archive = None;
        let place = match named(path, settings.in_archive) {
            Named::Neither(why) => {
                let problem = L150.says(format!("「{name}」里没有读到以前年度的结果：{why}。"));
                diagnostics.push(problem.in_file(&name));
                continue;
            }
            Named::Workbook(place) if table_of(&settings.rules).is_none() => {
                if !place.exists() {
                    diagnostics.push(L150.says(format!("「{name}」不存在，没有与以前年度比较。")).in_file(&name));
                }
                continue;
            }
            Named::Archive(folder) => match bag::result_in(&folder, path) {
                Ok(place) => {
                    in_archive = Some(shown_of_archive(&folder));
                    place
                }
                Err(found) => {
                    diagnostics.extend(found);
                    continue;
                }
            },
            Named::Workbook(place) | Named::Result(place) => place,
        };
        // The same file named twice is no second year.
        if seen.contains(&full(&place)) {
            continue;
        }
        seen.push(full(&place));
        let name: Arc<str> = in_archive.unwrap_or_else(|| shown(&place)).into();
        if is_result(&place) {
            match read_result(&place, &name) {
                Ok(year) => years.push(year),
                Err(problem) => diagnostics.push(*problem),
            }
        } else {
            let (year, found) = read_workbook(&place, &name, settings);
            years.extend(year);
            diagnostics.extend(found);
        }
    }
    (years, diagnostics)
}

fn read_workbook(path: &Path, shown: &Arc<str>, settings: &Settings) -> (Option<PastYear>, Vec<Diagnostic>) {
    let reading = read(path, shown);
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

/// Whether a file among the inputs belongs to a year before: it is nobody's workbook. A folder that was named is one only
/// where the inputs do not lie in it.
#[must_use]
pub fn is_of_past(settings: &Settings, location: &Path) -> bool {
    if settings.previous.is_empty() {
        return false;
    }
    let location = full(location);
    settings.previous.iter().any(|path| {
        let past = full(path);
        let holds_inputs = || settings.paths.iter().any(|input| full(input).starts_with(&past));
        location == past || (path.is_dir() && location.starts_with(&past) && !holds_inputs())
    })
}

/// The whole path; as it was given where it leads nowhere.
fn full(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
