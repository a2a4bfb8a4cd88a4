//! The worker's own side.

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::ExitCode;

use super::{Format, LONGEST, limits, wire};

/// Reads one file from the standard input and answers on the standard output. `arguments` are those after
/// [`ARGUMENT`](super::ARGUMENT).
pub fn work(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    limits::limit_this_process();
    let Some(format) = arguments.next().and_then(|name| Format::named(&name)) else {
        return ExitCode::from(2);
    };
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LONGEST as u64).read_to_end(&mut bytes);
    let done = read.and_then(|_| wire::write(&format.sheets(&bytes), io::stdout().lock()));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
