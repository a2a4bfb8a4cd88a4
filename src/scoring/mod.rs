//! Entries and rules make scorecards; scorecards make ranks, grades, stars.
//!
//! Every figure keeps the steps that made it. Nothing here opens a file or knows how a result looks.

mod allocation;
mod card;
pub mod codes;
mod item;
mod limits;
mod ranks;

pub use allocation::{Allocation, Contender, QuotaOutcome, Refusal, Ruling, allocate};
pub use card::{Judgement, LineState, Scorecard, ScoredLine, Step, score_branch};
pub use ranks::{competition_ranks, mean};
