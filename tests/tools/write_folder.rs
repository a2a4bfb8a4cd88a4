//! Writes an output folder of small files: `write-folder replace|merge FOLDER VERSION`.
//! `tests/output_atomic.rs` kills it at every step.

use std::env;
use std::error::Error;
use std::path::Path;

use jifen::render::folder::{OutputFiles, merge_into_folder, replace_folder};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, folder, version] = arguments.as_slice() else { return Err("replace|merge FOLDER VERSION".into()) };
    let mut files = OutputFiles::new();
    for path in ["汇总.xlsx", "批注/东河村.xlsx", "批注/北片/西河村.xlsx"] {
        files.insert(path, format!("{path} {version}\n").repeat(500).into_bytes())?;
    }
    // One file that the other versions do not have.
    files.insert(&format!("{version}/说明.txt"), version.as_bytes().to_vec())?;
    match mode.as_str() {
        "replace" => replace_folder(Path::new(folder), &files)?,
        "merge" => merge_into_folder(Path::new(folder), &files)?,
        other => return Err(format!("unknown mode: {other}").into()),
    }
    Ok(())
}
