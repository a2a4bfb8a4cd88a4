//! Values of TOML, as far as rule sets have them.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::rules::{TomlError, read_toml};

/// A value. Decimals are texts: `"1.5"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Words, a formula, a decimal.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Yes(bool),
    /// A day.
    Day(NaiveDate),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order in which it is written.
    Table(Vec<Entry>),
}

/// A key of a table, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where it stands in the text, in bytes; 0 where it comes from no text.
    pub at: usize,
    /// The value.
    pub node: Node,
}

impl Entry {
    /// An entry that comes from no text.
    pub fn new(key: impl Into<String>, node: Node) -> Self {
        Self { key: key.into(), at: 0, node }
    }
}

impl Node {
    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole text of a rule set as a table.
    pub fn parse(text: &str) -> Result<Vec<Entry>, TomlError> {
        // For the mistakes in the syntax, which are told in Chinese there.
        read_toml::<toml::Table>(text)?;
        let at = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
        let table = DeTable::parse(text).map_err(|error| TomlError::at(text, at(&error), error.message()))?;
        entries(text, table.get_ref())
    }
}

/// The entries of a table, in the order of the text.
fn entries(text: &str, table: &DeTable<'_>) -> Result<Vec<Entry>, TomlError> {
    let mut found = table
        .iter()
        .map(|(key, value)| {
            let at = key.span().start;
            Ok(Entry { key: key.get_ref().to_string(), at, node: node(text, value)? })
        })
        .collect::<Result<Vec<Entry>, TomlError>>()?;
    found.sort_by_key(|entry| entry.at);
    Ok(found)
}

fn node(text: &str, value: &Spanned<DeValue<'_>>) -> Result<Node, TomlError> {
    let wrong = |message: &str| TomlError::at(text, value.span().start, message);
    Ok(match value.get_ref() {
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            Node::Whole(i64::from_str_radix(&digits, number.radix()).map_err(|_| wrong("数字太大。"))?)
        }
        DeValue::Float(number) => Node::Text(number.as_str().replace('_', "")),
        DeValue::Boolean(yes) => Node::Yes(*yes),
        DeValue::Datetime(date) => Node::Day(day(date).ok_or_else(|| wrong("这里只能写日期，如 2026-01-01。"))?),
        DeValue::Array(values) => Node::List(values.iter().map(|value| node(text, value)).collect::<Result<_, _>>()?),
        DeValue::Table(table) => Node::Table(entries(text, table)?),
    })
}

fn day(date: &Datetime) -> Option<NaiveDate> {
    let only = date.date.filter(|_| date.time.is_none() && date.offset.is_none())?;
    NaiveDate::from_ymd_opt(only.year.into(), only.month.into(), only.day.into())
}
