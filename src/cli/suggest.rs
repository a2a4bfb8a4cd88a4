//! `check --suggest-profile`: a profile for the forms that are not understood.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::Ending;
use super::args::CheckArguments;
use super::failure::Failure;
use super::new_file::ensure_outside_archives;
use super::progress::Bar;
use super::screen::Screen;
use crate::model::Severity;
use crate::pipeline::suggest_profile;

/// Writes the profile to standard output, or into a file that is not there yet.
pub fn run(arguments: &CheckArguments, file: Option<&Path>, screen: &Screen) -> Result<Ending, Failure> {
    if let Some(file) = file.filter(|file| file.exists()) {
        return Err(Failure::Exists(file.to_owned()));
    }
    file.map_or(Ok(()), ensure_outside_archives)?;
    let suggestion = suggest_profile(&arguments.run.options(&arguments.paths), &Bar::new())?;
    match file {
        None => screen.print(&suggestion.text),
        Some(file) => {
            write_new(file, &suggestion.text)?;
            screen.tell(&format!("配置写在「{}」，有 {} 种表样等人填好。", file.display(), suggestion.forms));
        }
    }
    let errors = suggestion.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let mut is_whole = suggestion.forms == 0;
    for error in errors {
        is_whole = false;
        screen.tell(&format!("{}：{}", error.file.as_deref().unwrap_or_default(), error.message));
    }
    Ok(if is_whole { Ending::Good } else { Ending::DataWrong })
}

/// Writes a file that must not be there, whole or not at all.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |source| Failure::Profile { path: path.to_owned(), source };
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Exists(path.to_owned()),
        _ => wrong(error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        let _ = std::fs::remove_file(path);
        wrong(error)
    })
}
