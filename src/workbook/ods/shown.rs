//! The number format behind what a cell shows: the file keeps the text that was on the screen beside the value.

use crate::workbook::Value;

/// The format that shows the value so; nothing where the text tells none.
pub(super) fn format(value: &Value, shown: &str) -> Option<String> {
    match value {
        Value::Number(_) => number(shown.trim()),
        Value::Date(_) => day(shown.trim()).map(str::to_owned),
        _ => None,
    }
}

/// 12.50 is 0.00, 85.0% is 0.0%, 1,200 is #,##0; what is shown as it is stored has no format.
fn number(shown: &str) -> Option<String> {
    let (bare, percent) = shown.strip_suffix('%').map_or((shown, ""), |bare| (bare, "%"));
    let bare = bare.strip_prefix('-').unwrap_or(bare);
    let (whole, places) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(&whole.replace(',', "")) || !digits(places) || places.len() > 15 {
        return None;
    }
    let grouped = if whole.contains(',') { "#,##0" } else { "0" };
    // A whole number is shown so without any format, and one that ends in a digit may be.
    if percent.is_empty() && grouped == "0" && !places.ends_with('0') {
        return None;
    }
    let point = if places.is_empty() { "" } else { "." };
    Some(format!("{grouped}{point}{}{percent}", "0".repeat(places.len())))
}

fn day(shown: &str) -> Option<&'static str> {
    let numbers: Vec<&str> = shown.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    let is_day = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    let is_padded = month.len() == 2 && day.len() == 2;
    let format = match shown.chars().find(|c| !c.is_ascii_digit())? {
        '年' => "yyyy\"年\"m\"月\"d\"日\"",
        '/' if is_padded => "yyyy/mm/dd",
        '/' => "yyyy/m/d",
        '.' if is_padded => "yyyy.mm.dd",
        '.' => "yyyy.m.d",
        '-' if !is_padded => "yyyy-m-d",
        _ => return None,
    };
    is_day.then_some(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_what_it_shows() {
        for (shown, expected) in [
            ("12.50", Some("0.00")),
            ("-12.50", Some("0.00")),
            ("85%", Some("0%")),
            ("85.25%", Some("0.00%")),
            ("1,200.00", Some("#,##0.00")),
            ("1,200", Some("#,##0")),
            ("12.5", None),
            ("12", None),
            ("12 分", None),
            ("", None),
        ] {
            assert_eq!(number(shown).as_deref(), expected, "{shown}");
        }
        for (shown, expected) in [
            ("2025年3月5日", Some("yyyy\"年\"m\"月\"d\"日\"")),
            ("2025/3/5", Some("yyyy/m/d")),
            ("2025-03-05", None),
            ("3月5日", None),
        ] {
            assert_eq!(day(shown), expected, "{shown}");
        }
    }
}
