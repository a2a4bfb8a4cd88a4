//! Files that are plainly not what was asked for: told in one sentence and set aside, before any of their rows is judged.
//!
//! Each recogniser is conservative: what it tells has to be plain from titles, names, dates or people together. What is
//! only strange is left to the checks of rows.

mod branch;
mod content;
mod kind;
mod same_people;
mod township;
mod year;

use super::gather::{Gathered, ReadFile};
use super::options::Settings;
use crate::model::Diagnostic;

/// A file that is plainly wrong.
struct Wrong {
    /// Its place among the files.
    at: usize,
    /// The one sentence about it.
    says: Diagnostic,
}

/// Finds wrong files of one kind among those that are still in use.
type Recogniser = fn(&Gathered, &Settings) -> Vec<Wrong>;

/// What is no branch's workbook goes first, since the others compare files with each other.
const RECOGNISERS: [Recogniser; 5] = [
    kind::of_another_kind,
    year::of_another_year,
    township::of_another_township,
    content::sent_twice,
    branch::of_another_branch,
];

/// Sets aside the files that are plainly wrong. Nothing in them counts, and nothing else is said of them.
pub fn set_aside(gathered: &mut Gathered, settings: &Settings) {
    for recogniser in RECOGNISERS {
        for Wrong { at, says } in recogniser(gathered, settings) {
            gathered.refuse(at, says);
        }
    }
}

/// The files of which something would count.
fn in_use(gathered: &Gathered) -> impl Iterator<Item = (usize, &ReadFile)> {
    gathered.files.iter().enumerate().filter(|(_, file)| !file.recognised.is_empty())
}
