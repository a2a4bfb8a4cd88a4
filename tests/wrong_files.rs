//! Files that are plainly not what was asked for: one sentence instead of a list of rows; and those that look like it
//! and are read like any other. Through the program, as its users run it.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/sheets/mod.rs"]
mod sheets;

#[path = "wrong_files/content.rs"]
mod content;
#[path = "wrong_files/no_roster.rs"]
mod no_roster;
#[path = "wrong_files/other_branch.rs"]
mod other_branch;
#[path = "wrong_files/other_kind.rs"]
mod other_kind;
#[path = "wrong_files/other_township.rs"]
mod other_township;
#[path = "wrong_files/other_year.rs"]
mod other_year;
#[path = "wrong_files/township.rs"]
mod township;
