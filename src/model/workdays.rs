//! Working days (工作日): weekdays, less public holidays, and the days at weekends on which work is made up for.
//!
//! Which days these are is announced year by year and cannot be computed. `data/holidays.csv` holds the years that are
//! known, with its source; a township's own table puts single days right, or adds the next year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};

/// The table that comes with the program.
static BUILT_IN: LazyLock<Workdays> = LazyLock::new(|| {
    let lines = include_str!("../../data/holidays.csv").lines().filter(|line| !line.starts_with('#'));
    let days = lines.filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?.parse().ok()?, DayOff::called(cells.next()?)?))
    });
    Workdays::of(days)
});

/// The longest stretch that is counted through, in days: nothing is published for years.
const LONGEST: usize = 2000;

/// How a day differs from its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// 休: a holiday.
    Holiday,
    /// 班: a day at a weekend on which people work.
    MadeUp,
}

impl DayOff {
    /// The kind that a word names: 休, 放假, 班, 上班 and the like.
    #[must_use]
    pub fn called(word: &str) -> Option<Self> {
        match word.trim() {
            "休" | "放假" | "休息" | "节假日" | "假" => Some(Self::Holiday),
            "班" | "上班" | "调休上班" | "工作日" | "补班" => Some(Self::MadeUp),
            _ => None,
        }
    }
}

/// Which days are working days, in the years of which that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    days: BTreeMap<NaiveDate, DayOff>,
    years: BTreeSet<i32>,
}

impl Workdays {
    /// The table that comes with the program.
    ///
    /// ```
    /// use jifen::model::Workdays;
    /// let known = Workdays::built_in();
    /// // National Day and Mid-Autumn 2025: eight days, made up for on the Saturday after.
    /// let last = known.last_of("2025-09-30".parse().unwrap(), 5);
    /// assert_eq!(last, "2025-10-13".parse().ok());
    /// ```
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// A table of such days; it covers the years in which they lie.
    #[must_use]
    pub fn of(days: impl IntoIterator<Item = (NaiveDate, DayOff)>) -> Self {
        let days: BTreeMap<NaiveDate, DayOff> = days.into_iter().collect();
        let years = days.keys().map(Datelike::year).collect();
        Self { days, years }
    }

    /// This table, with the days of another in place of its own. Day by day: the notice of a year names days of the year
    /// before as well, and those are not all that this year has.
    #[must_use]
    pub fn amended_by(&self, other: &Self) -> Self {
        let days = self.days.iter().chain(&other.days).map(|(day, kind)| (*day, *kind)).collect();
        Self { days, years: self.years.union(&other.years).copied().collect() }
    }

    /// Whether people work on that day. In a year that is not covered, on all weekdays.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.days.get(&day) {
            Some(kind) => *kind == DayOff::MadeUp,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The last of so many working days from a day on, that day included where it is one. `None` for no days at all, and
    /// for more than some years have.
    #[must_use]
    pub fn last_of(&self, from: NaiveDate, count: usize) -> Option<NaiveDate> {
        let working = from.iter_days().take(LONGEST).filter(|day| self.is_working(*day));
        working.take(count).last().filter(|_| count > 0 && count < LONGEST / 2)
    }

    /// How many working days lie between two days, both included.
    #[must_use]
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days().take_while(|day| *day <= to).take(LONGEST).filter(|day| self.is_working(*day)).count()
    }

    /// The years between two days, both included, that are not covered: weekdays alone were counted in them.
    #[must_use]
    pub fn not_covered(&self, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
        (from.year()..=to.year()).take(LONGEST).filter(|year| !self.years.contains(year)).collect()
    }

    /// The years that are covered, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_years_have_as_many_working_days_as_they_were_announced_to_have() {
        let known = Workdays::built_in();
        assert_eq!(known.years().collect::<Vec<_>>(), [2025, 2026]);
        for year in [2025, 2026] {
            let (first, last) = (day(&format!("{year}-01-01")), day(&format!("{year}-12-31")));
            assert_eq!(known.between(first, last), 248, "{year}");
            // A day off falls on any day; one that is made up for, on a weekend, or it would say nothing.
            let made_up = known.days.iter().filter(|(day, kind)| day.year() == year && **kind == DayOff::MadeUp);
            assert!(made_up.map(|(day, _)| day.weekday()).all(|day| matches!(day, Weekday::Sat | Weekday::Sun)));
        }
    }

    #[test]
    fn the_first_day_counts_where_people_work_on_it() {
        let known = Workdays::built_in();
        assert_eq!(known.last_of(day("2026-01-12"), 5), Some(day("2026-01-16")));
        // Saturday: counting begins on Monday.
        assert_eq!(known.last_of(day("2026-01-10"), 5), Some(day("2026-01-16")));
        // Across the Spring Festival of 2026, with two Saturdays on which people work.
        assert_eq!(known.last_of(day("2026-02-11"), 5), Some(day("2026-02-24")));
        assert_eq!(known.last_of(day("2026-02-11"), 0), None);
    }

    #[test]
    fn a_year_that_is_not_covered_is_told() {
        let known = Workdays::built_in();
        assert_eq!(known.not_covered(day("2026-12-30"), day("2027-01-06")), [2027]);
        let own = Workdays::of([(day("2027-01-01"), DayOff::Holiday), (day("2026-01-13"), DayOff::Holiday)]);
        let joined = known.amended_by(&own);
        assert_eq!(joined.last_of(day("2026-12-30"), 3), Some(day("2027-01-04")));
        assert!(joined.not_covered(day("2026-12-30"), day("2027-01-06")).is_empty());
        // A day of the township's own puts that day right, and leaves the others of its year as they were announced.
        assert!(!joined.is_working(day("2026-01-13")) && !joined.is_working(day("2026-05-01")));
        let work = known.amended_by(&Workdays::of([(day("2026-05-01"), DayOff::MadeUp)]));
        assert!(work.is_working(day("2026-05-01")) && !work.is_working(day("2026-05-04")));
    }
}
