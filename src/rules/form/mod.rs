//! A rule set as sheets that people edit: from TOML to rows of cells, and back.
//!
//! All that is known of the language's tables and keys stands in `data/rule-keys.toml`: sheet, header, what a key holds, and
//! the order of the canonical TOML. Between text and cells stands one tree of [`Element`]s; each of its values remembers its
//! cell, so that a mistake found in the text can be told at the cell.

mod canonical;
mod cell;
mod element;
mod from_sheets;
mod from_toml;
mod given;
mod headers;
mod holds;
mod key_list;
mod keys;
mod literal;
mod lists_in_cells;
mod node;
mod owners;
mod to_sheets;

pub use canonical::{Canonical, Span};
pub use cell::shown;
pub use element::Element;
pub use from_sheets::read_sheets;
pub use given::{CellProblem, Given, GivenSheet};
pub use holds::Holds;
pub use keys::{Key, KeySheet, Keys, List, OWNER_SHOWN};
pub use to_sheets::{FormSheet, sheets};

use super::TomlError;

/// The header of the sheet of keys that occur once: name, value, and how it is written.
pub const KEY_HEADERS: [&str; 3] = ["项目", "内容", "怎样填"];
/// The sheets that tell how the others are filled in, and their columns; nothing is read from them.
pub const COVERS: [&str; 2] = ["说明", "各栏"];

/// The tree of a rule set written in TOML.
///
/// # Errors
/// [`TomlError`] where the text is no TOML, or has a key that the list of keys does not know, or a value of another kind.
pub fn read_text(keys: &Keys, text: &str) -> Result<Element, TomlError> {
    from_toml::read(keys, text)
}

/// The canonical TOML of a tree: keys in the order of the list, no comments.
#[must_use]
pub fn canonical(keys: &Keys, root: &Element) -> Canonical {
    canonical::write(keys, root)
}

/// The canonical TOML of a rule set without what is no rule: its examples (`[[test]]`), in which people have names, and
/// the hints that somebody waived (`[[waive]]`).
///
/// # Errors
/// As [`read_text`].
pub fn rules_alone(keys: &Keys, text: &str) -> Result<String, TomlError> {
    let mut root = read_text(keys, text)?;
    root.lists
        .retain(|list, _| keys.lists.get(*list).is_none_or(|list| !matches!(list.path.as_str(), "test" | "waive")));
    Ok(canonical(keys, &root).text)
}

#[cfg(test)]
mod tests;
