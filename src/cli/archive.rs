//! `archive`: the year's package.

use super::Ending;
use super::args::ArchiveArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::screen::Screen;
use crate::pipeline::archive::{ArchiveOptions, Packing, bag_files, bag_name};
use crate::pipeline::{Settings, run as run_pipeline};
use crate::render::folder::{OutputFiles, put_new_folder};

/// Runs the year as `tally` does, and packs it.
pub fn run(arguments: &ArchiveArguments, screen: &Screen) -> Result<Ending, Failure> {
    if arguments.member.is_some() {
        return super::archive_member::run(arguments, screen);
    }
    if arguments.transfer.is_some() {
        return super::archive_transfer::run(arguments, screen);
    }
    let options = arguments.run.options(&arguments.paths);
    let settings = Settings::new(&options)?;
    let outcome = run_pipeline(&options, &Bar::new())?;
    let wanted = ArchiveOptions { provisional: arguments.reason.clone(), ..ArchiveOptions::default() };
    let packing = Packing { outcome: &outcome, given: &options, settings: &settings, options: &wanted };
    let mut files = OutputFiles::new();
    for (path, bytes) in bag_files(&packing)? {
        files.insert_of_branch(&path, bytes)?;
    }
    let out = arguments.out.clone().unwrap_or_else(|| "归档".into());
    let folder = out.join(bag_name(&packing));
    put_new_folder(&folder, &files)?;
    screen.tell(&format!("档案包写在「{}」。", folder.display()));
    Ok(Ending::Good)
}
