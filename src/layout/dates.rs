//! Days as people write them.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::MonthOrDay;
use crate::model::text::plain;

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

/// Reads the usual spellings: 2025-03-15, 2025/3/15, 2025.3.15, 2025年3月15日, 二〇二五年三月十五日, 20250315, and
/// 3月15日 where the year is known from elsewhere; months as 2025-03, 2025年3月, 202503. `None` if it is none of the
/// calendar.
#[must_use]
pub fn read_date(text: &str, year: Option<i32>) -> Option<Written> {
    let text = plain(text);
    // A time of day behind the date says nothing about the day.
    let text = match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day.to_owned(),
        _ => text.chars().filter(|c| !c.is_whitespace()).collect(),
    };
    if let Some(written) = read_packed(&text) {
        return Some(written);
    }
    let text = text.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '、']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| read_number(part);
    match parts.as_slice() {
        [y, m, d] => day(whole_year(number(y)?)?, number(m)?, number(d)?),
        [m, d] if text.contains('月') && !text.contains('年') => day(year?, number(m)?, number(d)?),
        [y, m] => month(whole_year(number(y)?)?, number(m)?),
        _ => None,
    }
}

/// Reads a number in a date column: 20250315, 202503, 2025.03, or the serial that Excel shows when the cell lost its date format.
#[must_use]
pub fn read_number_as_date(number: Decimal) -> Option<Written> {
    if let Some(written) = read_packed(&number.normalize().to_string()) {
        return Some(written);
    }
    // 1980.05 is May; of 1980.1 nobody can say whether it was 1980.10 once.
    if number.normalize().scale() == 2
        && let Some(hundredfold) = number.checked_mul(Decimal::ONE_HUNDRED).and_then(|number| number.to_u32())
        && let Some(year) = whole_year(hundredfold / 100)
    {
        return month(year, hundredfold % 100);
    }
    // 1950 to 2100; smaller and larger figures are no days that these tables hold.
    let serial = number.trunc().to_u64().filter(|serial| (18_264..=73_415).contains(serial))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial)).map(Written::Day)
}

/// Reads a period: 3月, 2025年3月, 第一季度, 上半年, 2025年度.
#[must_use]
pub fn read_period(text: &str, year: Option<i32>) -> Option<crate::model::Period> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace()).collect();
    let rest = text.strip_suffix("份").unwrap_or(&text);
    let month = rest.strip_suffix('月')?;
    let (year, month) = match month.split_once('年') {
        Some((y, m)) => (whole_year(read_number(y)?), m),
        None => (year, month),
    };
    crate::model::Period::month_of(year?, read_number(month)?)
}

/// Reads the number of a month: 3, 十二.
#[must_use]
pub fn read_bare_month(text: &str) -> Option<u32> {
    read_number(text).filter(|month| (1..=12).contains(month))
}

fn read_packed(text: &str) -> Option<Written> {
    let digits: u32 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        8 => day(whole_year(digits / 10_000)?, digits / 100 % 100, digits % 100),
        6 => month(whole_year(digits / 100)?, digits % 100),
        _ => None,
    }
}

fn whole_year(year: u32) -> Option<i32> {
    i32::try_from(year).ok().filter(|year| (1900..=2999).contains(year))
}

fn day(year: i32, month: u32, day: u32) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, month, day).map(Written::Day)
}

fn month(year: i32, month: u32) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, month, 1).map(|first| Written::Month(first.year(), first.month()))
}

/// A number in digits or in Chinese numerals: 15, 十五, 二〇二五.
fn read_number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let numeral = |c: char| "〇一二三四五六七八九".chars().position(|n| n == if c == '零' { '〇' } else { c });
    match text.split_once('十') {
        Some((tens, ones)) => {
            let single = |part: &str, empty: usize| match (part.chars().next(), part.chars().count()) {
                (None, _) => Some(empty),
                (Some(c), 1) => numeral(c),
                _ => None,
            };
            u32::try_from(single(tens, 1)? * 10 + single(ones, 0)?).ok()
        }
        None => text
            .chars()
            .try_fold(0_u32, |number, c| number.checked_mul(10)?.checked_add(u32::try_from(numeral(c)?).ok()?)),
    }
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
            "2025年3月15日",
            "2025年03月15号",
            "20250315",
            "２０２５年３月１５日",
            "二〇二五年三月十五日",
            " 2025 年 3 月 15 日 ",
            "2025-03-15 14:30",
            "2025-03-15T00:00:00",
        ] {
            assert_eq!(read_date(text, None), ymd(2025, 3, 15), "{text}");
        }
        assert_eq!(read_date("3月15日", Some(2025)), ymd(2025, 3, 15));
        assert_eq!(read_date("十二月二十日", Some(2025)), ymd(2025, 12, 20));
        assert_eq!(read_date("2025年3月", None), Some(Written::Month(2025, 3)));
        assert_eq!(read_date("202503", None), Some(Written::Month(2025, 3)));
        assert_eq!(read_date("202513", None), None);
        assert_eq!(read_date("2025.3", None), Some(Written::Month(2025, 3)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2025-02-30", "2025-13-01", "3月15日", "上半年", "25.3.15", "2025", "2025-03-15-1", "三月"]
        {
            assert_eq!(read_date(text, None), None, "{text}");
        }
    }

    #[test]
    fn numbers_in_a_date_column_are_packed_dates_or_serials() {
        assert_eq!(read_number_as_date(Decimal::from(20_250_315)), ymd(2025, 3, 15));
        assert_eq!(read_number_as_date(Decimal::from(45_731)), ymd(2025, 3, 15));
        assert_eq!(read_number_as_date(Decimal::from(198_005)), Some(Written::Month(1980, 5)));
        assert_eq!(read_number_as_date(Decimal::new(198_005, 2)), Some(Written::Month(1980, 5)));
        assert_eq!(read_number_as_date(Decimal::new(4_573_125, 2)), ymd(2025, 3, 15));
        assert_eq!(read_number_as_date(Decimal::MAX), None);
        assert_eq!(read_number_as_date(Decimal::new(19_801, 1)), None);
        assert_eq!(read_number_as_date(Decimal::from(3)), None);
        assert_eq!(read_number_as_date(Decimal::from(20_250_230)), None);
    }
}
