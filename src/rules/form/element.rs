//! The tree between text and cells.

use std::collections::BTreeMap;

use super::node::Node;
use crate::model::CellRef;

/// A place in the workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the sheet in the list of keys.
    pub sheet: usize,
    /// The cell.
    pub cell: CellRef,
}

/// One table of the rule set: its root, or one row of a list.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Where its row begins.
    pub(super) place: Place,
    /// The values by the index of their key in the sheet.
    pub(super) fields: BTreeMap<usize, Field>,
    /// The rows that it owns, by the index of their list.
    pub(super) lists: BTreeMap<usize, Vec<Element>>,
}

/// A value and its cell.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) node: Node,
    pub(super) place: Place,
}

impl Element {
    /// The text of a field, or what stands for it: a day, a number.
    pub(super) fn text(&self, key: usize) -> Option<String> {
        Some(match &self.fields.get(&key)?.node {
            Node::Text(text) => text.clone(),
            Node::Whole(number) => number.to_string(),
            Node::Day(day) => day.to_string(),
            Node::Yes(_) | Node::List(_) | Node::Table(_) => return None,
        })
    }
}
