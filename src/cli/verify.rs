//! `verify`: whether a package is what it was, and whether its results follow from its inputs.

use super::Ending;
use super::args::VerifyArguments;
use super::failure::Failure;
use super::screen::Screen;

/// Verifies a package and prints the report.
pub fn run(_arguments: &VerifyArguments, _screen: &Screen) -> Result<Ending, Failure> {
    Err(Failure::Usage("还不能核验。"))
}
