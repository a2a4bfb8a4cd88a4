//! Output appears whole or not at all: a run is killed at each of its writes in turn, and what it leaves is looked at.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/kill_drill.rs"]
mod kill_drill;
#[path = "support/program.rs"]
mod program;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kill_drill::{Drill, Kills, Promise, TARGET, fresh_folder};

fn drill(before: &dyn Fn(&Path), command: &dyn Fn(&Path) -> Command, promise: Promise, refused: Option<&str>) {
    let kills = Drill { before, command, code: 0, kills: Kills::AtEveryCall, promise, refused }.run();
    assert!(kills == 0 || kills > 20, "{kills}");
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
}

/// The example stands beside the folder of this test; `cargo test` has built both.
fn write_folder(mode: &str, target: &Path, version: &str) -> Command {
    let this = env::current_exe().unwrap();
    let tool: PathBuf = this.ancestors().nth(2).unwrap().join("examples/write-folder");
    assert!(tool.exists(), "{} is missing: cargo build --example write-folder", tool.display());
    let mut command = Command::new(tool);
    command.arg(mode).arg(target).arg(version);
    command
}

#[test]
fn a_first_folder_appears_whole() {
    for mode in ["replace", "merge"] {
        let command = |target: &Path| write_folder(mode, target, "new");
        drill(&|_| {}, &command, Promise::Folder, None);
    }
}

#[test]
fn a_folder_is_replaced_whole() {
    let before = |target: &Path| succeed(&mut write_folder("replace", target, "old"));
    let command = |target: &Path| write_folder("replace", target, "new");
    drill(&before, &command, Promise::Folder, None);
}

/// As on Windows, on other systems, and on drives that cannot exchange.
#[test]
fn a_folder_is_replaced_where_names_cannot_be_exchanged() {
    let before = |target: &Path| succeed(&mut write_folder("replace", target, "old"));
    let command = |target: &Path| write_folder("replace", target, "new");
    drill(&before, &command, Promise::FolderOrAside, Some("renameat2"));
}

#[test]
fn files_are_merged_one_by_one_and_whole() {
    let before = |target: &Path| {
        succeed(&mut write_folder("merge", target, "old"));
        fs::write(target.join("old/说明.txt"), "edited by its user").unwrap();
        fs::write(target.join("我的.txt"), "not ours").unwrap();
    };
    let command = |target: &Path| write_folder("merge", target, "new");
    drill(&before, &command, Promise::EachFile, None);
}

#[test]
fn a_folder_that_one_stands_in_is_not_replaced() {
    let root = fresh_folder();
    let target = root.path().join(TARGET);
    succeed(&mut write_folder("replace", &target, "old"));
    for folder in [target.clone(), target.join("批注")] {
        let output = write_folder("replace", &target, "new").current_dir(folder).output().unwrap();
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("Inside"), "{output:?}");
    }
    assert!(target.join("old/说明.txt").exists());
}
