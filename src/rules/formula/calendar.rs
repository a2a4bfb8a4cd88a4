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
pub(super) fn months(from: NaiveDate, to: NaiveDate) -> i64 {
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
