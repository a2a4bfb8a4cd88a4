//! Entries and rules make scorecards; scorecards make ranks, grades, stars, and what follows from them.
//!
//! Every figure keeps the steps that made it. Nothing here opens a file or knows how a result looks.

mod aggregates;
mod alert_basis;
mod alerts;
mod allocation;
mod card;
mod category;
pub mod codes;
mod evaluate;
mod frames;
mod grading;
mod item;
mod join;
mod lines;
mod lists;
mod months;
mod names;
mod ranks;
mod reckoning;
mod scene;
mod score;
mod steps;
mod view;

pub use alert_basis::basis_of;
pub use alerts::{AlertFound, Alerts, alerts_of};
pub use allocation::{Allocation, Contender, QuotaOutcome, Refusal, Ruling, allocate, allocate_with};
pub use card::{Judgement, LineState, Scorecard, ScoredLine, Step};
pub use evaluate::blank_sign;
pub use frames::{Frame, RUN, frames_of, valid_changes};
pub use grading::{grade_by_points, is_in_run};
pub use lists::{Listed, made_list};
pub use months::Months;
pub use ranks::{competition_ranks, mean};
pub use reckoning::{Finding, Reckoning, reckon_branch};
pub use scene::{BranchIndex, Scene};
pub use steps::scorecard;
pub use view::{Fate, View};
