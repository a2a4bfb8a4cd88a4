//! Comparing two values: only like with like.

use std::cmp::Ordering;

use super::value::Value;
use crate::model::text::compact;

impl Value {
    /// Which of two comes first; `None` where one is missing, or where their kind has no order.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            (Self::Word { rank: a, .. }, Self::Word { rank: b, .. }) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// Whether two are the same; `None` where one is missing, or where they are of different kinds. Widths and spaces
    /// make no difference to texts.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Truth(a), Self::Truth(b)) => Some(a == b),
            (Self::Word { .. }, Self::Word { .. }) | (Self::Number(_), _) | (Self::Day(_), _) => {
                self.order(other).map(Ordering::is_eq)
            }
            _ => self.text().zip(other.text()).map(|(a, b)| a == b || compact(a) == compact(b)),
        }
    }
}
