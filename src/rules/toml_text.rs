//! Reading TOML that people write: mistakes are told in Chinese, with line and column and the nearest known word.

use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use crate::model::text::is_one_slip_apart;

/// A mistake in a TOML text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{message}")]
pub struct TomlError {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

impl TomlError {
    /// A mistake at a place of a text, counted in bytes.
    #[must_use]
    pub fn at(text: &str, place: usize, message: impl Into<String>) -> Self {
        let before = text.get(..place.min(text.len())).unwrap_or(text);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1,
            message: message.into(),
        }
    }
}

/// Reads a value from TOML.
///
/// # Errors
/// [`TomlError`] where the text is no TOML, or has a key or value that is not known.
pub fn read_toml<T: DeserializeOwned>(text: &str) -> Result<T, TomlError> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        TomlError::at(text, at, in_chinese(error.message()))
    })
}

/// A day that has to be written: 2025-07-01.
pub fn the_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    let day = written.date.filter(|_| written.time.is_none());
    day.and_then(|day| NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day)))
        .ok_or_else(|| D::Error::custom("这里要写一天，如 2025-07-01"))
}

/// A day that may be written.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    the_day(deserializer).map(Some)
}

/// A `true` that makes a choice; `false` would say nothing.
pub fn only_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    let written = bool::deserialize(deserializer)?;
    if written { Ok(()) } else { Err(D::Error::custom("这里只能写 true，不要的就不写")) }
}

/// What serde and toml say, as far as people meet it.
fn in_chinese(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let first = quoted.next().unwrap_or_default();
    let known: Vec<&str> = quoted.collect();
    let choice = || {
        let near =
            known.iter().find(|word| is_one_slip_apart(word, first) || word.contains(first) || first.contains(*word));
        let near = near.map_or_else(String::new, |near| format!("是不是「{near}」？"));
        format!("{near}可以写的有：{}", known.join("、"))
    };
    if message.starts_with("unknown field") {
        format!("不认识「{first}」。{}。", choice())
    } else if message.starts_with("unknown variant") {
        format!("不能写「{first}」。{}。", choice())
    } else if message.starts_with("missing field") {
        format!("缺少「{first}」。")
    } else if message.starts_with("invalid unquoted key") {
        "等号左边的名称不是字母、数字的，要加引号，如 \"姓名\" = …。".to_owned()
    } else if message.starts_with("duplicate key") {
        "同一个名称写了两次。".to_owned()
    } else if message.contains("expected") && message.starts_with("invalid type") {
        let expected = message.rsplit("expected ").next().unwrap_or_default();
        if expected.is_ascii() {
            "这里写的内容种类不对（例如该写数字却写了文字）。".to_owned()
        } else {
            format!("这里要写{expected}。")
        }
    } else if message.is_ascii() {
        format!("写法不对（{message}）。")
    } else {
        message.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[expect(dead_code, reason = "only read")]
        township: String,
        #[expect(dead_code, reason = "only read")]
        points: Option<crate::model::Points>,
    }

    #[test]
    fn mistakes_are_told_in_chinese_with_their_place() {
        for (text, line, column, message) in [
            (
                "township = '甲'\ntownshp = '乙'",
                2,
                1,
                "不认识「townshp」。是不是「township」？可以写的有：township、points。",
            ),
            ("points = 1", 1, 1, "缺少「township」。"),
            ("township = 3", 1, 12, "这里写的内容种类不对（例如该写数字却写了文字）。"),
            ("township = '甲'\npoints = 1.5", 2, 10, "这里要写整数，或加引号的小数（如 \"1.5\"）。"),
            ("乡镇 = '甲'", 1, 1, "等号左边的名称不是字母、数字的，要加引号，如 \"姓名\" = …。"),
            ("township = '甲'\ntownship = '乙'", 2, 1, "同一个名称写了两次。"),
        ] {
            let error = read_toml::<Sample>(text).unwrap_err();
            assert_eq!((error.line, error.column, error.message.as_str()), (line, column, message), "{text}");
        }
    }
}
