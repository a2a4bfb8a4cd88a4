//! A rule set as written in TOML, before references are resolved.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::column::optional_columns;
use super::grade::WhenText;
use super::{
    Alert, Amendment, Article, Bands, Case, Classes, Column, Combine, Consequence, Figure, Honour, Keep, Line, Mark,
    MostLines, Number, OwnCheck, Per, Presence, Pricing, Quota, RankedList, Repeat, Rows, Rule, Scale, Scope, Sentence,
    Share, Step, TableLayout, Ties, Until, Year,
};
use crate::model::{Points, Rounding, Window};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: String,
    pub title: String,
    pub version: String,
    pub source: String,
    pub settles: Window,
    #[serde(default)]
    pub name_column: Vec<String>,
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
    #[serde(default)]
    pub number: Vec<Number>,
    #[serde(default)]
    pub figure: Vec<Figure>,
    #[serde(default)]
    pub category: Vec<CategoryText>,
    #[serde(default)]
    pub together: Vec<TogetherText>,
    pub year: Option<Year>,
    pub class: Option<Classes>,
    pub presence: Option<Presence>,
    pub veto: Option<VetoText>,
    pub quota: Option<QuotaText>,
    #[serde(default)]
    pub scale: Vec<Scale>,
    #[serde(default)]
    pub grade: Vec<GradeText>,
    #[serde(default)]
    pub honour: Vec<Honour>,
    #[serde(default)]
    pub list: Vec<RankedList>,
    #[serde(default)]
    pub consequence: Vec<Consequence>,
    #[serde(default)]
    pub alert: Vec<Alert>,
    #[serde(default)]
    pub breakdown: Vec<Bands>,
    #[serde(default)]
    pub check: Vec<OwnCheck>,
    #[serde(default)]
    pub test: Vec<super::TestCase>,
    #[serde(default)]
    pub waive: Vec<super::Waiver>,
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
    pub round: u32,
    #[serde(default)]
    pub rounding: Rounding,
    pub start: Option<Rule>,
    pub floor: Option<Points>,
    pub cap: Option<Points>,
    #[serde(default)]
    pub missing: super::Missing,
    #[serde(default)]
    pub zero_on_veto: bool,
    pub article: String,
    pub mark: Mark,
    #[serde(default)]
    pub about: String,
}

/// A level's name and its other spellings, for all items; the lowest first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelName {
    pub name: String,
    #[serde(default)]
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
    #[serde(rename = "in")]
    pub parent: Option<String>,
    pub weight: Option<Share>,
    pub full: Option<Points>,
    pub start: Option<Rule>,
    pub floor: Option<Points>,
    pub cap: Option<Points>,
    #[serde(default)]
    pub exhausts: bool,
    #[serde(default)]
    pub combine: Combine,
    pub scale_to: Option<Points>,
    pub points: Option<Rule>,
    #[serde(default)]
    pub cases: Vec<Case>,
    pub shows: Option<Sentence>,
    pub applies: Option<Rule>,
    #[serde(default)]
    pub by_class: bool,
    pub per: Option<Window>,
    #[serde(default)]
    pub limits: Vec<LimitText>,
    pub mark: Mark,
    #[serde(default)]
    pub deducts: bool,
    #[serde(default)]
    pub requires: Vec<RequirementText>,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub item: Vec<ItemText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemText {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default = "times")]
    pub unit: String,
    pub price: Option<Pricing>,
    pub points: Option<Rule>,
    #[serde(default)]
    pub cases: Vec<Case>,
    pub shows: Option<Sentence>,
    pub factor: Option<Rule>,
    #[serde(default)]
    pub amended: Vec<Amendment>,
    #[serde(default)]
    pub deducts: bool,
    pub start: Option<Rule>,
    pub full: Option<FullText>,
    pub floor: Option<Points>,
    pub applies: Option<Rule>,
    #[serde(default)]
    pub limits: Vec<LimitText>,
    pub same_matter: Option<Keep>,
    pub once: Option<OnceText>,
    pub repeat: Option<Repeat>,
    pub quantity: Option<OneEach>,
    #[serde(default)]
    pub any_month: bool,
    pub lines: Option<MostLines>,
    #[serde(default)]
    pub group: String,
    pub article: Option<String>,
    pub mark: Mark,
    #[serde(default)]
    pub text: String,
}

fn times() -> String {
    "次".to_owned()
}

/// Full marks: a number, or by a fact of the member.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "满分要写成整数、加引号的小数，或 { by = \"…\", of = { … } }")]
pub enum FullText {
    Points(Points),
    By(FullByText),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullByText {
    pub by: String,
    pub of: BTreeMap<String, Points>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OneEach {
    One,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitText {
    pub per: Per,
    pub times: Option<u32>,
    pub points: Option<Points>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnceText {
    pub by: Vec<String>,
    pub per: Option<Per>,
    #[serde(default)]
    pub keep: Keep,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TogetherText {
    pub over: Vec<String>,
    pub per: Per,
    pub times: Option<u32>,
    pub points: Option<Points>,
    #[serde(default)]
    pub same: Vec<String>,
    #[serde(default)]
    pub keep: Keep,
    #[serde(default)]
    pub article: String,
    pub mark: Mark,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VetoText {
    pub title: String,
    pub article: String,
    pub mark: Mark,
    pub grade: Option<String>,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub requires: Vec<RequirementText>,
    pub repaired: Option<Rule>,
    #[serde(default)]
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
    #[serde(default)]
    pub order: Vec<Rule>,
    #[serde(default)]
    pub ties: Ties,
    #[serde(default)]
    pub runs: Vec<Window>,
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
    pub when: WhenText,
    pub quota: Option<Quota>,
    pub falls_to: Option<String>,
    #[serde(default)]
    pub runs: Vec<Window>,
    #[serde(default)]
    pub fills_gap: bool,
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
    #[serde(default)]
    pub blank: Vec<BlankText>,
    pub carries: Option<CarriesText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlankText {
    #[serde(rename = "if")]
    pub when: Rule,
    pub is: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriesText {
    pub item: String,
    pub day: String,
    pub sign: Option<String>,
    pub quantity: Option<String>,
    /// By item, the table in which it is a sign.
    #[serde(default, rename = "as")]
    pub to: BTreeMap<String, String>,
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
