//! `tally`: the whole township.

use super::Ending;
use super::args::{Format, TallyArguments};
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::{RunError, run as run_pipeline};
use crate::reports::tally_page;

/// Computes the township, writes the output folder, prints the result.
pub fn run(arguments: &TallyArguments, screen: &Screen) -> Result<Ending, RunError> {
    let outcome = run_pipeline(&arguments.run.options(&arguments.paths), &Bar::new())?;
    for assumed in &outcome.assumed {
        screen.tell(assumed);
    }
    match arguments.format {
        Format::Json => screen.print(&crate::render::json::json(&outcome.result).unwrap_or_default()),
        Format::Text => screen.page(&tally_page(&outcome.result)),
    }
    Ok(if outcome.is_provisional() { Ending::DataWrong } else { Ending::Good })
}
