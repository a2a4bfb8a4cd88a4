//! Results → files and screens: the only room that knows formats of output.

pub mod annotate;
pub mod json;
pub mod terminal;
