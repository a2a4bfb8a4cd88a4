//! Notices among the inputs, or beside the file that was asked for, that are of another period than the one due.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::checks::P701;
use crate::layout::{PostedNotice, posted_notices};
use crate::model::Diagnostic;
use crate::pipeline::papers::Paper;
use crate::pipeline::year::Reckoned;
use crate::workbook::{is_spreadsheet, read};

/// What such a file has in its name.
const CALLED: &str = "公示";
/// So many files beside the one that was asked for are opened.
const MOST: usize = 20;

pub fn stale(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) {
    let beside = beside(&run.settings.paths);
    let beside = beside.iter().flat_map(|path| notices_of(path));
    let due = run.ground.period;
    for notice in run.notices.iter().cloned().chain(beside) {
        let Some(period) = notice
            .period
            .filter(|period| (period.year(), period.window(), period.to()) != (due.year(), due.window(), due.to()))
        else {
            continue;
        };
        let message = format!("公示表「{}」是 {period} 的，这次统计的是 {due}。", notice.title);
        said.push(P701.says(message).found(&period.to_string()).at(notice.source));
    }
}

fn notices_of(path: &Path) -> Vec<PostedNotice> {
    let shown = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let shown: Arc<str> = shown.into();
    let workbook = read(path, &shown).workbook;
    workbook.map(|workbook| posted_notices(&workbook)).unwrap_or_default()
}

/// Files that are called so, beside single files that are read: a folder is read whole.
fn beside(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_called = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.contains(CALLED) && !name.starts_with(['~', '.']) && Paper::called(path).is_none()
        };
        let is_asked_for = |file: &PathBuf| paths.iter().any(|path| path.file_name() == file.file_name());
        found.extend(
            files.filter(|file| is_called(file) && !is_asked_for(file) && is_spreadsheet(file) && file.is_file()),
        );
    }
    found.sort();
    found.dedup();
    found.truncate(MOST);
    found
}
