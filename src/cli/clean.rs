//! `check --clean`: workbooks without our marks, in a folder of their own.

use std::path::{Path, PathBuf};

use super::Ending;
use super::args::CheckArguments;
use super::failure::Failure;
use super::screen::Screen;
use crate::pipeline::clean_copies;
use crate::render::folder::{OutputFiles, merge_into_folder};
use crate::workbook::record::Record;

/// Where they go, beside the input.
const CLEANED: &str = "去批注";

/// Takes the marks off, and says of each workbook what was on it.
pub fn run(arguments: &CheckArguments, screen: &Screen) -> Result<Ending, Failure> {
    let cleaning = clean_copies(&arguments.paths)?;
    let folder = arguments.out.clone().unwrap_or_else(|| beside(&arguments.paths));
    let mut files = OutputFiles::new();
    for (path, bytes) in cleaning.files {
        files.insert_of_branch(&path, bytes)?;
    }
    merge_into_folder(&folder, &files)?;
    for told in &cleaning.told {
        screen.tell(told);
    }
    if !files.is_empty() {
        let folder = folder.display();
        screen.tell(&format!("去掉批注的写在「{folder}」，原文件没有动；已经改好的内容保留，不会改回去。"));
    }
    Ok(if cleaning.failed { Ending::DataWrong } else { Ending::Good })
}

/// 去批注 in the folder of the input; where that is a folder of ours, such as 批注, beside it.
fn beside(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { first } else { first.parent().unwrap_or(Path::new("")) };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = here.canonicalize().unwrap_or_else(|_| here.to_owned());
    match (whole.parent(), Record::read(&whole)) {
        (Some(parent), Ok(Some(_))) => {
            let beside = parent.join(CLEANED);
            if beside == whole { parent.join(format!("{CLEANED}-2")) } else { beside }
        }
        _ if folder == Path::new(".") => PathBuf::from(CLEANED),
        _ => folder.join(CLEANED),
    }
}
