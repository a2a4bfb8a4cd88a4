//! Where a rule comes from, and which numbers a unit still has to replace by its own.

use serde::Deserialize;

/// Whether a number stands in the source, or is an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// 【原】 The source gives it.
    #[default]
    #[serde(rename = "原")]
    Given,
    /// 【示】 The source gives the structure and leaves the number to each unit.
    #[serde(rename = "示")]
    Illustrative,
}

impl Mark {
    /// The mark as printed.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Given => "【原】",
            Self::Illustrative => "【示】",
        }
    }
}

/// An article of the rulebook that no computation needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// 一, 二 …
    pub number: String,
    /// Its heading.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<Line>,
}

/// One paragraph.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Given or illustrative.
    pub mark: Mark,
}
