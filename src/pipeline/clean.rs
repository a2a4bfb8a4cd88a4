//! `check --clean`: workbooks without our marks.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::RunError;
use crate::render::annotate::{AnnotateError, clean};
use crate::workbook::{discover, read};

/// What came of taking marks off.
#[derive(Debug, Default)]
pub struct Cleaning {
    /// Path and bytes of each workbook that had marks, without them.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is to be said of each workbook, in Chinese.
    pub told: Vec<String>,
    /// Whether some workbook could not be read or cleaned.
    pub failed: bool,
}

/// Takes our marks off copies of workbooks; nothing is checked, and the workbooks themselves stay as they are.
///
/// # Errors
/// [`RunError`] where a path does not exist, or nothing at all was found.
pub fn clean_copies(paths: &[PathBuf]) -> Result<Cleaning, RunError> {
    let found = discover(paths)?;
    if found.files.is_empty() {
        return Err(RunError::nothing_to_read(&found.diagnostics));
    }
    let cleaned: Vec<_> =
        found.files.par_iter().map(|file| (file.shown.to_string(), cleaned(&file.location, &file.shown))).collect();
    let mut all = Cleaning::default();
    for (shown, cleaned) in cleaned {
        match cleaned {
            Ok(Some(bytes)) => {
                all.told.push(format!("「{shown}」去掉了我们的颜色、批注和「jifen 校验」表。"));
                all.files.push((shown, bytes));
            }
            Ok(None) => all.told.push(format!("「{shown}」没有批注，没有另写一份。")),
            Err(why) => {
                all.told.push(format!("「{shown}」去不掉批注：{why}"));
                all.failed = true;
            }
        }
    }
    Ok(all)
}

/// The workbook without marks; `None` where it has none.
fn cleaned(location: &Path, shown: &std::sync::Arc<str>) -> Result<Option<Vec<u8>>, String> {
    let reading = read(location, shown);
    let Some(workbook) = reading.workbook else {
        let why = reading.diagnostics.into_iter().next().map(|diagnostic| diagnostic.message);
        return Err(why.unwrap_or_else(|| "文件读不出来。".to_owned()));
    };
    let bytes = workbook.original.bytes().map_err(|diagnostic| diagnostic.message)?;
    match clean(&bytes) {
        Ok(cleaned) if cleaned == bytes => Ok(None),
        Ok(cleaned) => Ok(Some(cleaned)),
        // Only Excel's own packages can have marks.
        Err(AnnotateError::Package(_)) => Ok(None),
        Err(error) => Err(format!("{error}。")),
    }
}
