//! Days as people write them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::date_parts::{Number, Parts};
use super::moments::without_moment;
use crate::model::MonthOrDay;
use crate::model::text::plain;

/// A longer text is no date.
const LONGEST: usize = 160;

/// What a text says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A day.
    Day(NaiveDate),
    /// A month without a day.
    Month(i32, u32),
}

impl From<Written> for MonthOrDay {
    fn from(written: Written) -> Self {
        match written {
            Written::Day(day) => day.into(),
            Written::Month(year, month) => Self { year, month, day: None },
        }
    }
}

/// How much of a year has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// All of it: a birthday in 38 is none of 2038.
    Full,
    /// Two digits mean 2000 to 2039; a day without any year lies in this one.
    Short(Option<i32>),
}

/// Reads the usual spellings: 2025-03-15, 2025/3/15, 2025.3.15, 2025年3月15日, 二〇二五年三月十五日, 20250315, 250315,
/// 25.3.15, and 3月15日, 3.15, 3-15 where the year is known from elsewhere; months as 2025-03, 2025年3月, 202503. `None` if
/// it is none of the calendar, or names another weekday.
#[must_use]
pub fn read_date(text: &str, year: Option<i32>) -> Option<Written> {
    read_written(text, Years::Short(year))
}

/// [`read_date`], with a say in what a year has to look like.
#[must_use]
pub fn read_written(text: &str, years: Years) -> Option<Written> {
    if let Some(day) = read_usual(text) {
        return Some(Written::Day(day));
    }
    let (parts, weekday) = taken_apart(text)?;
    let written = read_one(parts.shape(), parts.numbers(), years)?;
    let is_so = match (written, weekday) {
        (Written::Day(day), Some(weekday)) => day.weekday() == weekday,
        _ => true,
    };
    is_so.then_some(written)
}

pub(super) fn taken_apart(text: &str) -> Option<(Parts, Option<Weekday>)> {
    if text.len() > LONGEST {
        return None;
    }
    let text = plain(text);
    let (day, weekday) = without_moment(&text);
    Some((Parts::of(day)?, weekday))
}

/// 2025-03-15, 2025/3/15, 2025.3.15, without a look at anything else: nearly all dates are so.
fn read_usual(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (month, day) = rest.get(1..)?.split_once(mark)?;
    let number = |text: &str| -> Option<u32> {
        text.parse().ok().filter(|_| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    NaiveDate::from_ymd_opt(full_year(number(year)?)?, number(month)?, number(day)?)
}

/// Reads a number in a date column: 20250315, 202503, 250315, 2025.03, or the serial that Excel shows when the cell lost
/// its date format. Of 3.15 nobody can say whether it was 3.15 or 3.150 once, nor of 2025.1 whether it was October.
#[must_use]
pub fn read_number_as_date(number: Decimal, years: Years) -> Option<Written> {
    let number = number.normalize();
    if number.is_integer() {
        let value = number.to_u32()?;
        let digits = value.checked_ilog10()? as usize + 1;
        if let Some(written) = read_packed(Number { value, digits }, years) {
            return Some(written);
        }
    }
    if number.scale() == 2
        && let Some(hundredfold) = number.checked_mul(Decimal::ONE_HUNDRED).and_then(|number| number.to_u32())
        && let Some(year) = full_year(hundredfold / 100)
    {
        return month(year, hundredfold % 100);
    }
    // 1950 to 2100; smaller and larger figures are no days that these tables hold.
    let serial = number.trunc().to_u64().filter(|serial| (18_264..=73_415).contains(serial))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial)).map(Written::Day)
}

/// A day or a month.
pub(super) fn read_one(shape: &str, numbers: &[Number], years: Years) -> Option<Written> {
    let hint = || match years {
        Years::Full => None,
        Years::Short(year) => year,
    };
    match (shape, numbers) {
        ("N", [packed]) => read_packed(*packed, years),
        ("NyNmNd" | "NyNmN" | "NyN.N" | "NyN.Nd" | "NyN/N" | "N.NmNd" | "N-NmNd" | "N/NmNd", [y, m, d]) => {
            day(year(*y, years)?, m.value, d.value)
        }
        ("N-N-N" | "N-N-Nd" | "N.N.N" | "N.N.Nd" | "N.N.N.", [y, m, d]) => day(year(*y, years)?, m.value, d.value),
        ("N/N/N" | "N/N/Nd", [y, m, d]) => {
            // 05/03/15 is the 3rd of May to some.
            let is_open = y.digits < 4 && d.digits == 2 && (1..=12).contains(&y.value) && m.value <= 31;
            if is_open { None } else { day(year(*y, years)?, m.value, d.value) }
        }
        ("N,N,N" | "N~N~N", [y, m, d]) => day(full_year(y.value)?, m.value, d.value),
        ("NyNm" | "NyN", [y, m]) => month(year(*y, years)?, m.value),
        ("N.N" | "N-N" | "N/N" | "N.Nm" | "N-Nm" | "N/Nm", [y, m]) if y.digits == 4 => {
            month(full_year(y.value)?, m.value)
        }
        ("NmNd" | "NmN" | "N.N" | "N-N" | "N/N" | "N.Nd" | "N-Nd" | "N/Nd", [m, d]) => day(hint()?, m.value, d.value),
        ("Nm", [m]) => month(hint()?, m.value),
        _ => None,
    }
}

/// 20250315, 202503 and, where that is no month, 250315.
fn read_packed(number: Number, years: Years) -> Option<Written> {
    let digits = number.value;
    match number.digits {
        8 => day(full_year(digits / 10_000)?, digits / 100 % 100, digits % 100),
        6 => full_year(digits / 100).and_then(|year| month(year, digits % 100)).or_else(|| {
            day(year(Number { value: digits / 10_000, digits: 2 }, years)?, digits / 100 % 100, digits % 100)
        }),
        _ => None,
    }
}

/// The year that a number at the place of a year means.
fn year(number: Number, years: Years) -> Option<i32> {
    match (number.digits, years) {
        (2, Years::Short(_)) if number.value < 40 => i32::try_from(2000 + number.value).ok(),
        (4, _) => full_year(number.value),
        _ => None,
    }
}

fn full_year(year: u32) -> Option<i32> {
    i32::try_from(year).ok().filter(|year| (1900..=2100).contains(year))
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, month, day).map(Written::Day)
}

fn month(year: i32, month: u32) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, month, 1).map(|first| Written::Month(first.year(), first.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(y: i32, m: u32, d: u32) -> Option<Written> {
        NaiveDate::from_ymd_opt(y, m, d).map(Written::Day)
    }

    #[test]
    fn the_usual_spellings_are_one_day() {
        for text in [
            "2025-03-15",
            "2025/3/15",
            "2025.3.15",
            "2025.03.15",
            "2025.3.15.",
            "2025、3、15",
            "2025。3。15",
            "2025—3—15",
            "2025年3月15日",
            "2025年03月15号",
            "2025年3.15",
            "2025.3月15日",
            "20250315",
            "250315",
            "２０２５年３月１５日",
            "二〇二五年三月十五日",
            "二零二五年三月十五日",
            "二○二五年三月十五",
            "二五年三月十五日",
            "贰零贰伍年叁月拾伍日",
            " 2025 年 3 月 15 日 ",
            "2025\u{a0}年3月15日",
            "2025-03-15\u{200b}",
            "2025-03-15 14:30",
            "2025-3-15 14:30",
            "2025-03-15T00:00:00",
            "2025-03-15（星期六）",
            "2025年3月15日 周六",
            "2025年3月15日上午",
            "25.3.15",
            "25-03-15",
            "25/3/15",
            "25年3月15日",
        ] {
            assert_eq!(read_date(text, None), ymd(2025, 3, 15), "{text}");
        }
        for text in ["3月15日", "3月15", "3.15", "3-15", "3/15", "03-15", "三月十五日", "3月15日上午", "３．１５"]
        {
            assert_eq!(read_date(text, Some(2025)), ymd(2025, 3, 15), "{text}");
        }
        assert_eq!(read_date("十二月二十日", Some(2025)), ymd(2025, 12, 20));
        assert_eq!(read_date("元月5日", Some(2025)), ymd(2025, 1, 5));
        assert_eq!(read_date("2024-02-29", None), ymd(2024, 2, 29));
    }

    #[test]
    fn a_month_is_a_month() {
        for text in ["2025年3月", "2025年3月份", "202503", "2025.3", "2025-03", "2025.3月", "25年3月", "二零二五年三月"]
        {
            assert_eq!(read_date(text, None), Some(Written::Month(2025, 3)), "{text}");
        }
        assert_eq!(read_date("3月份", Some(2025)), Some(Written::Month(2025, 3)));
        assert_eq!(read_date("202513", None), None);
        assert_eq!(read_date("250312", None), ymd(2025, 3, 12));
        assert_eq!(read_date("198005", None), Some(Written::Month(1980, 5)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        let long = format!("2025-03-15{}", "0".repeat(100_000));
        for text in [
            "",
            "2025-02-30",
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "3月15日",
            "3.15",
            "上半年",
            "2025",
            "2025-03-15-1",
            "三月",
            "15/3/2025",
            "3/15/2025",
            "05/03/15",
            "3.15.25",
            "2025-3/15",
            "2025.3-5",
            "2025年3-5月",
            "2025 3 15",
            "20250301-1",
            "2025-03-15（星期日）",
            "2025-03-15前",
            "68.5.12",
            "680512",
            "九五年三月一日",
            "3026-01-01",
            "2025-03-15 或 16",
            "正月十五",
            "15日",
            "2025年3月1、5日",
            "45731",
            "25.3",
            &long,
        ] {
            assert_eq!(read_date(text, None), None, "{text}");
        }
        for text in ["15/3", "13.5", "3.1.5", "3、15", "2.30", "三月初五", "-3", "3.", "15"] {
            assert_eq!(read_date(text, Some(2025)), None, "{text}");
        }
    }

    #[test]
    fn a_birthday_needs_its_whole_year() {
        for text in ["38.5.12", "38年5月12日", "380512", "05-07-01", "3月15日"] {
            assert_eq!(read_written(text, Years::Full), None, "{text}");
        }
        assert_eq!(read_written("1938.5.12", Years::Full), ymd(1938, 5, 12));
        assert_eq!(read_number_as_date(Decimal::from(380_512), Years::Full), None);
    }

    #[test]
    fn numbers_in_a_date_column_are_packed_dates_or_serials() {
        let read = |number| read_number_as_date(number, Years::Short(Some(2025)));
        assert_eq!(read(Decimal::from(20_250_315)), ymd(2025, 3, 15));
        assert_eq!(read(Decimal::from(250_315)), ymd(2025, 3, 15));
        assert_eq!(read(Decimal::from(45_731)), ymd(2025, 3, 15));
        assert_eq!(read(Decimal::from(198_005)), Some(Written::Month(1980, 5)));
        assert_eq!(read(Decimal::new(198_005, 2)), Some(Written::Month(1980, 5)));
        assert_eq!(read(Decimal::new(4_573_125, 2)), ymd(2025, 3, 15));
        for none in [
            Decimal::MAX,
            Decimal::MIN,
            Decimal::new(19_801, 1),
            Decimal::new(315, 2),
            Decimal::new(31, 1),
            Decimal::from(0),
            Decimal::from(3),
            Decimal::from(60),
            Decimal::from(-45_731),
            Decimal::from(20_250_230),
            Decimal::from(2_958_466),
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
