//! The `jifen` program: hands the command line to the library, or works for another `jifen`.

use std::process::ExitCode;

use jifen::workbook::worker;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    if arguments.nth(1).is_some_and(|first| first == worker::ARGUMENT) {
        return worker::work(arguments);
    }
    jifen::cli::run(std::env::args_os())
}
