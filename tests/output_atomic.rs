//! Output appears whole or not at all: a run is killed at each of its writes in turn, and what it leaves is looked at.
//!
//! `strace` kills it: at the entry of the N-th call of each kind that changes files, for N = 1, 2, 3… until the run
//! finishes by itself. So every state of the disk between two changes is seen, and the program knows nothing of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jifen::workbook::record;
use tempfile::TempDir;

/// The calls that change files; with `?`, not every processor has it.
const CALLS: &str = "openat write fsync ?mkdir mkdirat ?rename renameat renameat2 ?unlink unlinkat ?rmdir ?chmod fchmod \
                     fchmodat";

/// The folder that is written, in a folder of its own.
const TARGET: &str = "输出";

/// The files below a folder, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// What may be seen in the target after a run was killed.
#[derive(Clone, Copy, PartialEq)]
enum Promise {
    /// The old folder or the new one.
    Folder,
    /// The same, or no folder for a moment: then the old one lies beside it, and the next run puts it back.
    FolderOrAside,
    /// For each file the old or the new, and a record that knows it.
    EachFile,
}

/// Kills a command that writes into [`TARGET`] at every write.
struct Drill<'a> {
    /// What stands there before, made in an empty folder.
    before: &'a dyn Fn(&Path),
    /// The command; it is given the target.
    command: &'a dyn Fn(&Path) -> Command,
    promise: Promise,
    /// A call that the system is to refuse, as if it did not know it.
    refused: Option<&'a str>,
}

impl Drill<'_> {
    /// Runs the drill. The result is the number of times that the command was killed; 0 where there is no `strace`.
    fn run(&self) -> usize {
        if !strace_works() {
            return 0;
        }
        let root = fresh_folder();
        let target = root.path().join(TARGET);
        (self.before)(&target);
        let before = files_below(&target);
        succeed(&mut (self.command)(&target));
        let after = files_below(&target);
        assert_ne!(before, after, "the drill shows nothing");

        let (mut kills, mut aside) = (0, 0);
        for call in CALLS.split(' ').filter(|call| Some(*call) != self.refused) {
            for nth in 1.. {
                let at = format!("killed at {call} {nth}");
                let root = fresh_folder();
                let target = root.path().join(TARGET);
                restore(&before, &target);
                let ended = self.killed_at(call, nth, &target);
                if ended.status.success() {
                    assert_eq!(files_below(&target), after, "not {at}");
                    break;
                }
                assert_eq!(ended.status.signal(), Some(9), "{at}: {ended:?}");
                kills += 1;
                aside += usize::from(self.look(&before, &after, &target, &at));
                succeed(&mut (self.command)(&target));
                assert_eq!(files_below(&target), after, "run after one {at}");
                assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "leftovers of a run {at}");
            }
        }
        assert_eq!(aside > 0, self.promise == Promise::FolderOrAside, "the old folder was set aside {aside} times");
        kills
    }

    /// Only calls of the main thread are counted: it makes all changes, the others wait for the disk.
    fn killed_at(&self, call: &str, nth: u32, target: &Path) -> Output {
        let command = (self.command)(target);
        let mut strace = Command::new("strace");
        // What is not traced is not injected either.
        let trace = format!("trace={call},{}", self.refused.unwrap_or(call));
        let kill = format!("inject={call}:signal=SIGKILL:when={nth}");
        strace.args(["-qq", "-o", "/dev/null", "-e", &trace, "-e", &kill]);
        strace.args(self.refused.iter().flat_map(|call| ["-e".to_owned(), format!("inject={call}:error=EINVAL")]));
        strace.arg("--").arg(command.get_program()).args(command.get_args());
        strace.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if let Some(folder) = command.get_current_dir() {
            strace.current_dir(folder);
        }
        strace.output().unwrap()
    }

    /// Looks whether the promise was kept. The result says whether the old folder was seen set aside.
    fn look(&self, before: &Files, after: &Files, target: &Path, at: &str) -> bool {
        let found = files_below(target);
        if found == *before || found == *after {
            return false;
        }
        match self.promise {
            Promise::Folder => panic!("{at}: neither the old nor the new: {:?}", found.keys()),
            Promise::FolderOrAside => {
                let mut beside = fs::read_dir(target.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
                let whole = beside.any(|folder| files_below(&folder) == *before);
                assert!(!target.exists() && whole, "{at}: the old is nowhere: {:?}", found.keys());
            }
            Promise::EachFile => {
                let unedited = record::unedited(target).unwrap().unwrap_or_default();
                let kept = |path: &String| before.get(path) == after.get(path);
                for path in before.keys().chain(after.keys()).filter(|path| *path != record::NAME) {
                    let now = found.get(path);
                    assert!(now == before.get(path) || now == after.get(path), "{at}: {path} is half written");
                    assert!(kept(path) || now.is_none() || unedited.contains(path), "{at}: {path} looks edited");
                }
                assert!(found.keys().all(|path| before.contains_key(path) || after.contains_key(path)), "{at}");
            }
        }
        self.promise == Promise::FolderOrAside
    }
}

/// In memory where that can be had: a kill leaves the same behind there, and hundreds of runs do not wait for a disk.
fn fresh_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
}

fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(below, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn restore(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Whether `strace` is there and may trace: some containers forbid it.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn strace_works() -> bool {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).output().is_ok_and(|it| it.status.success());
    if !works {
        let required = env::var_os("JIFEN_TOOLS_REQUIRED").is_some_and(|value| value == "1");
        assert!(!required, "strace is missing, or may not trace here");
        eprintln!("skipped: strace is missing, or may not trace here");
    }
    works
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
        let kills = Drill { before: &|_| {}, command: &command, promise: Promise::Folder, refused: None }.run();
        assert!(kills == 0 || kills > 20, "{kills}");
    }
}

#[test]
fn a_folder_is_replaced_whole() {
    let before = |target: &Path| succeed(&mut write_folder("replace", target, "old"));
    let command = |target: &Path| write_folder("replace", target, "new");
    let kills = Drill { before: &before, command: &command, promise: Promise::Folder, refused: None }.run();
    assert!(kills == 0 || kills > 20, "{kills}");
}

/// As on Windows, on other systems, and on drives that cannot exchange.
#[test]
fn a_folder_is_replaced_where_names_cannot_be_exchanged() {
    let before = |target: &Path| succeed(&mut write_folder("replace", target, "old"));
    let command = |target: &Path| write_folder("replace", target, "new");
    let kills =
        Drill { before: &before, command: &command, promise: Promise::FolderOrAside, refused: Some("renameat2") }.run();
    assert!(kills == 0 || kills > 20, "{kills}");
}

#[test]
fn files_are_merged_one_by_one_and_whole() {
    let before = |target: &Path| {
        succeed(&mut write_folder("merge", target, "old"));
        fs::write(target.join("old/说明.txt"), "edited by its user").unwrap();
        fs::write(target.join("我的.txt"), "not ours").unwrap();
    };
    let command = |target: &Path| write_folder("merge", target, "new");
    let kills = Drill { before: &before, command: &command, promise: Promise::EachFile, refused: None }.run();
    assert!(kills == 0 || kills > 20, "{kills}");
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
