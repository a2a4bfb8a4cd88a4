//! `jifen` (积分): reads the workbooks in which Party branches keep their members' points, checks every entry
//! against a rule set that is data, and computes scores, grades and quota-limited stars.
//!
//! The list below is the architecture: a module may use those above it and none below.
//! `tests/architecture.rs` fails on an upward import; `docs/architecture.md` draws the flow.

pub mod model;
pub mod rules;
pub mod workbook;
pub mod layout;
pub mod scoring;
pub mod checks;
pub mod reports;
pub mod render;
pub mod archive;
pub mod pipeline;
pub mod cli;
