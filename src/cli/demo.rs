//! `demo`: a sample township to try the program on.

use include_dir::{Dir, include_dir};

use super::Ending;
use super::args::DemoArguments;
use super::failure::Failure;
use super::new_file::ensure_outside_archives;
use super::screen::Screen;
use super::tally::{Shown, tally};
use crate::pipeline::Options;
use crate::render::folder::{OutputFiles, merge_into_folder};

static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/samples/清河镇");

/// Writes the sample township and tallies it.
pub fn run(arguments: &DemoArguments, screen: &Screen) -> Result<Ending, Failure> {
    let inputs = arguments.folder.join("支部上报");
    let mut files = OutputFiles::new();
    for file in SAMPLE.files() {
        let name = file.path().to_string_lossy();
        // The sample's lock file would say that a workbook is open, and keep a second run from writing it.
        if !name.starts_with("~$") {
            files.insert_of_branch(&name, file.contents().to_vec())?;
        }
    }
    ensure_outside_archives(&arguments.folder)?;
    std::fs::create_dir_all(&arguments.folder)
        .map_err(|source| Failure::Sample { path: arguments.folder.clone(), source })?;
    merge_into_folder(&inputs, &files)?;
    screen.tell(&format!("示例乡镇写在「{}」，其中故意放了一些错误。", inputs.display()));
    let options = Options { paths: vec![inputs], ..Options::default() };
    tally(&options, &arguments.folder.join("汇总结果"), None, Shown::default(), false, screen)
}
