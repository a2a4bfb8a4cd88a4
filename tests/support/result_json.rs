//! 结果.json as other programs read it: plain JSON, and none of our own types.
#![allow(dead_code, reason = "each test file uses a part of it")]

use rust_decimal::Decimal;
use serde_json::Value;

/// A list in it.
#[track_caller]
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

/// A text in it; empty where it is null.
#[track_caller]
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    match &value[key] {
        Value::Null if value.get(key).is_some() => "",
        Value::String(text) => text,
        _ => panic!("{key} is no text in {value}"),
    }
}

/// A decimal in it, exact. It must be written in its shortest form.
#[track_caller]
pub fn decimal(value: &Value, key: &str) -> Decimal {
    let written = text(value, key);
    let number = Decimal::from_str_exact(written).unwrap_or_else(|_| panic!("{key} is no decimal in {value}"));
    assert_eq!(number.normalize().to_string(), written, "{key} is not in its shortest form");
    number
}

/// The row, from 1, that a cell or a range begins in; `None` where there is no cell.
pub fn row(cell: &str) -> Option<u32> {
    let first = cell.split(':').next()?;
    first.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).parse().ok()
}

/// The texts of a list of texts.
#[track_caller]
pub fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    list(value, key).iter().map(|text| text.as_str().unwrap_or_else(|| panic!("{text} is no text"))).collect()
}
