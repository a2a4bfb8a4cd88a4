//! A branch's year: study days, organised days, volunteer days and assemblies.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::dice::Dice;

/// The day, which has to exist.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A day as the forms write it in prose: 2025年3月15日.
pub fn long(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The quarter, 0 to 3.
pub fn quarter(date: NaiveDate) -> usize {
    date.month0() as usize / 3
}

/// The days on which a branch meets.
pub struct Calendar {
    pub studies: Vec<NaiveDate>,
    pub meetings: Vec<NaiveDate>,
    pub volunteering: Vec<NaiveDate>,
    /// Four in the year and one in the January after.
    pub assemblies: Vec<NaiveDate>,
}

impl Calendar {
    /// The year of a branch whose habits `dice` decides.
    pub fn new(year: i32, dice: &mut Dice) -> Self {
        let weekday = *dice.pick(&[Weekday::Tue, Weekday::Wed, Weekday::Thu]);
        let nth = |month, weekday, n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n).unwrap();
        let meeting_day = dice.between(5, 11).unsigned_abs();
        let assembly_week = *dice.pick(&[3, 4]);
        Self {
            studies: (1..=12).flat_map(|month| [nth(month, weekday, 2), nth(month, weekday, 4)]).collect(),
            meetings: (1..=12).map(|month| day(year, month, meeting_day)).collect(),
            volunteering: (1..=12)
                .flat_map(|month| [nth(month, Weekday::Sat, 1), nth(month, Weekday::Sat, 3)])
                .collect(),
            assemblies: [3, 6, 9, 12]
                .map(|month| nth(month, Weekday::Fri, assembly_week))
                .into_iter()
                .chain([day(year + 1, 1, 9)])
                .collect(),
        }
    }

    /// The first assembly after that day, at which the matter can be passed.
    pub fn vote_after(&self, date: NaiveDate) -> NaiveDate {
        let last = *self.assemblies.last().unwrap();
        self.assemblies.iter().copied().find(|assembly| *assembly > date).unwrap_or(last + Days::new(80))
    }
}
