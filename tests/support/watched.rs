//! A run of the program whose memory is watched: its own, and that of the workers it starts.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Debug)]
pub struct Watched {
    pub code: Option<i32>,
    pub stdout: String,
    pub took: Duration,
    /// The most that a process held at a time, in MB; `None` where that cannot be seen.
    pub program_mb: Option<u64>,
    /// The same, of the largest of its workers.
    pub worker_mb: Option<u64>,
}

/// Runs a command to its end; what it prints goes through a file in this folder.
pub fn watched(command: &mut Command, folder: &Path) -> Watched {
    let out = folder.join("stdout");
    let start = Instant::now();
    let mut child = command.stdout(File::create(&out).unwrap()).stderr(Stdio::null()).spawn().unwrap();
    let (mut program_mb, mut worker_mb) = (None, None);
    let status = loop {
        for (pid, parent, mb) in processes() {
            if pid == child.id() {
                program_mb = program_mb.max(Some(mb));
            } else if parent == child.id() {
                worker_mb = worker_mb.max(Some(mb));
            }
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let stdout = fs::read_to_string(&out).unwrap();
    Watched { code: status.code(), stdout, took: start.elapsed(), program_mb, worker_mb }
}

/// Number, parent and peak of every process of this machine that tells them.
fn processes() -> Vec<(u32, u32, u64)> {
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
    let statuses = folders.filter_map(|folder| fs::read_to_string(folder.path().join("status")).ok());
    let told = statuses.filter_map(|status| {
        let lines: BTreeMap<&str, &str> = status.lines().filter_map(|line| line.split_once(':')).collect();
        let number = |name: &str| lines.get(name)?.split_whitespace().next()?.parse::<u64>().ok();
        // Between fork and exec a worker is still a copy of the program.
        let (pid, parent) = (u32::try_from(number("Pid")?).ok()?, u32::try_from(number("PPid")?).ok()?);
        Some((pid, parent, number("VmHWM")? / 1024))
    });
    told.collect()
}
