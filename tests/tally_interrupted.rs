//! `tally` itself, killed while it writes: the folder of results is the old one or the new one, whole.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/kill_drill.rs"]
mod kill_drill;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::Command;

use kill_drill::{Drill, Kills, Promise};
use program::{program, run, samples};

/// The two smallest workbooks in which something is to be marked.
fn small_township(folder: &Path) {
    for file in ["jifen.toml", "镇机关.xlsx", "龙泉村.xlsx"] {
        fs::copy(samples().join("清河镇").join(file), folder.join(file)).unwrap();
    }
}

#[test]
fn the_results_are_the_old_or_the_new() {
    let inputs = tempfile::tempdir().unwrap();
    small_township(inputs.path());
    let command = |target: &Path| -> Command {
        let mut command = program(inputs.path());
        command.args(["tally", "."]).arg("--out").arg(target);
        command
    };
    let before = |target: &Path| {
        let old = run(command(target).args(["--programme-start", "2023"]));
        old.ends_with(1);
    };
    let drill = Drill {
        before: &before,
        command: &command,
        code: 1,
        kills: Kills::Spread(40),
        promise: Promise::Folder,
        refused: None,
    };
    let kills = drill.run();
    assert!(kills == 0 || (20..=41).contains(&kills), "{kills}");
}
