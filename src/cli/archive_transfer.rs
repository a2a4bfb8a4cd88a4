//! `archive --transfer`: the book that goes with a member who left.

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::screen::Screen;

/// Writes the book that goes with a member.
pub fn run(_arguments: &ArchiveArguments, _screen: &Screen) -> Result<Ending, Failure> {
    Err(Failure::Usage("还不能归档。"))
}
