//! Recognising forms: from sheets of cells to members, entries and decisions.
//!
//! A table is found by the words of its header, wherever it stands ([`tables`]), and judged by them, by what stands around
//! it and below ([`judge`]); each layout reads its rows in a module of its own. What cannot be understood is a diagnostic
//! with the cell, never a guess.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod amounts;
mod band;
mod cells;
pub mod codes;
mod columns;
mod context;
mod dates;
mod decisions;
mod form;
mod grid;
mod heading;
mod judge;
mod kind;
mod labels;
mod ledger;
mod numbers;
mod parts;
mod people;
mod recognise;
mod roster;
mod rows;
mod tables;
mod title;

pub use codes::CODES;
pub use columns::{Columns, usual_name};
pub use dates::{Written, read_date};
pub use decisions::read_outcome;
pub use kind::{Dictionary, Kind};
pub use ledger::Line;
pub use parts::Part;
pub use people::{cell_of_name, settle_lines, settle_roster};
pub use recognise::{Hints, Recognised, TableRead, recognise};
