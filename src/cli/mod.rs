//! The command line: arguments in, pages out, exit codes. Nothing else in the library prints or exits.

mod archive;
mod archive_args;
mod archive_member;
mod archive_transfer;
mod args;
mod check;
mod chinese;
mod clean;
mod close;
mod compare;
mod demo;
mod explain;
mod export;
mod failure;
mod held;
mod help;
mod kept;
mod lint;
mod new_file;
mod progress;
mod publish_args;
mod rules;
mod rules_args;
mod rules_diff;
mod rules_test;
mod run_args;
mod sample;
mod screen;
mod suggest;
mod tally;
mod template;
mod verify;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::workbook::worker;
use args::{Arguments, Command};
use screen::Screen;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing wrong.
    Good,
    /// Finished, and the data has errors or a decision is pending.
    DataWrong,
    /// Could not run.
    CouldNotRun,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Good => Self::SUCCESS,
            Ending::DataWrong => Self::from(1),
            Ending::CouldNotRun => Self::from(2),
        }
    }
}

/// Runs the program with these arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        worker::use_program(program);
    }
    let given: Vec<OsString> = arguments.into_iter().collect();
    let arguments = obvious_command(given.clone());
    // A file dropped on the program's icon: the window closes with the program, before anyone can read it.
    let dropped = cfg!(windows) && arguments.len() > given.len();
    let command = chinese::dressed(compare::with_its_own_rules(Arguments::command()));
    let screen = Screen::new();
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    let ending = match parsed {
        Ok(arguments) => dispatch(arguments.command, &screen),
        Err(error) => chinese::usage_error(&error, &screen),
    };
    if dropped {
        screen.wait_for_reader();
    }
    ending.into()
}

fn dispatch(command: Command, screen: &Screen) -> Ending {
    let done = match command {
        Command::Check(arguments) => check::run(&arguments, screen),
        Command::Tally(arguments) => tally::run(&arguments, screen),
        Command::Why(arguments) => why::run(&arguments, screen),
        Command::Compare(arguments) => compare::run(&arguments, screen),
        Command::Explain(arguments) => explain::run(&arguments, screen),
        Command::Rules(arguments) => rules::run(&arguments, screen),
        Command::Template(arguments) => template::run(&arguments, screen),
        Command::Sample(arguments) => sample::run(&arguments, screen),
        Command::Archive(arguments) => archive::run(&arguments, screen),
        Command::Verify(arguments) => verify::run(&arguments, screen),
        Command::Demo(arguments) => demo::run(&arguments, screen),
    };
    done.unwrap_or_else(|error| {
        screen.complain(&error.to_string());
        Ending::CouldNotRun
    })
}

/// A path alone does the obvious: `check` for a workbook, `tally` for a folder.
fn obvious_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = arguments.get(1).map(std::path::PathBuf::from);
    if let Some(path) = first.filter(|path| path.exists() && !is_command(path)) {
        let command = if path.is_dir() { "tally" } else { "check" };
        arguments.insert(1, command.into());
    }
    arguments
}

fn is_command(path: &std::path::Path) -> bool {
    let word = path.as_os_str().to_string_lossy();
    Arguments::command()
        .get_subcommands()
        .any(|command| command.get_name() == word || command.get_all_aliases().any(|alias| alias == word))
}
