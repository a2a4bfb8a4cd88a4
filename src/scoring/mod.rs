//! Entries and rules make scorecards; scorecards make ranks, grades, stars.
//!
//! Every figure keeps the steps that made it. Nothing here opens a file or knows how a result looks.

mod allocation;
mod branch;
mod card;
pub mod codes;
mod item;
mod limits;
mod ranks;

pub use allocation::{Allocation, Contender, QuotaOutcome, Refusal, Ruling, allocate};
pub use branch::score_branch;
pub use card::{Judgement, LineState, Scorecard, ScoredLine, Step};
pub use ranks::{competition_ranks, mean};
