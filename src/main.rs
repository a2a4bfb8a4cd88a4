//! The `jifen` program: hands the command line to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    jifen::cli::run(std::env::args_os())
}
