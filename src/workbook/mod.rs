//! Any spreadsheet file becomes sheets of typed cells with their addresses; hostile files end here.

pub mod marks;
