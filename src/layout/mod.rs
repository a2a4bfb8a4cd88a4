//! Recognising forms: from sheets of cells to members, entries and decisions.
//!
//! A table is found by the words of its header, wherever it stands, and judged by them, by what stands around it and below;
//! each layout reads its rows in a module of its own. What cannot be understood is a diagnostic with the cell, never a
//! guess.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod account;
mod amounts;
mod archive;
mod band;
mod cells;
pub mod codes;
mod columns;
mod columns_read;
mod context;
mod date_parts;
mod date_range;
mod date_forms;
mod dates;
mod decisions;
mod declared;
mod directory;
#[cfg(test)]
mod drawn;
mod editions;
mod facts;
mod evidence;
mod form;
mod grid;
mod half_read;
mod heading;
mod held;
mod item_columns;
mod judge;
mod judged;
mod kind;
mod labels;
mod ledger;
mod likeness;
mod moments;
mod naming;
mod nearest;
mod numbers;
mod numerals;
mod own_columns;
mod parts;
mod people;
mod periods;
mod pin_places;
mod pinned;
mod pins;
mod recognise;
mod recognised;
mod records;
mod remarks;
mod resemblance;
mod roster;
mod rows;
mod settle;
mod strays;
mod settle_records;
mod stretches;
mod survey;
mod table_rows;
mod tables;
mod title;
mod uses;

pub use account::{Account, SheetAccount, Stretch, Use};
pub use amounts::Unit;
pub use archive::read_archive;
pub use codes::CODES;
pub use columns::{Columns, usual_name};
pub use columns_read::{ColumnRead, Role};
pub use date_range::read_range;
pub use dates::{Written, read_date};
pub use decisions::read_outcome;
pub use editions::renew;
pub use evidence::{Evidence, Label};
pub use half_read::{HalfColumn, HalfRead};
pub use kind::{Dictionary, Kind};
pub use ledger::Line;
pub use nearest::Nearest;
pub use numbers::{Figure, Product, SignWord, read_figure};
pub use parts::Part;
pub use people::{Elsewhere, Home, settle_lines};
pub use periods::{read_bare_month, read_period};
pub use pins::{ColumnAt, ColumnPin, Layout, Pin, Stated, Words};
pub use recognise::recognise;
pub use recognised::{Hints, Recognised, TableRead};
pub use records::{DeclaredTable, RecordLine};
pub use settle::{cell_of_name, compare_figures, settle_members};
pub use settle_records::{SettledRecords, lacking_members, records_of_period, settle_records};
pub use survey::{Survey, survey};
