//! What a text means in a file in which all is text.
//!
//! Excel shows `3` of a csv as a number, and so do we; what it would spoil by that is left alone: `001` and long numbers
//! are names of things, not quantities.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::super::Value;
use super::super::number::decimal;

/// Digits of a number that is a quantity; longer ones are ID numbers and the like.
const DIGITS: usize = 15;

/// The value of a field; `None` where it is empty.
pub(in crate::workbook) fn value(field: &str) -> Option<Value> {
    if field.is_empty() {
        return None;
    }
    let text = field.trim_matches([' ', '\t']);
    let number = is_plain_decimal(text).then(|| decimal(text.as_bytes()).ok()).flatten();
    let value = number.map(Value::Number).or_else(|| date(text).map(Value::Date));
    Some(value.unwrap_or_else(|| Value::Text(field.into())))
}

/// `-3`, `0.50`; not `+3`, `007`, `1e5`, `.5`, `1,000`.
fn is_plain_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once('.').map_or((digits, None), |(whole, places)| (whole, Some(places)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && places.is_none_or(all_digits)
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() + places.map_or(0, str::len) <= DIGITS
}

/// `2025-03-15` and `2025/3/15`, with or without a time of day.
fn date(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once([' ', 'T']).map_or((text, None), |(day, time)| (day, Some(time)));
    let format = match day.len() {
        10 if day.contains('-') => "%Y-%m-%d",
        8..=10 if day.contains('/') => "%Y/%m/%d",
        _ => return None,
    };
    let starts_with_year = day.bytes().take_while(u8::is_ascii_digit).count() == 4;
    let day = NaiveDate::parse_from_str(day, format).ok().filter(|_| starts_with_year)?;
    let time = match time {
        Some(time) => {
            let read = NaiveTime::parse_from_str(time, "%H:%M:%S%.f");
            read.or_else(|_| NaiveTime::parse_from_str(time, "%H:%M")).ok()?
        }
        None => NaiveTime::default(),
    };
    Some(day.and_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_and_days_are_typed() {
        for (text, shown) in [
            ("3", "Number(3)"),
            (" -1.50 ", "Number(-1.5)"),
            ("0", "Number(0)"),
            ("0.5", "Number(0.5)"),
            ("123456789012345", "Number(123456789012345)"),
            ("2025-03-15", "Date(2025-03-15T00:00:00)"),
            ("2025/3/5", "Date(2025-03-05T00:00:00)"),
            ("2025/3/15 8:30", "Date(2025-03-15T08:30:00)"),
            ("2025-03-15T08:30:05", "Date(2025-03-15T08:30:05)"),
        ] {
            assert_eq!(format!("{:?}", value(text).unwrap()), shown);
        }
    }

    #[test]
    fn all_else_stays_text() {
        for text in [
            "001",
            "00",
            "+3",
            "-",
            ".5",
            "5.",
            "1e5",
            "1,000",
            "５",
            "1234567890123456",
            "34012319700101123X",
            "0.123456789012345678",
            "2025-3-15",
            "2025-13-01",
            "2025/2/30",
            "25/3/15",
            "3/15/2025",
            "2025.3.15",
            "2025年3月15日",
            "2025-03-15 上午",
            " ",
            "TRUE",
            "#REF!",
            "=1+1",
            "NaN",
        ] {
            assert_eq!(value(text), Some(Value::Text(text.into())));
        }
        assert_eq!(value(""), None);
    }
}
