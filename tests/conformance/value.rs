//! Values of an expectation against those of a result.

use rust_decimal::Decimal;
use serde_json::Value;

/// What of an expected value a result does not bear out: the key's path, what was expected, what was got.
pub type Difference = (String, String, String);

/// Compares what the author wrote with what came out, and counts the figures. Of an object only the author's keys count; `null` is
/// also an object of nothing but nulls, and an empty list or object a key that is absent.
pub fn compare(key: &str, expected: &Value, got: Option<&Value>, figures: &mut usize, found: &mut Vec<Difference>) {
    match (expected, got) {
        (Value::Object(keys), got) if !keys.is_empty() && got.is_none_or(|it| it.is_object() || it.is_null()) => {
            for (inner, expected) in keys {
                let got = got.and_then(|it| it.get(inner)).or(got.filter(|it| it.is_null()));
                compare(&format!("{key}.{inner}"), expected, got, figures, found);
            }
        }
        _ => {
            *figures += 1;
            if !is_same(expected, got) {
                found.push((key.to_owned(), shown(Some(expected)), shown(got)));
            }
        }
    }
}

/// Whether the result says what the author expects.
pub fn is_same(expected: &Value, got: Option<&Value>) -> bool {
    match (expected, got) {
        (Value::Null, Some(Value::Object(keys))) => keys.values().all(Value::is_null),
        (Value::Array(items), None) => items.is_empty(),
        (Value::Object(keys), None) => keys.is_empty(),
        (_, None) => false,
        (Value::Object(keys), Some(got)) => keys.iter().all(|(key, expected)| is_same(expected, got.get(key))),
        (Value::Array(expected), Some(Value::Array(got))) => {
            expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| is_same(expected, Some(got)))
        }
        (Value::String(_) | Value::Number(_), Some(Value::String(_) | Value::Number(_))) => {
            let (expected, got) = (text(expected), text(got.unwrap_or(&Value::Null)));
            expected == got || Decimal::from_str_exact(&expected).is_ok_and(|it| it.normalize().to_string() == got)
        }
        (expected, Some(got)) => expected == got,
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value as a person reads it.
pub fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| shown(Some(item))).collect();
            format!("[{}]", items.join("、"))
        }
        Some(value) => text(value),
    }
}
