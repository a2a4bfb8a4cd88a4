//! Recognising forms: from sheets of cells to members, entries and decisions.
//!
//! A table is found by the words of its header, wherever it stands, and judged by them, by what stands around it and below;
//! each layout reads its rows in a module of its own. What cannot be understood is a diagnostic with the cell, never a
//! guess.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod amounts;
mod band;
mod cells;
pub mod codes;
mod columns;
mod context;
mod date_parts;
mod date_range;
mod dates;
mod decisions;
#[cfg(test)]
mod drawn;
mod form;
mod grid;
mod half_read;
mod heading;
mod judge;
mod kind;
mod labels;
mod ledger;
mod likeness;
mod moments;
mod numbers;
mod numerals;
mod parts;
mod people;
mod periods;
mod pin_places;
mod pinned;
mod pins;
mod recognise;
mod roster;
mod rows;
mod settle;
mod survey;
mod tables;
mod title;

pub use amounts::Unit;
pub use codes::CODES;
pub use columns::{Columns, usual_name};
pub use date_range::read_range;
pub use dates::{Written, read_date};
pub use decisions::read_outcome;
pub use half_read::{HalfColumn, HalfRead};
pub use kind::{Dictionary, Kind};
pub use ledger::Line;
pub use numbers::{Figure, Product, SignWord, read_figure};
pub use parts::Part;
pub use people::{cell_of_name, settle_lines};
pub use periods::{read_bare_month, read_period};
pub use pins::{ColumnAt, ColumnPin, Layout, Pin, Stated, Words};
pub use recognise::{Hints, Recognised, TableRead, recognise};
pub use settle::{compare_figures, settle_members};
pub use survey::{Survey, survey};
