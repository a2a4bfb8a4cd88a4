//! A rule set as written in TOML, before references are resolved.

use serde::Deserialize;

use super::column::optional_columns;
use super::condition::ConditionText;
use super::{Article, Column, Line, Mark, Pricing, Quota, Rows, SameMatter, Scope, Step, TableLayout, Until};
use crate::model::{Points, Window};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: String,
    pub title: String,
    pub version: String,
    pub source: String,
    pub settles: Window,
    pub late_after: Option<LateText>,
    pub score: ScoreText,
    #[serde(default)]
    pub level: Vec<LevelName>,
    #[serde(default)]
    pub article: Vec<Article>,
    #[serde(default)]
    pub step: Vec<Step>,
    #[serde(default)]
    pub member: Vec<Column>,
    #[serde(default, deserialize_with = "optional_columns")]
    pub entry: Vec<Column>,
    #[serde(default)]
    pub table: Vec<TableText>,
    pub category: Vec<CategoryText>,
    pub veto: Option<VetoText>,
    pub quota: QuotaText,
    pub grade: Vec<GradeText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateText {
    pub days: u32,
    pub mark: Mark,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreText {
    pub title: String,
    pub of: Vec<String>,
    pub round: u32,
    pub article: String,
    pub mark: Mark,
}

/// A level's name and its other spellings, for all items.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelName {
    pub name: String,
    pub also: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementText {
    pub step: String,
    pub until: Until,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryText {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub article: String,
    pub full: Option<Points>,
    pub mark: Mark,
    #[serde(default)]
    pub deducts: bool,
    #[serde(default)]
    pub requires: Vec<RequirementText>,
    #[serde(default)]
    pub about: String,
    pub item: Vec<ItemText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemText {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub unit: String,
    pub price: Pricing,
    #[serde(default)]
    pub deducts: bool,
    pub start: Option<StartText>,
    pub full: Option<Points>,
    pub floor: Option<Points>,
    #[serde(default)]
    pub limits: Vec<LimitText>,
    pub same_matter: Option<SameMatter>,
    pub article: Option<String>,
    pub mark: Mark,
    #[serde(default)]
    pub text: String,
}

/// What an item begins with: `"full"` or a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum StartText {
    Full(Full),
    Points(Points),
}

#[derive(Debug, Deserialize)]
pub enum Full {
    #[serde(rename = "full")]
    Full,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitText {
    pub per: Window,
    pub times: Option<u32>,
    pub points: Option<Points>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VetoText {
    pub title: String,
    pub article: String,
    pub mark: Mark,
    pub grade: String,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub requires: Vec<RequirementText>,
    pub item: Vec<VetoItemText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VetoItemText {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaText {
    pub article: String,
    pub scope: Scope,
    pub order: Vec<String>,
    pub mark: Mark,
    #[serde(default)]
    pub about: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeText {
    pub title: String,
    #[serde(default)]
    pub stars: u32,
    pub article: String,
    pub mark: Mark,
    pub when: ConditionText,
    pub quota: Option<Quota>,
    pub falls_to: Option<String>,
    #[serde(default)]
    pub effects: Vec<String>,
    #[serde(default)]
    pub about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableText {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub layout: TableLayout,
    pub article: String,
    pub mark: Mark,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub rows: Rows,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub runs: Vec<Window>,
    #[serde(default)]
    pub head: Vec<Column>,
    #[serde(default)]
    pub column: Vec<Column>,
    #[serde(default)]
    pub label: Vec<Column>,
    #[serde(default)]
    pub sign: Vec<SignText>,
    pub empty: Option<String>,
    pub away: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignText {
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub about: String,
    pub enters: Option<EntersText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntersText {
    pub item: String,
    #[serde(default)]
    pub level: String,
}
