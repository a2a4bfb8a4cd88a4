//! What holds of every roster and every ledger, whatever stands in them.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "properties/branch.rs"]
mod branch;
#[path = "properties/lines.rs"]
mod lines;
#[path = "properties/places.rs"]
mod places;
#[path = "properties/points.rs"]
mod points;
#[path = "rulebook/points_table.rs"]
mod points_table;
#[path = "properties/reach.rs"]
mod reach;
#[path = "properties/scores.rs"]
mod scores;
#[path = "rulebook/tables.rs"]
mod tables;
#[path = "rulebook/workbooks.rs"]
mod workbooks;
