//! An archive as an earlier year: its result, once nothing is wrong with the package.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::place::shown;
use crate::archive::{Opened, examine, places};
use crate::layout::codes::L150;
use crate::model::Diagnostic;
use crate::pipeline::archive::{RECORD_SCHEMA, RunRecord, result_of_book};

/// So many findings are told of an archive that is not used; the rest is counted.
const MOST: usize = 3;

/// The greatest record that is read, in bytes.
const LARGEST_RECORD: u64 = 1 << 29;

/// The result of an archive as messages have it: what lies deep in an archive goes by the archive's name.
#[must_use]
pub fn shown_of_archive(folder: &Path) -> String {
    format!("{}/结果.json", shown(folder))
}

/// Where the result of an archive lies. The path that was named is the archive's folder, one above it, or lies in it:
/// then it has to be the result or to hold it, as whoever names another file of an archive means something else.
///
/// # Errors
/// Why none of it is used: what is wrong with it, and that the year is not used.
pub fn result_in(folder: &Path, named: &Path) -> Result<PathBuf, Vec<Diagnostic>> {
    let (file, shown): (Arc<str>, _) = (shown(named).into(), shown(folder));
    let examined = examine(folder);
    let Some(opened) = examined.opened else {
        let count = examined.diagnostics.len();
        let mut said: Vec<Diagnostic> = examined.diagnostics.into_iter().take(MOST).collect();
        let message =
            format!("档案包「{shown}」与打包时不一样，共 {count} 处，这一年的没有用到；其中的东西都不能相信。");
        let advice = "请从保管档案的地方重新取一份；想看全部问题，运行 jifen verify（核验）。";
        said.push(L150.says(message).in_file(&file).advise(advice));
        return Err(said);
    };
    let unusable = |why: &str| vec![L150.says(format!("「{shown}」{why}，这一年的没有用到。")).in_file(&file)];
    let result = match record(&opened) {
        Ok(Some(record)) => Some(opened.location(&record.result)),
        Ok(None) => result_of_book(&opened),
        Err(why) => return Err(unusable(why)),
    };
    let result = result.filter(|path| path.is_file()).ok_or_else(|| {
        unusable("是档案包，里面却没有「结果.json」（公开部分不带党员的结果）；请写带全部材料的那一包")
    })?;
    if holds(named, &result) {
        return Ok(result);
    }
    let message = format!("「{file}」在档案包「{shown}」里面，却不是它的结果，没有用到；请写这个档案包的文件夹。");
    Err(vec![L150.says(message).in_file(&file)])
}

/// Whether a path is another, or a folder above it.
fn holds(path: &Path, other: &Path) -> bool {
    let full = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    full(other).starts_with(full(path))
}

/// The record of the run; a book that goes with a member, and the public package, have none.
fn record(opened: &Opened) -> Result<Option<RunRecord>, &'static str> {
    let path = opened.location(places::RUN);
    if !path.is_file() {
        return Ok(None);
    }
    if std::fs::metadata(&path).is_ok_and(|about| about.len() > LARGEST_RECORD) {
        return Err("的运行记录太大，不像是本程序写的");
    }
    let read = std::fs::read(path).map_err(|_| "的运行记录打不开")?;
    let version: Version = serde_json::from_slice(&read).map_err(|_| "的运行记录读不懂")?;
    if version.schema > RECORD_SCHEMA {
        return Err("是更新的版本归档的，这个版本看不懂，请用新的版本");
    }
    let record: RunRecord = serde_json::from_slice(&read).map_err(|_| "的运行记录读不懂")?;
    let is_below = Path::new(&record.result).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if is_below { Ok(Some(record)) } else { Err("的运行记录把结果写到了档案包外面") }
}

/// The version of the record alone, which every version has.
#[derive(serde::Deserialize)]
struct Version {
    schema: u32,
}
