//! Several days on end, as people write them.

use chrono::{Datelike, NaiveDate};

use super::date_parts::Number;
use super::dates::{Written, Years, day, read_one, taken_apart};

/// Reads several days on end, the first and the last: 3月1日—3月5日, 2025.3.1-3.5, 2025年3月1日至5日.
#[must_use]
pub fn read_range(text: &str, year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let (parts, weekday) = taken_apart(text)?;
    let (from, to) = split_range(parts.shape(), parts.numbers(), Years::Short(year))?;
    weekday.is_none_or(|weekday| to.weekday() == weekday).then_some((from, to))
}

/// Some days on end. The second may leave out what it shares with the first.
fn split_range(shape: &str, numbers: &[Number], years: Years) -> Option<(NaiveDate, NaiveDate)> {
    let mut found = None;
    for (at, mark) in shape.char_indices().filter(|(_, mark)| matches!(mark, '~' | '-')) {
        let (first, second) = (shape.get(..at)?, shape.get(at + 1..)?);
        let (first_numbers, second_numbers) = numbers.split_at_checked(first.matches('N').count())?;
        let is_full = [(first, first_numbers), (second, second_numbers)]
            .iter()
            .all(|(shape, numbers)| *shape == "N-N-N" && numbers.first().is_some_and(|year| year.digits == 4));
        // 3-1-3-5 is anything.
        if mark == '-' && !is_full && (first.contains('-') || second.contains('-')) {
            continue;
        }
        let Some(Written::Day(from)) = read_one(first, first_numbers, years) else { continue };
        let second = match (second, second_numbers) {
            // 20250301-1 is the number of a paper.
            ("N" | "Nd", [d]) if d.digits <= 2 && first != "N" => day(from.year(), from.month(), d.value),
            ("NmNd" | "NmN" | "N.N" | "N/N" | "N-N", [m, d]) if m.digits <= 2 => day(from.year(), m.value, d.value),
            _ => read_one(second, second_numbers, years),
        };
        match second {
            Some(Written::Day(to)) if from < to && found.is_none() => found = Some((from, to)),
            Some(Written::Day(_)) => return None,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;
    use crate::layout::dates::read_date;
    use crate::layout::periods::read_period;

    fn days(from: (i32, u32, u32), to: (i32, u32, u32)) -> Option<(NaiveDate, NaiveDate)> {
        let day = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d);
        day(from).zip(day(to))
    }

    #[test]
    fn several_days_have_a_first_and_a_last() {
        let march = days((2025, 3, 1), (2025, 3, 5));
        for text in [
            "3月1日—3月5日",
            "3月1日-3月5日",
            "3月1日——5日",
            "3月1-5日",
            "3月1日至5日",
            "3月1日到3月5日",
            "3.1~3.5",
            "3.1-3.5",
            "3.1～5",
            "3/1-3/5",
            "三月一日至五日",
            "25.3.1-25.3.5",
            "250301-250305",
            "3月1日-5日（周三）",
        ] {
            assert_eq!(read_range(text, Some(2025)), march, "{text}");
        }
        for text in [
            "2025.3.1-2025.3.5",
            "2025.3.1-3.5",
            "2025.3.1-5",
            "2025年3月1日至5日",
            "2025年3月1日至3月5日",
            "2025-03-01至2025-03-05",
            "2025-03-01-2025-03-05",
            "2025-3-1~3-5",
            "20250301-20250305",
            "2025/3/1 - 2025/3/5",
        ] {
            assert_eq!(read_range(text, None), march, "{text}");
        }
        assert_eq!(read_range("2025年12月30日至2026年1月2日", None), days((2025, 12, 30), (2026, 1, 2)));
        for text in [
            "3月5日-3月1日",
            "12月30日-1月2日",
            "3月1日-3月32日",
            "3-1-3-5",
            "3月1日-4月",
            "3月-5月",
            "1-3月",
            "3.1-3.5-3.7",
        ] {
            assert_eq!(read_range(text, Some(2025)), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(from in 0_u64..73_000, length in 1_u64..100) {
            let from = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(from);
            prop_assert_eq!(read_date(&from.to_string(), None), Some(Written::Day(from)));
            prop_assert_eq!(read_date(&from.format("%Y年%-m月%-d日").to_string(), None), Some(Written::Day(from)));
            let to = from + Days::new(length);
            let range = format!("{}至{}", from.format("%Y.%-m.%-d"), to.format("%Y.%-m.%-d"));
            prop_assert_eq!(read_range(&range, None), Some((from, to)).filter(|_| to.year() <= 2100));
        }

        #[test]
        fn no_text_stops_the_reading(text in "[-0-9./~年月日至第一二十〇季度上下半 :()周TQ]{0,24}") {
            let _ = (read_date(&text, Some(2025)), read_range(&text, Some(2025)), read_period(&text, Some(2025)));
        }
    }
}
