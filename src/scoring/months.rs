//! Months of a year, as a set.

use crate::model::{Period, When};

/// Some of the twelve months of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Months(u16);

impl Months {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// The months that a period covers.
    #[must_use]
    pub fn of(period: &Period) -> Self {
        period.month_numbers().fold(Self::NONE, Self::with)
    }

    /// These and one more, numbered from 1.
    #[must_use]
    pub const fn with(self, month: u32) -> Self {
        Self(self.0 | 1 << month)
    }

    /// Those that both have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those for which a condition holds.
    #[must_use]
    pub fn filter(self, keep: impl Fn(u32) -> bool) -> Self {
        self.iter().filter(|month| keep(*month)).fold(Self::NONE, Self::with)
    }

    /// How many.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the month, numbered from 1, is one of them.
    #[must_use]
    pub const fn contains(self, month: u32) -> bool {
        self.0 & (1 << month) != 0
    }

    /// Their numbers, in order.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        (1..=12).filter(move |month| self.contains(*month))
    }

    /// Whether something was in one of them: at its end, where it is a stretch of time.
    #[must_use]
    pub fn hold(self, when: When) -> bool {
        self.contains(chrono::Datelike::month(&when.to()))
    }
}
