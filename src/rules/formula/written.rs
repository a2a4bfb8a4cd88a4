//! A formula as a rule set writes it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::FormulaError;
use super::expr::{Expr, Name};
use super::parser::parse;

/// A formula as a rule set writes it: a text, a whole number (`points = 2`), or yes and no (`if = true`). It keeps the
/// text as written; two are equal where they mean the same.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    expr: Expr<Name>,
}

impl Formula {
    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree that it reads into.
    #[must_use]
    pub const fn expr(&self) -> &Expr<Name> {
        &self.expr
    }
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.expr == other.expr
    }
}

impl Eq for Formula {}

impl FromStr for Formula {
    type Err = FormulaError;
    fn from_str(text: &str) -> Result<Self, FormulaError> {
        Ok(Self { text: text.to_owned(), expr: parse(text)? })
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Formula {
    /// From a text, a whole number, or true and false. A TOML or JSON float has already lost its digits and is refused.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Formula;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("公式（加引号），或整数；小数也加引号（如 \"0.5\"）")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Formula, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Formula, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Formula, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_bool<E: serde::de::Error>(self, truth: bool) -> Result<Formula, E> {
                self.visit_str(if truth { "yes" } else { "no" })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Points;
    use crate::rules::read_toml;

    #[derive(Debug, Deserialize, Serialize)]
    struct Sample {
        points: Formula,
    }

    #[test]
    fn a_formula_is_a_text_or_a_whole_number() {
        for (written, number) in [("2", "2"), ("-60", "-60"), ("'0.5'", "0.5"), ("'60%'", "0.6"), ("\"1.50\"", "1.5")] {
            let sample: Sample = read_toml(&format!("points = {written}")).unwrap();
            assert_eq!(sample.points.expr(), &Expr::Number(Points::parse(number).unwrap()), "{written}");
        }
        let sample: Sample = read_toml("points = true").unwrap();
        assert_eq!(sample.points.expr(), &Expr::Truth(true));
        let sample: Sample = read_toml("points = '20*present ／ due'").unwrap();
        assert_eq!(sample.points.text(), "20*present ／ due");
        assert_eq!(toml::to_string(&sample).unwrap(), "points = \"20*present ／ due\"\n");
    }

    #[test]
    fn mistakes_are_told_in_chinese() {
        for (written, message) in [
            ("'2 +'", "公式第 4 个字处：公式到这里断了，后面还要有数字、名称、文字或左括号。"),
            ("0.5", "这里要写公式（加引号），或整数；小数也加引号（如 \"0.5\"）。"),
        ] {
            assert_eq!(read_toml::<Sample>(&format!("points = {written}")).unwrap_err().message, message);
        }
    }
}
