//! What of many entries counts: so many times or points in a window, lines that are alike once, repeats at another price.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::{LineField, Mark};
use crate::model::{Points, Window};

/// The window of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// A quarter.
    Quarter,
    /// A half-year.
    Half,
    /// A calendar year.
    Year,
}

impl Per {
    /// The stretch of the calendar, where it is more than a day.
    #[must_use]
    pub const fn window(self) -> Option<Window> {
        match self {
            Self::Day => None,
            Self::Month => Some(Window::Month),
            Self::Quarter => Some(Window::Quarter),
            Self::Half => Some(Window::Half),
            Self::Year => Some(Window::Year),
        }
    }

    /// Which window of its kind holds the day: (year, number from 0).
    #[must_use]
    pub fn of(self, day: NaiveDate) -> (i32, u32) {
        self.window().map_or((day.year(), day.ordinal0()), |window| window.of(day))
    }

    /// The word for it: 每天, 每月, 每季度, 每半年, 每年.
    #[must_use]
    pub const fn each(self) -> &'static str {
        match self.window() {
            Some(window) => window.each(),
            None => "每天",
        }
    }
}

impl From<Window> for Per {
    fn from(window: Window) -> Self {
        match window {
            Window::Month => Self::Month,
            Window::Quarter => Self::Quarter,
            Window::Half => Self::Half,
            Window::Year => Self::Year,
        }
    }
}

/// A limit on what of many entries counts in each window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The window.
    pub per: Per,
    /// The most.
    pub most: LimitBy,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug)]
pub enum LimitBy {
    /// 次数.
    Times(u32),
    /// Points.
    Points(Points),
}

impl LimitBy {
    /// What so many windows allow together.
    #[must_use]
    pub fn over(self, windows: u32) -> Self {
        match self {
            Self::Times(most) => Self::Times(most.saturating_mul(windows)),
            Self::Points(most) => Self::Points(most * Points::whole(i64::from(windows))),
        }
    }
}

/// Lines that are alike in these fields count once in each window; 次数 does not multiply them.
#[derive(Clone, Debug)]
pub struct Once {
    /// The fields; of alternatives the first that is filled in. A line in which a field is empty is a matter by itself.
    pub by: Vec<Vec<LineField>>,
    /// The window.
    pub per: Per,
    /// Which of them counts.
    pub keep: Keep,
}

/// Which of several lines that are alike counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// The one that is worth most, of equals the earliest.
    #[default]
    Highest,
    /// The earliest.
    First,
    /// All those of the item whose single time is worth most; only of several items together.
    Item,
}

/// The n-th time in a window counts the n-th factor; the last one holds for all later.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The window.
    pub per: Per,
    /// The factors.
    pub factors: Vec<Points>,
    /// Only lines of the last so many months count as earlier ones: a line stands until the day of the same number.
    pub within_months: Option<u32>,
}

/// A limit over several items.
#[derive(Clone, Debug)]
pub struct Together {
    /// Indexes of the items, sorted.
    pub over: Vec<usize>,
    /// What is limited.
    pub limits: Vec<Limit>,
    /// Lines that are alike count once.
    pub once: Option<Once>,
    /// The names of items and categories as the rule set writes them.
    pub names: Vec<String>,
    /// Where the rulebook says so.
    pub article: String,
    /// Given or illustrative.
    pub mark: Mark,
}
