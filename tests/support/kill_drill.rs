//! A drill: a command that writes an output folder is killed at each of its writes in turn, and what it leaves is
//! looked at.
//!
//! `strace` kills it: at the entry of the N-th call of each kind that changes files. So every state of the disk between
//! two changes is seen, and the program knows nothing of it.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use jifen::workbook::record;
use tempfile::TempDir;

use crate::folders::{Files, files_below, write_below};
use crate::program::tool_works;

/// The calls that change files; with `?`, not every processor has it.
const CALLS: &str = "openat write fsync ?mkdir mkdirat ?rename renameat renameat2 ?unlink unlinkat ?rmdir ?chmod fchmod \
                     fchmodat";

/// The folder that is written, in a folder of its own.
pub const TARGET: &str = "输出";

/// What may be seen in the target after a run was killed.
#[derive(Clone, Copy, PartialEq)]
pub enum Promise {
    /// The old folder or the new one.
    Folder,
    /// The same, or no folder for a moment: then the old one lies beside it, and the next run puts it back.
    FolderOrAside,
    /// For each file the old or the new, and a record that knows it.
    EachFile,
}

/// How often a command is killed.
#[derive(Clone, Copy, PartialEq)]
pub enum Kills {
    /// At the first call of each kind, the second, and on until a run finishes by itself.
    AtEveryCall,
    /// About so many times, evenly from the first call that names something beside the target to the last of all.
    Spread(usize),
}

/// Kills a command that writes into [`TARGET`].
pub struct Drill<'a> {
    /// What stands there before, made in an empty folder.
    pub before: &'a dyn Fn(&Path),
    /// The command; it is given the target.
    pub command: &'a dyn Fn(&Path) -> Command,
    /// How the command ends when nobody kills it.
    pub code: i32,
    pub kills: Kills,
    pub promise: Promise,
    /// A call that the system is to refuse, as if it did not know it.
    pub refused: Option<&'a str>,
}

impl Drill<'_> {
    /// Runs the drill. The result is the number of times that the command was killed; 0 where there is no `strace`.
    pub fn run(&self) -> usize {
        // Some containers forbid tracing.
        let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
        if !tool_works("strace", tried.is_ok_and(|output| output.status.success())) {
            return 0;
        }
        let root = fresh_folder();
        let target = root.path().join(TARGET);
        (self.before)(&target);
        let before = files_below(&target);
        self.succeed(&target);
        let after = files_below(&target);
        assert_ne!(before, after, "the drill shows nothing");

        let (mut kills, mut aside) = (0, 0);
        let mut kill = |call: &str, nth: usize| {
            let seen = self.kill_at(call, nth, &before, &after);
            kills += usize::from(seen.is_some());
            aside += usize::from(seen == Some(true));
            seen.is_some()
        };
        match self.kills {
            Kills::AtEveryCall => {
                for call in CALLS.split(' ').filter(|call| Some(*call) != self.refused) {
                    for _ in (1..).take_while(|nth| kill(call, *nth)) {}
                }
            }
            Kills::Spread(about) => {
                let points = self.calls_that_write(&before);
                let chosen = points.iter().step_by(points.len().div_ceil(about)).chain(points.last());
                for (call, nth) in chosen {
                    assert!(kill(call, *nth), "a run made fewer calls than the one before");
                }
            }
        }
        assert_eq!(aside > 0, self.promise == Promise::FolderOrAside, "the old folder was set aside {aside} times");
        kills
    }

    /// Kills the command at one call and looks at what is left: whether the old folder was seen set aside. `None` where
    /// the run finished before.
    fn kill_at(&self, call: &str, nth: usize, before: &Files, after: &Files) -> Option<bool> {
        let at = format!("killed at {call} {nth}");
        let root = fresh_folder();
        let target = root.path().join(TARGET);
        write_below(&target, before);
        let ended = self.killed(call, nth, &target);
        if ended.status.code() == Some(self.code) {
            assert!(files_below(&target) == *after, "not {at}");
            return None;
        }
        assert_eq!(ended.status.signal(), Some(9), "{at}: {ended:?}");
        let aside = self.look(before, after, &target, &at);
        self.succeed(&target);
        assert!(files_below(&target) == *after, "run after one {at}");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "leftovers of a run {at}");
        Some(aside)
    }

    fn killed(&self, call: &str, nth: usize, target: &Path) -> Output {
        // What is not traced is not injected either.
        let trace = format!("trace={call},{}", self.refused.unwrap_or(call));
        let kill = format!("inject={call}:signal=SIGKILL:when={nth}");
        let refusal = self.refused.iter().flat_map(|call| ["-e".to_owned(), format!("inject={call}:error=EINVAL")]);
        let mut arguments = ["-o", "/dev/null", "-e", &trace, "-e", &kill].map(str::to_owned).to_vec();
        arguments.extend(refusal);
        self.traced(target, &arguments)
    }

    /// The calls of a run from the first that names something beside the target, in their order, each with its number
    /// among those of its kind.
    fn calls_that_write(&self, before: &Files) -> Vec<(String, usize)> {
        let (root, logs) = (fresh_folder(), fresh_folder());
        let (target, log) = (root.path().join(TARGET), logs.path().join("calls"));
        write_below(&target, before);
        let trace = format!("trace={}", CALLS.replace(' ', ","));
        let arguments = ["-o", log.to_str().unwrap(), "-s", "4096", "-e", &trace];
        let ended = self.traced(&target, &arguments.map(str::to_owned));
        assert_eq!(ended.status.code(), Some(self.code), "{ended:?}");
        let log = fs::read_to_string(log).unwrap();
        let lines: Vec<(&str, &str)> = log.lines().filter_map(|line| line.split_once('(')).collect();
        let number = |at: usize| lines[..=at].iter().filter(|(call, _)| *call == lines[at].0).count();
        let first = lines.iter().position(|(_, arguments)| arguments.contains("/.jifen-")).unwrap();
        (first..lines.len()).map(|at| (lines[at].0.to_owned(), number(at))).collect()
    }

    /// Only calls of the main thread are traced: it makes all changes, the others wait for the disk.
    fn traced(&self, target: &Path, arguments: &[String]) -> Output {
        let command = (self.command)(target);
        let mut strace = Command::new("strace");
        strace.arg("-qq").args(arguments).arg("--").arg(command.get_program()).args(command.get_args());
        strace.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if let Some(folder) = command.get_current_dir() {
            strace.current_dir(folder);
        }
        strace.output().unwrap()
    }

    fn succeed(&self, target: &Path) {
        let mut command = (self.command)(target);
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert_eq!(output.status.code(), Some(self.code), "{command:?}: {output:?}");
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
pub fn fresh_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}
