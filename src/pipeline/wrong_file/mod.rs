//! Files that are plainly not what was asked for: told in one sentence and set aside, before any of their rows is judged.
//!
//! Each recogniser is conservative: what it tells has to be plain from titles, names, dates or people together. What is
//! only strange is left to the checks of rows.

mod branch;
mod content;
mod kind;
mod same_people;
mod sent;
mod township;
mod versions;
mod year;

pub use sent::speaks_of;

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
const RECOGNISERS: [Recogniser; 6] = [
    kind::of_another_kind,
    year::of_another_year,
    township::of_another_township,
    content::sent_twice,
    versions::not_all_counted,
    branch::of_another_branch,
];

/// Of them those that a roster needs no better than any file: whose it is, and of what year its ledger, does not matter
/// where only people are looked for.
const OF_ROSTERS: [Recogniser; 2] = [kind::of_another_kind, content::sent_twice];

/// Sets aside the files that are plainly wrong. Nothing in them counts, and nothing else is said of them.
pub fn set_aside(gathered: &mut Gathered, settings: &Settings) {
    set_aside_by(&RECOGNISERS, gathered, settings);
    versions::put_under_one_name(gathered, settings);
}

/// Sets aside the files that are no rosters. What is entered in them is not asked for, so it may be of any year.
pub fn set_aside_no_rosters(gathered: &mut Gathered, settings: &Settings) {
    set_aside_by(&OF_ROSTERS, gathered, settings);
}

fn set_aside_by(recognisers: &[Recogniser], gathered: &mut Gathered, settings: &Settings) {
    for recogniser in recognisers {
        for Wrong { at, says } in recogniser(gathered, settings) {
            gathered.refuse(at, says);
        }
    }
}

/// The files of which something would count.
fn in_use(gathered: &Gathered) -> impl Iterator<Item = (usize, &ReadFile)> {
    gathered.files.iter().enumerate().filter(|(_, file)| !file.recognised.is_empty())
}
