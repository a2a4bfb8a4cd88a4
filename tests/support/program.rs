//! The program as its users run it: a working folder, arguments, what it prints, what it writes.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The program, in a working folder of the test's, with nothing of the caller's environment that it heeds.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jifen"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program with these arguments.
pub fn jifen(folder: &Path, arguments: &[&str]) -> Run {
    run(program(folder).args(arguments))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|_| panic!("{command:?} prints no UTF-8"));
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Run {
    /// The same run, which must have ended with this exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// What was printed on standard output, as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }
}

/// Where the sample townships lie.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// The result of `tally --format json` of a folder, which must end with this exit code.
#[track_caller]
pub fn tally(folder: &Path, code: i32, more: &[&str]) -> Value {
    let out = tempfile::tempdir().unwrap();
    let mut command = program(out.path());
    command.arg("tally").arg(folder).args(["--format", "json"]).args(more);
    run(&mut command).ends_with(code).json()
}

/// Whether a tool is there, by the outcome of trying it. Where it is not, the test says that it is skipped; and fails
/// where the environment says that all tools are installed.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
pub fn tool_works(tool: &str, works: bool) -> bool {
    if !works {
        let required = env::var_os("JIFEN_TOOLS_REQUIRED").is_some_and(|value| value == "1");
        assert!(!required, "{tool} is missing, or does not work here");
        eprintln!("skipped: {tool} is missing, or does not work here");
    }
    works
}
