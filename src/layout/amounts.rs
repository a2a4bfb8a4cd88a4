//! A number with what it counts: 3分, 一分半, 两次, 1,200, 85%, ½.

use super::numerals::{digit, is_numeral, read_numeral};
use crate::model::Points;

/// What a figure counts by the word behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing stands behind it.
    None,
    /// 分.
    Points,
    /// 次, 件, 个月 and the like.
    Times,
    /// 百分之, %.
    Percent,
}

/// A number without sign and what stands behind it.
#[derive(Clone, Copy)]
pub struct Amount {
    /// The number.
    pub number: Points,
    /// What stands behind it.
    pub unit: Unit,
}

/// Reads 3, 3分, 一分半, 两次, 85%, 百分之八十五, 二分之一.
#[must_use]
pub fn read_amount(text: &str) -> Option<Amount> {
    if let Some(number) = text.strip_suffix('%') {
        return hundredth(read_number(number)?);
    }
    if let Some((parts, number)) = text.split_once("分之") {
        if matches!(parts, "百" | "一百") {
            return hundredth(read_number(number)?);
        }
        let number = divided(read_numeral(number)?, read_numeral(parts)?)?;
        return Some(Amount { number, unit: Unit::None });
    }
    if let Some(behind) = text.strip_prefix('半') {
        let (number, unit) = split_unit(behind);
        return number.is_empty().then_some(Amount { number: half(), unit });
    }
    if let Some(before) = text.strip_suffix('半') {
        let (number, unit) = split_unit(before);
        let whole = read_number(number)?.as_count()?;
        return (unit != Unit::None).then(|| Amount { number: Points::whole(whole.into()) + half(), unit });
    }
    let (number, unit) = split_unit(text);
    Some(Amount { number: read_number(number)?, unit })
}

fn half() -> Points {
    Points::whole(1) / Points::whole(2)
}

fn hundredth(number: Points) -> Option<Amount> {
    let number = number / Points::whole(100);
    Points::from_decimal(number.to_decimal()).filter(|read| *read == number)?;
    Some(Amount { number, unit: Unit::Percent })
}

/// What is counted; several may stand together: 3人次, 2个月.
const COUNTED: [char; 19] =
    ['次', '件', '个', '月', '户', '天', '篇', '条', '场', '回', '项', '起', '期', '遍', '人', '名', '家', '批', '趟'];

fn split_unit(text: &str) -> (&str, Unit) {
    if let Some(number) = text.strip_suffix('分') {
        return (number, Unit::Points);
    }
    let number = text.trim_end_matches(COUNTED);
    (number, if number.len() == text.len() { Unit::None } else { Unit::Times })
}

/// A number that is not negative: 1.5, .5, 1,200, 1/2, ½, 十二, 零点五.
fn read_number(text: &str) -> Option<Points> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() || first == '.' {
        return read_ascii(text);
    }
    if is_numeral(first) {
        return read_spelt(text);
    }
    read_glyph(first).filter(|_| text.len() == first.len_utf8())
}

fn read_ascii(text: &str) -> Option<Points> {
    if text.starts_with('.') {
        return Points::parse(&format!("0{text}")).ok();
    }
    if let Ok(points) = Points::parse(text) {
        return Some(points);
    }
    if let Some((over, under)) = text.split_once('/') {
        let quarters = match (over, under) {
            ("1", "4") => 1,
            ("1", "2") => 2,
            ("3", "4") => 3,
            _ => return None,
        };
        return divided(quarters, 4);
    }
    if let Some((at, glyph)) = text.char_indices().next_back().filter(|(_, c)| !c.is_ascii()) {
        let whole = text.get(..at).filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()))?;
        return Some(Points::parse(whole).ok()? + read_glyph(glyph)?);
    }
    grouped(text)
}

/// Thousands set off by commas, all of them as they should be: 1,200.50.
fn grouped(text: &str) -> Option<Points> {
    let (whole, places) = text.split_once('.').map_or((text, None), |(whole, places)| (whole, Some(places)));
    let mut groups = whole.split(',');
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
    let is_grouped = is_first && groups.all(|group| group.len() == 3);
    if !is_grouped || places.is_some_and(|places| places.contains(',')) {
        return None;
    }
    Points::parse(&text.replace(',', "")).ok()
}

/// ½ and its like, as far as they are decimals.
fn read_glyph(glyph: char) -> Option<Points> {
    let (over, under) = match glyph {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    divided(over, under)
}

/// The quotient, where it is a decimal that can be read.
fn divided(over: u32, under: u32) -> Option<Points> {
    let points = (under != 0).then(|| Points::whole(over.into()) / Points::whole(under.into()))?;
    Points::from_decimal(points.to_decimal()).filter(|read| *read == points)
}

/// 十二, 二〇 (where a 〇 shows that digits stand side by side), 零点五.
fn read_spelt(text: &str) -> Option<Points> {
    let Some((whole, places)) = text.split_once('点') else {
        if let Some(number) = read_numeral(text) {
            return Some(Points::whole(number.into()));
        }
        let digits: Option<String> = text.chars().map(|c| char::from_digit(digit(c)?, 10)).collect();
        return digits
            .filter(|digits| digits.contains('0') && !digits.starts_with('0'))
            .and_then(|d| Points::parse(&d).ok());
    };
    let whole = read_numeral(whole)?;
    let places: Option<String> = places.chars().map(|c| char::from_digit(digit(c)?, 10)).collect();
    Points::parse(&format!("{whole}.{}", places?)).ok()
}
