//! The notation of one row of a sheet.

use chrono::NaiveDate;

use super::{Cell, Kind, Row};

const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];

/// Reads a line of a sheet.
pub fn row(line: &str) -> Result<Row, String> {
    let (hidden, line) = line.strip_prefix('~').map_or((false, line), |rest| (true, rest));
    if line.trim_matches(' ') == "|" {
        return Ok(Row { hidden, cells: Vec::new() });
    }
    let cells = split(line)?.iter().map(|text| cell(text)).collect::<Result<_, _>>()?;
    Ok(Row { hidden, cells })
}

/// The cells' texts: a bar with a blank or the line's end on both sides stands between them.
pub fn split(line: &str) -> Result<Vec<String>, String> {
    let letters: Vec<char> = line.trim_matches(' ').chars().collect();
    let is_blank = |index: Option<usize>| index.and_then(|it| letters.get(it)).is_none_or(|it| *it == ' ');
    let mut parts = vec![String::new()];
    for (index, letter) in letters.iter().enumerate() {
        let escaped = index > 0 && letters[index - 1] == '\\';
        if *letter == '|' && !escaped && is_blank(index.checked_sub(1)) && is_blank(Some(index + 1)) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(*letter);
        }
    }
    for part in &mut parts {
        *part = part.trim_matches(' ').to_owned();
        if !part.starts_with('{') && part.replace("\\|", "").contains('|') {
            return Err(format!("「{part}」 holds a bar: write \\| for it, or blanks around it"));
        }
    }
    Ok(parts)
}

/// Reads one cell.
pub fn cell(text: &str) -> Result<Cell, String> {
    let kind = match text {
        "" => Kind::Empty,
        "<" => Kind::Left,
        "^" => Kind::Above,
        "TRUE" => Kind::Bool(true),
        "FALSE" => Kind::Bool(false),
        error if ERRORS.contains(&error) => Kind::Error(error.to_owned()),
        _ => return other(text),
    };
    Ok(Cell::plain(kind))
}

fn other(text: &str) -> Result<Cell, String> {
    if let Some(forced) = text.strip_prefix('\'') {
        return Ok(Cell::plain(Kind::Text(unescaped(forced))));
    }
    if let Some(inner) = text.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
        let (value, format) = inner.split_once('|').ok_or_else(|| format!("{text} has no |format"))?;
        let inner = cell(value.trim_matches(' '))?;
        return match inner.kind {
            Kind::Left | Kind::Above => Err(format!("{text}: a merged cell has no format of its own")),
            kind => Ok(Cell { kind, format: Some(format.to_owned()) }),
        };
    }
    if let Some(formula) = text.strip_prefix('=') {
        let (formula, value) = formula.rsplit_once("=>").ok_or_else(|| {
            format!("{text} has no =>: write the stored value behind it, or nothing, or ' before a text")
        })?;
        let value = value.trim_matches(' ');
        let stored = if value.is_empty() { None } else { Some(Box::new(cell(value)?)) };
        return Ok(Cell::plain(Kind::Formula(unescaped(formula.trim_matches(' ')), stored)));
    }
    Ok(Cell::plain(match (number(text)?, day(text)?) {
        (true, _) => Kind::Number(text.to_owned()),
        (_, Some(day)) => Kind::Date(day),
        _ => Kind::Text(unescaped(text)),
    }))
}

fn unescaped(text: &str) -> String {
    text.replace('␠', " ").replace('⏎', "\n").replace("\\|", "|")
}

/// Whether it is a number: digits, with a point between digits, with a sign before them.
fn number(text: &str) -> Result<bool, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) {
        return Ok(false);
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(format!("{text} begins with 0: write '{text} for the text"));
    }
    Ok(true)
}

fn day(text: &str) -> Result<Option<NaiveDate>, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, it)| if [4, 7].contains(&at) { it == b'-' } else { it.is_ascii_digit() });
    if !shape {
        return Ok(None);
    }
    let day = text.parse().map_err(|_| format!("{text} is no day: write '{text} for the text"))?;
    Ok(Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        cell(text).unwrap().kind
    }

    fn text(text: &str) -> Kind {
        Kind::Text(text.to_owned())
    }

    #[test]
    fn rows_are_split_at_bars_with_blanks() {
        let row = row("~1 | {0.85|0%} |  | a\\|b | 王　伟 |").unwrap();
        assert!(row.hidden);
        let kinds: Vec<_> = row.cells.iter().map(|it| it.kind.clone()).collect();
        let number = |it: &str| Kind::Number(it.to_owned());
        assert_eq!(kinds, [number("1"), number("0.85"), Kind::Empty, text("a|b"), text("王　伟"), Kind::Empty]);
        assert_eq!(row.cells[1].format.as_deref(), Some("0%"));
        assert!(super::row(" | ").unwrap().cells.is_empty());
        assert!(super::row("a| b").is_err());
    }

    #[test]
    fn cells_have_kinds() {
        assert_eq!(kind("-0.5"), Kind::Number("-0.5".to_owned()));
        assert_eq!([kind("'021"), kind("+3"), kind("2."), kind("2025.3"), kind("1e3")].len(), 5);
        assert_eq!([kind("'021"), kind("+3"), kind("2."), kind("1e3")], ["021", "+3", "2.", "1e3"].map(text));
        assert_eq!(kind("2025-03-15"), Kind::Date(NaiveDate::from_ymd_opt(2025, 3, 15).unwrap()));
        assert_eq!([kind("'2025-03-15"), kind("2025-3-15")], ["2025-03-15", "2025-3-15"].map(text));
        assert_eq!(
            [kind("TRUE"), kind("#N/A"), kind("<")],
            [Kind::Bool(true), Kind::Error("#N/A".to_owned()), Kind::Left]
        );
        assert_eq!([kind("'<"), kind("␠a⏎b␠"), kind("'")], ["<", " a\nb ", ""].map(text));
        for wrong in ["021", "2025-02-30", "=SUM(A1)", "{3}", "{<|0}"] {
            assert!(cell(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn formulas_have_a_stored_value_or_none() {
        let formula = |it: &str, stored: Option<Cell>| Kind::Formula(it.to_owned(), stored.map(Box::new));
        assert_eq!(kind("=SUM(E3:E3) => 2"), formula("SUM(E3:E3)", Some(cell("2").unwrap())));
        assert_eq!(kind("=IF(A1>=2,1,0) =>"), formula("IF(A1>=2,1,0)", None));
        assert_eq!(cell("=A1 => 2025-03-15").unwrap().number_format(), Some("yyyy-mm-dd"));
        assert_eq!(cell("=A1 => {0.5|0%}").unwrap().stored(), cell("{0.5|0%}").unwrap());
    }
}
