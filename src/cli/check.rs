//! `check`: what is wrong in which cell, and annotated copies.

use super::Ending;
use super::args::{CheckArguments, Format};
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::{Outcome, RunError, run as run_pipeline};
use crate::reports::{Checked, check_page};

/// Checks workbooks, prints the report, writes annotated copies.
pub fn run(arguments: &CheckArguments, screen: &Screen) -> Result<Ending, RunError> {
    let outcome = run_pipeline(&arguments.run.options(&arguments.paths), &Bar::new())?;
    match arguments.format {
        Format::Json => screen.print(&crate::render::json::json(&outcome.result).unwrap_or_default()),
        Format::Text => screen.page(&check_page(&checked(&outcome), &outcome.diagnostics)),
    }
    Ok(if outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}

fn checked(outcome: &Outcome) -> Vec<Checked> {
    let files = outcome.result.files.iter();
    let checked =
        files.map(|file| Checked { file: Some(file.path.clone()), branch: file.branch.clone(), rows: file.rows });
    checked.collect()
}
