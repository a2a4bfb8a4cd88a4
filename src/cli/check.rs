//! `check`: what is wrong in which cell, and annotated copies.

use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{CheckArguments, Format};
use super::failure::Failure;
use super::progress::Bar;
use super::screen::Screen;
use super::suggest;
use crate::pipeline::{Copies, Options, Outcome, annotated_copies, reading_list, run as run_pipeline};
use crate::render::folder::{OutputFiles, merge_into_folder};
use crate::render::json::json;
use crate::reports::{Checked, check_page, layout_page, rounds_page, waived_page};
use crate::workbook::record::Record;

/// Where annotated copies go, beside the input.
const COPIES: &str = "批注";

/// Checks workbooks, prints the report, writes annotated copies.
pub fn run(arguments: &CheckArguments, screen: &Screen) -> Result<Ending, Failure> {
    if let Some(file) = &arguments.suggest_profile {
        return suggest::run(arguments, file.as_deref(), screen);
    }
    let options = Options { against: arguments.against.clone(), ..arguments.run.options(&arguments.paths) };
    let outcome = run_pipeline(&options, &Bar::new())?;
    let copies = if arguments.explain_layout { Copies::default() } else { annotated_copies(&outcome) };
    let folder = arguments.out.clone().unwrap_or_else(|| beside(&arguments.paths));
    let mut files = OutputFiles::new();
    for (path, bytes) in copies.files {
        files.insert(&path, bytes)?;
    }
    let is_copied = !files.is_empty();
    if arguments.reading_list {
        let (name, bytes) = reading_list(&outcome)?;
        files.insert(name, bytes)?;
    }
    merge_into_folder(&folder, &files)?;
    match arguments.format {
        Format::Json => screen.print_bytes(&json(&outcome.result)?),
        Format::Text if arguments.explain_layout => screen.page(&layout_page(&outcome.readings, &outcome.rules)),
        Format::Text => {
            screen.page(&check_page(&checked(&outcome), &outcome.diagnostics));
            screen.page(&rounds_page(&outcome.result.rounds));
            screen.page(&waived_page(&outcome.result.waived));
        }
    }
    for told in outcome.assumed.iter().chain(&copies.remarks) {
        screen.tell(told);
    }
    if is_copied {
        screen.tell(&format!("批注本写在「{}」，改好以后直接上报批注本。", folder.display()));
    }
    if arguments.reading_list {
        screen.tell(&format!("读取清单写在「{}」。", folder.display()));
    }
    Ok(if outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}

fn checked(outcome: &Outcome) -> Vec<Checked> {
    let files = outcome.result.files.iter();
    files
        .map(|file| Checked {
            file: Some(file.path.clone()),
            branch: file.branch.clone(),
            rows: file.rows,
            reading: file.reading.clone(),
        })
        .collect()
}

/// 批注 in the folder of the input. Where that is itself a folder of our copies, the next one beside it: 批注-2.
fn beside(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { first } else { first.parent().unwrap_or(Path::new("")) };
    let folder = if folder == Path::new(".") { Path::new("") } else { folder };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = here.canonicalize().unwrap_or_else(|_| here.to_owned());
    match (whole.file_name(), whole.parent(), Record::read(&whole)) {
        (Some(name), Some(parent), Ok(Some(_))) => {
            let name = name.to_string_lossy();
            let (stem, number) = match name.rsplit_once('-') {
                Some((stem, number)) => (stem, number.parse::<u32>().unwrap_or(1)),
                None => (&*name, 1),
            };
            parent.join(format!("{stem}-{}", number.saturating_add(1)))
        }
        _ => folder.join(COPIES),
    }
}
