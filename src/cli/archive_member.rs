//! `archive --member`: the book of one person who asks for theirs.

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::screen::Screen;

/// Writes the book of one member.
pub fn run(_arguments: &ArchiveArguments, _screen: &Screen) -> Result<Ending, Failure> {
    Err(Failure::Usage("还不能归档。"))
}
