//! How far it is from one day to another.

use chrono::{Datelike, NaiveDate};

/// Days from one day to the other: negative where the other comes first.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Days from Monday to Friday from one day to the other, both counted; 0 where the other comes first. Holidays and the
/// working days that make up for them (调休) are not known here.
pub(super) fn workdays(from: NaiveDate, to: NaiveDate) -> i64 {
    let all = days(from, to) + 1;
    if all <= 0 {
        return 0;
    }
    let first = i64::from(from.weekday().num_days_from_monday());
    let in_last_week = (first..first + all % 7).filter(|day| day % 7 < 5).count();
    all / 7 * 5 + i64::try_from(in_last_week).unwrap_or_default()
}

/// Whole months from one day to the other (按对日): a month is full on the day of the same number, or on the last day of
/// a month that has no such day. Negative where the other comes first.
#[must_use]
pub fn months(from: NaiveDate, to: NaiveDate) -> i64 {
    if to < from {
        return -months(to, from);
    }
    let begun = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    let is_full = to.day() >= from.day().min(u32::from(to.num_days_in_month()));
    begun - i64::from(!is_full)
}

/// Whole years from one day to the other, as [`months`].
pub(super) fn years(from: NaiveDate, to: NaiveDate) -> i64 {
    months(from, to) / 12
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_and_years_are_full_on_the_day_of_the_same_number() {
        for (from, to, expected) in [
            ("2025-01-15", "2025-02-14", 0),
            ("2025-01-15", "2025-02-15", 1),
            ("2025-01-31", "2025-02-27", 0),
            ("2025-01-31", "2025-02-28", 1),
            ("2024-01-31", "2024-02-28", 0),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-02-29", "2025-02-28", 12),
            ("2025-02-28", "2025-03-30", 1),
            ("2024-11-30", "2025-05-30", 6),
            ("2025-05-05", "2025-05-05", 0),
            ("2025-02-15", "2025-01-15", -1),
            ("2025-02-14", "2025-01-15", 0),
        ] {
            assert_eq!(months(day(from), day(to)), expected, "{from} {to}");
        }
        for (from, to, expected) in [
            ("1975-07-01", "2025-06-30", 49),
            ("1975-07-01", "2025-07-01", 50),
            ("2000-02-29", "2025-02-28", 25),
            ("2025-07-01", "2024-07-02", 0),
        ] {
            assert_eq!(years(day(from), day(to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn workdays_are_those_from_monday_to_friday() {
        // 2025-06-30 is a Monday.
        let first = day("2025-06-30");
        for from in (0..14).map(|days| first + chrono::Duration::days(days)) {
            for length in 0..30 {
                let all = (0..=length).map(|days| from + chrono::Duration::days(days));
                let counted = all.filter(|day| day.weekday().num_days_from_monday() < 5).count();
                assert_eq!(workdays(from, from + chrono::Duration::days(length)), i64::try_from(counted).unwrap());
            }
        }
        assert_eq!(workdays(first, day("2025-07-04")), 5);
        assert_eq!(workdays(day("2025-07-04"), first), 0);
        assert_eq!(days(first, day("2025-07-04")), 4);
        assert_eq!(days(day("2025-07-04"), first), -4);
        assert!(workdays(NaiveDate::MIN, NaiveDate::MAX) > 0 && months(NaiveDate::MIN, NaiveDate::MAX) > 0);
    }
}
