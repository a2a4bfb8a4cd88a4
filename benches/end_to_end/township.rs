//! The inputs, and the work that is measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jifen::pipeline::{NoProgress, Options, run, township_files};
use jifen::render::folder::replace_folder;

/// Has the sample generator make the faultless township: 50 branches, 40 members and 480 entries each.
pub fn make(scratch: &Path) -> PathBuf {
    let folder = scratch.join("上报");
    let made = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "make-samples", "--", "--bench-dir"])
        .arg(&folder)
        .args(["--branches", "50", "--members", "40", "--entries", "480"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(made.expect("cargo runs").success(), "the inputs could not be made");
    folder
}

/// The workbooks of a folder, in order.
pub fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "xlsx"));
    files.sort();
    files
}

pub fn options(folder: &Path) -> Options {
    Options { paths: vec![folder.to_owned()], ..Options::default() }
}

/// The whole of `tally` but its page on the terminal: all outputs are made and put in place.
pub fn tally(folder: &Path, out: &Path) -> usize {
    let outcome = run(&options(folder), &NoProgress).expect("the inputs can be read");
    let (files, _) = township_files(&outcome).expect("the outputs can be made");
    replace_folder(out, &files).expect("the outputs can be put in place");
    outcome.result.members.len()
}
