//! Any spreadsheet file → sheets of typed cells, each with its address; guards against hostile files.
//!
//! A file is recognised by its content, never by its name. Formats stand side by side, one module each; what is none of
//! them is recognised and refused with the way out. Nobody outside this room opens an input.

#![warn(clippy::indexing_slicing, clippy::string_slice, clippy::panic, clippy::unreachable)]

mod active;
pub mod archive_mark;
pub mod codes;
mod delimited;
mod discover;
mod encoding;
mod escape;
mod foreign_value;
mod html;
mod links;
mod look;
pub mod marks;
mod number;
mod ods;
mod ole;
mod original;
mod package;
mod reading;
pub mod record;
mod sheet;
mod sketch;
mod sniff;
mod trouble;
pub mod worker;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

pub use active::{active_content, leads_elsewhere};
pub use codes::CODES;
pub use discover::{DiscoverError, Discovery, Found, discover, discover_anywhere, is_spreadsheet};
pub use look::Look;
pub use original::Original;
pub use reading::{Reading, drop_repeats, read, read_bytes, read_drawing};
pub use sheet::{Cell, Row, Sheet, Value, Workbook};
pub use sketch::{Drawing, drawings, sketch};
