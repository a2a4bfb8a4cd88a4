//! What a cell shows, as a program writes it into a csv.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::sheets::{Cell, Kind};

/// The cell's text; `None` where what it shows is not all that it holds, and for formulas without a value.
pub fn shown(cell: &Cell) -> Option<String> {
    let format = cell.format.as_deref();
    Some(match &cell.kind {
        Kind::Empty | Kind::Left | Kind::Above => String::new(),
        Kind::Text(text) | Kind::Error(text) => text.clone(),
        Kind::Bool(said) => if *said { "TRUE" } else { "FALSE" }.to_owned(),
        Kind::Number(number) => {
            let number = Decimal::from_str_exact(number).ok()?;
            match format {
                None | Some("General" | "@") => number.normalize().to_string(),
                Some(format) => shown_number(number, format)?,
            }
        }
        Kind::Date(day) => shown_day(*day, format.unwrap_or("yyyy/m/d"))?,
        Kind::Formula(_, None) => return None,
        Kind::Formula(_, Some(_)) => shown(&cell.stored())?,
    })
}

/// A piece of a number format: what is shown as it stands, or signs that stand for the number.
#[derive(Debug, PartialEq)]
enum Piece {
    Literal(String),
    Signs(String),
}

/// The pieces of a format's first section.
fn pieces(format: &str, is_sign: impl Fn(char) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => pieces.push(Piece::Literal(letters.by_ref().take_while(|it| *it != '"').collect())),
            '[' => drop(letters.by_ref().find(|it| *it == ']')),
            '\\' => pieces.extend(letters.next().map(|it| Piece::Literal(it.to_string()))),
            '_' | '*' => drop(letters.next()),
            letter if is_sign(letter) => match pieces.last_mut() {
                Some(Piece::Signs(signs)) => signs.push(letter),
                _ => pieces.push(Piece::Signs(letter.to_string())),
            },
            letter => pieces.push(Piece::Literal(letter.to_string())),
        }
    }
    pieces
}

fn shown_number(number: Decimal, format: &str) -> Option<String> {
    let pieces = pieces(format, |letter| "0#,.".contains(letter));
    let percent = pieces.contains(&Piece::Literal("%".to_owned()));
    let value = if percent { number * Decimal::ONE_HUNDRED } else { number };
    let mut text = String::new();
    let mut signs = 0;
    for piece in &pieces {
        match piece {
            Piece::Literal(literal) if ["?", "/", "E", "@"].contains(&literal.as_str()) => return None,
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Signs(pattern) => {
                signs += 1;
                text.push_str(&digits(value.abs(), pattern)?);
            }
        }
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    (signs == 1).then(|| format!("{sign}{text}"))
}

/// The number in a pattern such as `#,##0.00`; `None` where digits are lost.
fn digits(value: Decimal, pattern: &str) -> Option<String> {
    let (whole, part) = pattern.split_once('.').unwrap_or((pattern, ""));
    let places = u32::try_from(part.len()).ok()?;
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if rounded != value {
        return None;
    }
    let least = part.chars().filter(|it| *it == '0').count();
    let written = rounded.normalize().to_string();
    let (before, after) = written.split_once('.').unwrap_or((&written, ""));
    let width = whole.chars().filter(|it| *it == '0').count();
    let before = format!("{before:0>width$}");
    let grouped: String = if whole.contains(',') {
        let from_end = |index: usize| before.len() - index;
        let comma = |index: usize| index > 0 && from_end(index).is_multiple_of(3);
        before.char_indices().flat_map(|(at, it)| comma(at).then_some(',').into_iter().chain([it])).collect()
    } else {
        before
    };
    let after = format!("{after:0<least$}");
    Some(if after.is_empty() { grouped } else { format!("{grouped}.{after}") })
}

fn shown_day(day: NaiveDate, format: &str) -> Option<String> {
    let (mut text, mut has) = (String::new(), [false; 3]);
    for piece in pieces(format, |letter| "ymdhsa".contains(letter)) {
        let signs = match piece {
            Piece::Literal(literal) if literal == "@" => return None,
            Piece::Literal(literal) => {
                text.push_str(&literal);
                continue;
            }
            Piece::Signs(signs) => signs,
        };
        for part in signs.as_bytes().chunk_by(|a, b| a == b) {
            let (index, shown) = match (part[0], part.len()) {
                (b'y', 4) => (0, day.year().to_string()),
                (b'm', 1) => (1, day.month().to_string()),
                (b'm', 2) => (1, format!("{:02}", day.month())),
                (b'd', 1) => (2, day.day().to_string()),
                (b'd', 2) => (2, format!("{:02}", day.day())),
                _ => return None,
            };
            has[index] = true;
            text.push_str(&shown);
        }
    }
    has.iter().all(|it| *it).then_some(text)
}

#[test]
fn cells_show_what_their_format_says() {
    for (cell, expected) in [
        ("0.85", Some("0.85")),
        ("12.50", Some("12.5")),
        ("{0.85|0%}", Some("85%")),
        ("{0.855|0%}", None),
        ("{-2|0.00}", Some("-2.00")),
        ("{3|0\"分\"}", Some("3分")),
        ("{3|000}", Some("003")),
        ("{1234567|#,##0.0#;[红色]-0}", Some("1,234,567.0")),
        ("{0.5|# ?/?}", None),
        ("2025-03-05", Some("2025/3/5")),
        ("{2025-03-05|yyyy\"年\"m\"月\"d\"日\";@}", Some("2025年3月5日")),
        ("{2025-03-05|[$-804]yyyymmdd}", Some("20250305")),
        ("{2025-03-05|m\"月\"d\"日\"}", None),
        ("=A1 => {0.5|0%}", Some("50%")),
        ("=A1 =>", None),
        ("#REF!", Some("#REF!")),
        ("TRUE", Some("TRUE")),
        ("'021", Some("021")),
    ] {
        assert_eq!(shown(&crate::sheets::cells::cell(cell).unwrap()).as_deref(), expected, "{cell}");
    }
}
