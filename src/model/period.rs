//! Periods (应记期): the stretches of time that are settled, and the windows in which limits apply.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;

/// A stretch of the calendar in which a limit applies or a result is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// A calendar month.
    Month,
    /// January–March and so on.
    Quarter,
    /// January–June, July–December.
    Half,
    /// 1 January to 31 December.
    Year,
}

impl Window {
    /// How many months it lasts.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// The word for it in rule sets: month, quarter, half, year.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }

    /// Which window of its kind holds the day: (year, number from 0).
    #[must_use]
    pub fn of(self, day: NaiveDate) -> (i32, u32) {
        (day.year(), day.month0() / self.months())
    }

    /// How its stretches are counted: 个月, 个季度, 个半年, 年.
    #[must_use]
    pub const fn counted(self) -> &'static str {
        match self {
            Self::Month => "个月",
            Self::Quarter => "个季度",
            Self::Half => "个半年",
            Self::Year => "年",
        }
    }

    /// The word for it: 每月, 每季度, 每半年, 每年.
    #[must_use]
    pub const fn each(self) -> &'static str {
        match self {
            Self::Month => "每月",
            Self::Quarter => "每季度",
            Self::Half => "每半年",
            Self::Year => "每年",
        }
    }
}

/// A period with its label: `2025`, `2025H1`, `2025Q1`, `2025-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    window: Window,
    year: i32,
    number: u32,
    from: NaiveDate,
    to: NaiveDate,
}

impl Period {
    /// The calendar year.
    #[must_use]
    pub fn year_of(year: i32) -> Option<Self> {
        Self::new(Window::Year, year, 0)
    }

    /// Reads a label. `None` if it is none.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        let (year, rest) = label.split_at_checked(4)?;
        let year = year.parse().ok().filter(|year| (1949..=2999).contains(year))?;
        if rest.is_empty() {
            return Self::new(Window::Year, year, 0);
        }
        let (window, number) = match rest.split_at_checked(1) {
            Some(("H" | "h", number)) => (Window::Half, number),
            Some(("Q" | "q", number)) => (Window::Quarter, number),
            Some(("-", number)) if number.len() == 2 => (Window::Month, number),
            _ => return None,
        };
        let number: u32 = number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?;
        Self::new(window, year, number.checked_sub(1)?)
    }

    fn new(window: Window, year: i32, number: u32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, number.checked_mul(window.months())?.checked_add(1)?, 1)?;
        let to = from.checked_add_months(Months::new(window.months()))?.pred_opt()?;
        Some(Self { window, year, number, from, to })
    }

    /// A calendar month; months count from 1.
    #[must_use]
    pub fn month_of(year: i32, month: u32) -> Option<Self> {
        Self::new(Window::Month, year, month.checked_sub(1)?)
    }

    /// A quarter of a year, from 1 to 4.
    #[must_use]
    pub fn quarter_of(year: i32, quarter: u32) -> Option<Self> {
        Self::new(Window::Quarter, year, quarter.checked_sub(1)?)
    }

    /// The same label and end, counted from the first day of the window in which it lies: what a period means that is
    /// shorter than what is settled (累计). Where a year is settled, that is 1 January.
    #[must_use]
    pub fn cumulative(self, settled: Window) -> Self {
        let whole = Self::new(settled, self.year, self.from.month0() / settled.months());
        Self { from: whole.map_or(self.from, |whole| whole.from.min(self.from)), ..self }
    }

    /// The windows of a kind that it is made of, in their order; itself where it is no longer than one.
    #[must_use]
    pub fn parts(&self, window: Window) -> Vec<Self> {
        if window >= self.window && self.months() <= window.months() {
            return vec![*self];
        }
        let all = (0..12 / window.months()).filter_map(|number| Self::new(window, self.year, number));
        all.filter(|part| self.from <= part.from && part.to <= self.to).collect()
    }

    /// How many months it covers: those since January where it is cumulative.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.to.month() - self.from.month() + 1
    }

    /// The month in which a day of its year lies, and those before and after: its months, numbered from 1.
    pub fn month_numbers(&self) -> impl Iterator<Item = u32> {
        self.from.month()..=self.to.month()
    }

    /// How many months of its year lie before it begins.
    #[must_use]
    pub fn months_before(&self) -> u32 {
        self.from.month0()
    }

    /// The part of its label behind the year: `H1`, `Q3`, `05`; nothing for a year.
    #[must_use]
    pub fn part_label(&self) -> String {
        self.to_string().chars().skip(4).filter(|c| *c != '-').collect()
    }

    /// The year it lies in.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// How long it is.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Its first day.
    #[must_use]
    pub const fn from(&self) -> NaiveDate {
        self.from
    }

    /// Its last day.
    #[must_use]
    pub const fn to(&self) -> NaiveDate {
        self.to
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year, self.number + 1);
        match self.window {
            Window::Month => write!(f, "{year}-{number:02}"),
            Window::Quarter => write!(f, "{year}Q{number}"),
            Window::Half => write!(f, "{year}H{number}"),
            Window::Year => write!(f, "{year}"),
        }
    }
}

/// When something was: on a day, or some time in a period of which only the sum was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// On this day.
    Day(NaiveDate),
    /// In this period.
    Span(Period),
}

impl When {
    /// The first day that it may mean.
    #[must_use]
    pub const fn from(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Span(period) => period.from,
        }
    }

    /// The last day that it may mean.
    #[must_use]
    pub const fn to(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Span(period) => period.to,
        }
    }

    /// Whether all of it lies in the period.
    #[must_use]
    pub fn is_within(self, period: &Period) -> bool {
        period.contains(self.from()) && period.contains(self.to())
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Span(period) => period.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_back() {
        for label in ["2025", "2025H1", "2025H2", "2025Q1", "2025Q4", "2025-03", "2025-12"] {
            assert_eq!(Period::parse(label).unwrap().to_string(), label);
        }
        for label in [
            "",
            "25",
            "2025Q5",
            "2025H0",
            "2025-13",
            "2025-3",
            "2025X1",
            "二〇二五",
            "2025年",
            "2025上半年",
            "2025-+3",
            "2025Q",
        ] {
            assert_eq!(Period::parse(label), None, "{label}");
        }
    }

    #[test]
    fn a_period_knows_its_days() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let quarter = Period::parse("2024Q1").unwrap();
        assert_eq!((quarter.from(), quarter.to()), (day(2024, 1, 1), day(2024, 3, 31)));
        let month = Period::parse("2024-02").unwrap();
        assert_eq!(month.to(), day(2024, 2, 29));
        assert_eq!(month.cumulative(Window::Year).from(), day(2024, 1, 1));
        let may = Period::parse("2024-05").unwrap();
        assert_eq!(may.cumulative(Window::Quarter).from(), day(2024, 4, 1));
        assert_eq!(may.cumulative(Window::Half).from(), day(2024, 1, 1));
        assert_eq!(may.cumulative(Window::Month), may);
        assert!(month.contains(day(2024, 2, 29)) && !month.contains(day(2024, 3, 1)));
        assert_eq!(Window::Quarter.of(day(2025, 4, 1)), (2025, 1));
    }
}
