//! Periods as headings and labels name them: 3月份, 第一季度, 上半年, 2025年度.

use chrono::Datelike;

use super::date_range::read_range;
use super::dates::{Written, read_date};
use super::numerals::{read_digits, read_numeral};
use crate::model::Period;
use crate::model::text::compact;

/// A longer text names no period.
const LONGEST: usize = 96;

/// Reads a period: 2025, 2025年度, 2025年上半年, 2025年第一季度, 一季度, 2025Q1, 2025年3月, 三月份, 2025.3, 1-6月. What names
/// no year is of `year`. `None` for anything else, plain numbers below a year's among them, and for a stretch that is no
/// month, quarter, half or year.
#[must_use]
pub fn read_period(text: &str, year: Option<i32>) -> Option<Period> {
    if text.len() > LONGEST {
        return None;
    }
    let text = compact(text);
    let (own_year, rest) = split_year(&text);
    let rest = rest.trim_start_matches(['-', '.']);
    let of = |label: &str| -> Option<Period> {
        let year = own_year.or(year)?;
        Period::parse(&format!("{year:04}{label}"))
    };
    match rest {
        "" if own_year.is_some() => return of(""),
        "全年" | "本年" | "本年度" | "全年度" => return of(""),
        "上半年" | "上半年度" | "H1" | "h1" => return of("H1"),
        "下半年" | "下半年度" | "H2" | "h2" => return of("H2"),
        _ => {}
    }
    if let Some(quarter) = read_quarter(rest) {
        return of(&format!("Q{quarter}"));
    }
    if let Some((from, to)) = read_months(rest) {
        return match (from, to) {
            (1, 12) => of(""),
            (1, 6) => of("H1"),
            (7, 12) => of("H2"),
            _ if to == from + 2 && from % 3 == 1 => of(&format!("Q{}", to / 3)),
            _ => None,
        };
    }
    if let Some((first, last)) = read_range(&text, year) {
        let label = match (first.month(), last.month()) {
            (1, 12) => String::new(),
            (1, 6) => "H1".to_owned(),
            (7, 12) => "H2".to_owned(),
            (from, to) if from == to => format!("-{from:02}"),
            (_, to) => format!("Q{}", to / 3),
        };
        let period = Period::parse(&format!("{:04}{label}", first.year()))?;
        return (period.from() == first && period.to() == last).then_some(period);
    }
    // 3月 and 2025.3 as dates have them; 2.5 or 25.3 without 月 may be anything.
    let is_month = rest.contains('月') || own_year.is_some() || text.len() == 6;
    match read_date(&text, year).filter(|_| is_month) {
        Some(Written::Month(year, month)) => Period::parse(&format!("{year:04}-{month:02}")),
        _ => None,
    }
}

/// Reads a bare month, where the place says that it is one: 3, 03, 三, 3月. 1 to 12.
#[must_use]
pub fn read_bare_month(text: &str) -> Option<u32> {
    if text.len() > LONGEST {
        return None;
    }
    let text = compact(text);
    let text = text.strip_suffix('份').filter(|month| month.ends_with('月')).unwrap_or(&text);
    let month = text.strip_suffix('月').unwrap_or(text);
    if month == "元" {
        return Some(1);
    }
    number(month).filter(|month| (1..=12).contains(month))
}

/// A number of at most two digits, in either script.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 2 {
        text.parse().ok()
    } else {
        read_numeral(text)
    }
}

/// The year at the beginning, and the rest. Two digits are a year only in front of something else: 5年 is a time.
fn split_year(text: &str) -> (Option<i32>, &str) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (written, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let after = rest.strip_prefix("年度").or(rest.strip_prefix('年'));
    let spelt = || {
        let (spelt, rest) = text.split_once('年')?;
        Some((i32::try_from(read_digits(spelt)?).ok()?, rest.strip_prefix('度').unwrap_or(rest)))
    };
    match (written.len(), written.parse::<i32>().ok(), after) {
        (4, Some(year @ 1990..=2100), after) => (Some(year), after.unwrap_or(rest)),
        (2, Some(year @ 0..=39), Some(after)) if !after.is_empty() => (Some(2000 + year), after),
        (0, ..) => match spelt() {
            Some((year @ 1990..=2100, rest)) => (Some(year), rest),
            _ => (None, text),
        },
        _ => (None, text),
    }
}

/// 第一季度, 一季度, 1季度, Q1.
fn read_quarter(text: &str) -> Option<u32> {
    let number = match text.strip_prefix(['Q', 'q']) {
        Some(number) => number.parse().ok().filter(|_| number.len() == 1),
        None => {
            let bare = text.strip_suffix("季度").or(text.strip_suffix('季'))?;
            number(bare.strip_prefix('第').unwrap_or(bare))
        }
    };
    number.filter(|quarter| (1..=4).contains(quarter))
}

/// 1-6月, 1月至6月, 4—6月份: the first month and the last.
fn read_months(text: &str) -> Option<(u32, u32)> {
    let bare = text.strip_suffix('份').unwrap_or(text).strip_suffix('月')?;
    let (from, to) = bare.split_once(['-', '~', '至', '到', '—', '–', '、'])?;
    let (from, to) = (read_bare_month(from)?, read_bare_month(to)?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        read_period(text, Some(2025)).map(|period| period.to_string())
    }

    #[test]
    fn periods_are_read_in_every_spelling() {
        for (label, spellings) in [
            ("2025", &["2025", "2025年", "2025年度", "２０２５年度", "二〇二五年度", "全年", "本年度", "1-12月"][..]),
            ("2025", &["2025年1月1日至12月31日", "2025年1-12月", "2025.1.1-2025.12.31"]),
            ("2024", &["2024年度", "2024", "二零二四年"]),
            ("2025H1", &["上半年", "2025年上半年", "2025上半年", "25年上半年", "2025H1", "1-6月", "2025年1月—6月"]),
            ("2025H2", &["下半年", "2025年度下半年", "7月至12月"]),
            (
                "2025Q1",
                &["第一季度", "第1季度", "一季度", "1季度", "2025Q1", "Q1", "2025年Q1", "2025年第一季度", "1-3月份"],
            ),
            ("2025Q4", &["第四季度", "四季度", "2025-Q4", "10—12月", "二〇二五年第四季度", "第 四 季 度"]),
            (
                "2025-03",
                &["3月", "３月", "三月", "三月份", "3月份", "03月", "2025年3月", "2025年3月份", "2025.3", "2025-03"],
            ),
            ("2025-03", &["2025/3", "202503", "25年3月", "二〇二五年三月", "2025年3月1日-31日", "2025年三月"]),
            ("2025-01", &["元月", "1月"]),
            ("2025-12", &["12月", "十二月份", "2025.12"]),
        ] {
            for text in spellings {
                assert_eq!(read(text).as_deref(), Some(label), "{text}");
            }
        }
        assert_eq!(read_period("3月", None), None);
        assert_eq!(read_period("第一季度", None), None);
        assert_eq!(read_period("2025年第一季度", None), Period::parse("2025Q1"));
    }

    #[test]
    fn what_names_no_period_is_none() {
        let long = "1".repeat(100_000);
        for text in [
            "",
            "3",
            "12",
            "25",
            "5年",
            "25年",
            "2.5",
            "3.15",
            "3-15",
            "3月15日",
            "2025年3月15日",
            "三个月",
            "第五季度",
            "四个季度",
            "13月",
            "0月",
            "3-5月",
            "2-7月",
            "6-1月",
            "2025年1月1日至6月29日",
            "一年",
            "年度",
            "合计",
            "季度",
            "月份",
            "月",
            "第一、二季度",
            "2025年13月",
            "1889",
            "20250315",
            "45731",
            "Q12",
            "250315",
            &long,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_bare_month_is_read_where_it_is_asked_for() {
        for (text, month) in
            [("3", 3), ("03", 3), ("３", 3), ("三", 3), ("十二", 12), ("3月", 3), ("3月份", 3), ("元月", 1)]
        {
            assert_eq!(read_bare_month(text), Some(month), "{text}");
        }
        for text in ["", "0", "13", "003", "3份", "合计", "-3", "月", "3.0"] {
            assert_eq!(read_bare_month(text), None, "{text}");
        }
    }
}
