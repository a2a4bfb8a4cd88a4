//! Readers that cannot be guarded from outside run in a process of their own: the program itself, started with a
//! hidden argument. It gets a file's bytes on its input, limits itself first thing, and answers with cells.
//!
//! A reader that falls over, never ends or asks for more memory than there is costs that one file. Where no program is
//! named (tests that use the library alone), it runs in this process, and only falling over is caught.

mod child;
mod limits;
mod wire;

use std::ffi::OsStr;
use std::io::Write;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::trouble::{SheetRead, Trouble};
use super::xls;
pub use child::work;

/// The argument that makes the program a worker; the format follows it.
pub const ARGUMENT: &str = "--jifen-worker";

/// How long a worker may take by the clock on the wall; its own limit of computing time is half of it.
const WALL: Duration = Duration::from_secs(9);
/// Bytes of a file that is handed to a worker.
const LONGEST: usize = 64_000_000;

const FELL_OVER: Trouble = Trouble::GaveUp("内容有错，读到一半读不下去了");
const TOO_MUCH: Trouble = Trouble::GaveUp("读取它用的时间或内存太多，已经停止");
const NOT_STARTED: Trouble = Trouble::GaveUp("读取这种文件的辅助进程启动不了，可能是被安全软件拦下了");

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Names the program that is started as the worker; the first one named holds.
pub fn use_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// The formats that a worker reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Excel 97–2003 and WPS .et.
    Xls,
}

impl Format {
    const ALL: [Self; 1] = [Self::Xls];

    const fn name(self) -> &'static str {
        match self {
            Self::Xls => "xls",
        }
    }

    fn named(name: &OsStr) -> Option<Self> {
        Self::ALL.into_iter().find(|format| name == format.name())
    }

    fn sheets(self, bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
        match self {
            Self::Xls => xls::sheets(bytes),
        }
    }
}

/// Reads a file of such a format, in a worker where there is one.
pub(super) fn sheets(format: Format, bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    if bytes.len() > LONGEST {
        return Err(Trouble::Beyond(format!("这种格式的文件超过了 {} MB", LONGEST / 1_000_000)));
    }
    match PROGRAM.get() {
        None => catch_unwind(|| format.sheets(bytes)).unwrap_or(Err(FELL_OVER)),
        Some(program) => {
            let mut command = Command::new(program);
            command.arg(ARGUMENT).arg(format.name());
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            command.spawn().map_or(Err(NOT_STARTED), |child| answer(child, bytes))
        }
    }
}

/// Hands the bytes over, and waits for the answer as long as it may take.
fn answer(mut child: Child, bytes: &[u8]) -> Result<Vec<SheetRead>, Trouble> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(NOT_STARTED);
    };
    let (done, answers) = mpsc::channel();
    let answer = thread::scope(|scope| {
        // A worker that is gone takes no input: what it answered tells all.
        scope.spawn(move || drop(input.write_all(bytes)));
        scope.spawn(move || drop(done.send(wire::read(output))));
        let answer = answers.recv_timeout(WALL).ok();
        // It has nothing more to say; the threads end with its pipes.
        let _ = child.kill();
        answer
    });
    let ended = child.wait();
    match answer {
        Some(Some(answer)) => answer,
        // Half an answer: it fell over, which has an exit code, or it was stopped, which has none.
        Some(None) if ended.is_ok_and(|status| status.code() == Some(FALLEN)) => Err(FELL_OVER),
        _ => Err(TOO_MUCH),
    }
}

/// The exit code of a Rust program that panicked.
const FALLEN: i32 = 101;
