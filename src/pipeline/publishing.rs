//! Whether and how results are made public: what the profile says of it, and what the command line says instead.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use super::profile::OneOrMany;
use crate::reports::{Mask, Order};

/// A publicity lasts so many working days, where nobody says otherwise.
const USUAL_DAYS: u16 = 5;

/// `[publicity]` of the profile.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublicityProfile {
    /// The first day.
    #[serde(deserialize_with = "day")]
    pub start: Option<NaiveDate>,
    /// How many working days it lasts.
    #[serde(deserialize_with = "days")]
    pub days: Option<u16>,
    /// Where to object: unit, address, telephone, a line each.
    pub to_whom: Option<OneOrMany>,
    /// Who signs for the township.
    pub issuer: Option<String>,
    /// How names are shown.
    pub mask: Option<Mask>,
    /// In which order.
    pub order: Option<Order>,
    /// Whether ranks are shown.
    pub ranking: Option<bool>,
    /// File with the township's own holidays, relative to the profile.
    pub holidays: Option<String>,
    /// File with the register of what was made public, relative to the profile.
    pub register: Option<String>,
    /// The 结果.json of the first publicity, relative to the profile.
    pub first: Option<String>,
}

/// What the command line says of it.
#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// Whether anything of it was asked for.
    pub asked: bool,
    /// Whether a provisional result is to be written too.
    pub provisional_too: bool,
    /// The first day.
    pub start: Option<NaiveDate>,
    /// How names are shown.
    pub mask: Option<Mask>,
    /// In which order.
    pub order: Option<Order>,
    /// Whether ranks are shown.
    pub ranking: bool,
    /// The 结果.json of the first publicity.
    pub since: Option<PathBuf>,
}

/// Both together.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// Whether a provisional result is written too.
    pub provisional_too: bool,
    /// The first day.
    pub start: Option<NaiveDate>,
    /// How many working days it lasts.
    pub days: u16,
    /// Where to object.
    pub to_whom: Vec<String>,
    /// Who signs for the township.
    pub issuer: Option<String>,
    /// How names are shown.
    pub mask: Mask,
    /// In which order.
    pub order: Order,
    /// Whether ranks are shown.
    pub ranking: bool,
    /// The 结果.json of the first publicity.
    pub first: Option<PathBuf>,
}

impl Publishing {
    /// What is to be done; `None` where neither asks for it. Names of files in the profile begin at its folder.
    #[must_use]
    pub fn of(profile: Option<&PublicityProfile>, options: &PublishOptions, base: &Path) -> Option<Self> {
        if profile.is_none() && !options.asked {
            return None;
        }
        let usual = PublicityProfile::default();
        let profile = profile.unwrap_or(&usual);
        let mask = options.mask.or(profile.mask).unwrap_or_default();
        // Numbers alone in the order of surnames would look like no order at all.
        let order = if mask == Mask::Number { Order::Roster } else { Order::Strokes };
        Some(Self {
            provisional_too: options.provisional_too,
            start: options.start.or(profile.start),
            days: profile.days.unwrap_or(USUAL_DAYS),
            to_whom: profile
                .to_whom
                .iter()
                .flat_map(OneOrMany::to_vec)
                .filter_map(|line| line_of_office(&line))
                .collect(),
            issuer: profile.issuer.clone(),
            mask,
            order: options.order.or(profile.order).unwrap_or(order),
            ranking: options.ranking || profile.ranking == Some(true),
            first: options.since.clone().or_else(|| profile.first.as_ref().map(|file| base.join(file))),
        })
    }

    /// How many working days a publicity has to last, also where nobody asks for one.
    #[must_use]
    pub fn days_of(publishing: Option<&Self>) -> usize {
        usize::from(publishing.map_or(USUAL_DAYS, |publishing| publishing.days))
    }
}

/// A line as it is printed. A bare number says what it is: the line lets a phone pass that stands in it, so it has to be
/// more than the phone.
fn line_of_office(line: &str) -> Option<String> {
    let line = line.trim();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '、' | '，' | '/' | '+');
    match line {
        "" => None,
        _ if line.chars().all(is_number) => Some(format!("电话：{line}")),
        _ => Some(line.to_owned()),
    }
}

/// A day, between quotes or not.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Day(toml::value::Datetime),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Text(text) => text,
        Written::Day(day) => day.to_string(),
    };
    let wrong = |_| serde::de::Error::custom(format!("「{text}」不是日期，要写 \"2026-01-12\" 这样的日期"));
    text.parse().map(Some).map_err(wrong)
}

/// So many days that somebody can wait for their end.
fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    let days = u16::deserialize(deserializer)?;
    if (1..=60).contains(&days) {
        return Ok(Some(days));
    }
    Err(serde::de::Error::custom(format!("公示 {days} 个工作日：要写 1 到 60")))
}
