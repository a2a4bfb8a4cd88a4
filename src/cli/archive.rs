//! `archive`: the year's package.

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::screen::Screen;

/// Runs the year as `tally` does, and packs it.
pub fn run(arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    if arguments.member.is_some() {
        return super::archive_member::run(arguments, screen);
    }
    if arguments.transfer.is_some() {
        return super::archive_transfer::run(arguments, screen);
    }
    Err(Failure::Usage("还不能归档。"))
}
