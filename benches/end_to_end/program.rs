//! The program itself, where it has been built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The release build, or what `JIFEN` names.
pub fn built() -> Option<PathBuf> {
    let named = std::env::var_os("JIFEN").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/release/jifen");
    Some(named.unwrap_or(usual)).filter(|path| path.is_file())
}

/// Runs `tally`.
pub fn tally(program: &Path, inputs: &Path, out: &Path, threads: usize) {
    let ended = Command::new(program)
        .arg("tally")
        .arg(inputs)
        .arg("--out")
        .arg(out)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert_eq!(ended.code(), Some(0), "faultless inputs end well");
}
