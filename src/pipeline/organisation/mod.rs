//! 组织: the branches that the township expects, from the profile and from its organisation workbook.
//!
//! Both say the same kind of thing. Where both speak of a branch, the profile is followed and a contradiction is told.

mod expected;
mod listing;

pub use expected::expected_and_come;

use std::path::Path;
use std::sync::Arc;

use super::RunError;
use super::gather::{Gathered, ReadFile};
use super::options::Settings;
use super::papers::Paper;
use crate::layout::codes::L130;
use crate::layout::{ExpectedBranch, read_organisation};
use crate::model::Diagnostic;
use crate::workbook::read;

/// Reads the organisation workbook, where there is one, and puts its branches into the profile.
///
/// # Errors
/// [`RunError::Organisation`] where the file that was named is not there.
pub fn learn(settings: &mut Settings, gathered: &mut Gathered) -> Result<(), RunError> {
    // What branches handed in before is compared under the list of today.
    if settings.is_earlier {
        return Ok(());
    }
    let mut said = Vec::new();
    let mut rows = Vec::new();
    for file in Paper::Organisation.files(settings, &gathered.papers, &mut said) {
        let (read, found) = read_file(&file)?;
        said.extend(found);
        rows.extend(read);
    }
    let township = settings.township.clone().or_else(|| gathered.common_township());
    settings.has_organisation = !rows.is_empty();
    let (branches, found) = listing::merged(&settings.profile.branch, rows, township.as_deref());
    said.extend(found);
    let whole = settings.over_folders();
    settings.profile.branch = branches
        .into_iter()
        .map(|mut listed| {
            if let Some(named) = listed.branch.file.take() {
                let file = file_called(&named, &gathered.files);
                if let (None, true, Some(row)) = (file, whole, &listed.row) {
                    let name = &listed.branch.name;
                    let message = format!("组织表写明{name}以「{named}」为准，报表里没有这个文件，没有用到。");
                    said.push(L130.says(message).at(row.place("file")).found(&named));
                }
                listed.branch.file = Some(file.map_or(named, str::to_owned));
            }
            listed.branch
        })
        .collect();
    gathered.diagnostics.extend(said);
    Ok(())
}

/// Whether a unit is the township itself: 清河镇, 清河镇党委, 中共清河镇委员会.
#[must_use]
pub fn is_township(unit: &str, township: &str) -> bool {
    let rest = unit.trim_start_matches("中共").strip_prefix(township);
    rest.is_some_and(|rest| ["", "党委", "党工委", "工委", "委员会", "党委会"].contains(&rest))
}

/// The file that is meant: its path as shown, else its name with or without what stands behind the point, where only
/// one is called so.
fn file_called<'f>(named: &str, files: &'f [ReadFile]) -> Option<&'f str> {
    let shown = || files.iter().map(|file| &*file.original.shown);
    let only = |fits: &dyn Fn(&Path) -> bool| {
        let mut all = shown().filter(|shown| fits(Path::new(shown)));
        all.next().filter(|_| all.next().is_none())
    };
    let exact = shown().find(|shown| *shown == named);
    exact
        .or_else(|| only(&|path| path.file_name().is_some_and(|name| *name == *named)))
        .or_else(|| only(&|path| path.file_stem().is_some_and(|stem| *stem == *named)))
}

/// The rows of a file, and what is wrong with it.
fn read_file(path: &Path) -> Result<(Vec<ExpectedBranch>, Vec<Diagnostic>), RunError> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let file: Arc<str> = name.into();
    if !path.is_file() {
        return Err(RunError::Organisation { path: path.to_owned(), message: "没有这个文件".to_owned() });
    }
    let reading = read(path, &file);
    let mut diagnostics = reading.diagnostics;
    let Some(workbook) = reading.workbook else { return Ok((Vec::new(), diagnostics)) };
    match read_organisation(&workbook) {
        Some((branches, found)) => {
            diagnostics.extend(found);
            Ok((branches, diagnostics))
        }
        None => {
            let message = format!("「{file}」里没有找到支部的名单：表头要有「支部」一栏，一行写一个支部。");
            diagnostics.push(L130.says(message).in_file(&file));
            Ok((Vec::new(), diagnostics))
        }
    }
}
