//! Numbers with a name: in force from a day on, given or illustrative.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Mark;
use super::toml_text::day;
use crate::model::Points;

/// A number that rules refer to by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// Its name in formulas.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The number, where it has been the same all the time.
    pub value: Option<Points>,
    /// The numbers in turn, each from its day on; one without a day was there from the beginning.
    #[serde(default)]
    pub values: Vec<DatedValue>,
    /// Given or illustrative, for `value`.
    pub mark: Option<Mark>,
    /// Where the rulebook says so.
    #[serde(default)]
    pub article: String,
    /// Remarks.
    #[serde(default)]
    pub about: String,
}

/// A number from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedValue {
    /// The first day on which it is in force.
    #[serde(default, deserialize_with = "day")]
    pub since: Option<NaiveDate>,
    /// The number.
    pub value: Points,
    /// Given or illustrative.
    pub mark: Mark,
}

impl Number {
    /// The number in force on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<Points> {
        let dated = self.values.iter().filter(|dated| dated.since.is_none_or(|since| since <= day));
        dated.max_by_key(|dated| dated.since).map(|dated| dated.value).or(self.value)
    }

    /// Every number that it ever is.
    pub fn all(&self) -> impl Iterator<Item = Points> {
        self.value.into_iter().chain(self.values.iter().map(|dated| dated.value))
    }
}
