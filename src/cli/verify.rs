//! `verify`: whether a package is what it was, and whether its results follow from its inputs.

use super::Ending;
use super::args::{Format, VerifyArguments};
use super::failure::Failure;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::verify::verify;
use crate::render::json::json;
use crate::reports::verification_page;

/// Verifies a package and prints the report.
pub fn run(arguments: &VerifyArguments, screen: &Screen) -> Result<Ending, Failure> {
    let verification = verify(&arguments.path, &Bar::new())?;
    match arguments.format {
        Format::Json => screen.print_result(&json(&verification)?)?,
        Format::Text => screen.page(&verification_page(&verification)),
    }
    Ok(if verification.passed { Ending::Good } else { Ending::DataWrong })
}
