//! `tally --close`: keeping the result of a period, so that later runs can tell what changed in it.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::new_file::write_new;
use super::screen::Screen;
use crate::pipeline::CLOSED_FOLDER;
use crate::reports::{ClosedResult, ResultDocument, Status};

/// Keeps the result, as it was written, beside the inputs; says where. A provisional one is not kept, nor does one take
/// the place of another.
pub fn close(result: &ResultDocument, json: &[u8], paths: &[PathBuf], screen: &Screen) -> Result<(), Failure> {
    let period = &result.period.label;
    if result.status == Status::Provisional {
        screen.tell(&format!("{period} 还是试算，没有结账：先解决上面的问题。"));
        return Ok(());
    }
    let Some(first) = paths.first() else { return Ok(()) };
    let beside = if first.is_dir() { first.as_path() } else { first.parent().unwrap_or(Path::new("")) };
    let folder = beside.join(CLOSED_FOLDER);
    let file = folder.join(format!("{period}.json"));
    let is_as_kept = |closed: &ClosedResult| closed.period == *period && closed.is_as_it_was();
    if file.is_file() && result.closed.iter().any(is_as_kept) {
        screen.tell(&format!("{period} 已经结过账，以后没有变动，「{}」照旧。", file.display()));
        return Ok(());
    }
    std::fs::create_dir_all(&folder).map_err(|source| Failure::Template { path: folder, source })?;
    write_new(&file, json)?;
    screen.tell(&format!("{period} 已结账，结果留在「{}」，以后汇总时与它比较。", file.display()));
    Ok(())
}
