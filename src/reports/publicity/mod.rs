//! 公示: what is posted up, handed out and kept when results are made public.

mod changes;
mod list;
mod names;
mod notice;
mod reasons;
mod record;
mod slips;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::document::ResultDocument;
use crate::model::Book;
use crate::rules::RuleSet;

pub use changes::changed_members;
pub(super) use reasons::{Pending, Reasons, title_of};

/// The folder of it all, inside the output folder.
const FOLDER: &str = "公示";

/// How names are shown where everybody can read them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mask {
    /// As they are.
    #[default]
    None,
    /// 王*.
    Name,
    /// The roster's number alone.
    Number,
}

/// In which order members stand inside their branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// By the strokes of their surnames (姓氏笔画).
    Strokes,
    /// By score, the highest first.
    Score,
    /// As on the roster.
    Roster,
}

/// What the notices say beside the results.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// How many working days it lasts.
    pub days: usize,
    /// Where to object, a line each, printed as they are.
    pub to_whom: Vec<String>,
    /// Who signs for the township.
    pub issuer: Option<String>,
    /// How names are shown.
    pub mask: Mask,
    /// In which order.
    pub order: Order,
    /// Whether ranks are shown.
    pub ranking: bool,
    /// Whether a provisional result is written too.
    pub provisional_too: bool,
    /// What was published the first time, where this is the second: only what changed since is published.
    pub first: Option<Box<ResultDocument>>,
}

/// How the result is published: the key `publicity` of 结果.json.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicityResult {
    /// The first day; absent where nobody said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How many working days it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<usize>,
    /// The years in it of which no holidays are known: weekdays were counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years_without_holidays: Vec<i32>,
    /// How names are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Mask>,
    /// In which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// Whether ranks are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranking: Option<bool>,
    /// Which time it is: 1, or 2 where only what changed is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// What the register tells, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<PublicityRound>,
}

/// A row of the register (公示登记).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicityRound {
    /// 批次, as written.
    pub round: String,
    /// 范围: a branch, or the township.
    pub scope: String,
    /// The label of the period, where it can be told; else as written.
    pub period: String,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Working days between them, both included.
    pub working_days: Option<usize>,
    /// 方式/地点.
    pub place: String,
    /// How many objections were counted.
    pub objections: Option<usize>,
    /// 复核结果.
    pub review: String,
    /// 公示结果.
    pub outcome: String,
    /// 记录人.
    pub by: String,
    /// Where it stands: 公示登记.xlsx「公示登记」A4:K4.
    pub source: String,
}

/// A file to be written: its path below the output folder, and what is in it.
pub type PublicityFile = (String, Book);

/// All files of a publication; none of notices where a second one has no changes to tell.
#[must_use]
pub fn publicity_files(result: &ResultDocument, rules: &RuleSet, notice: &Notice) -> Vec<PublicityFile> {
    let mut files = Vec::new();
    let mut add = |name: &str, book: Book| files.push((format!("{FOLDER}/{name}"), book));
    match &notice.first {
        None => {
            add("公示（全乡镇）.xlsx", notice::township(result, rules, notice));
            add("公示（各支部）.xlsx", notice::branches(result, rules, notice));
        }
        Some(first) => {
            if let Some(book) = changes::book(result, rules, notice, first) {
                add("第二次公示（只列变动）.xlsx", book);
            }
        }
    }
    add("公示情况记录.xlsx", record::book(result, rules, notice));
    for (name, book) in slips::books(result, rules, notice) {
        add(&format!("告知单/{name}.xlsx"), book);
    }
    files
}

/// 2026年1月12日; a blank to be filled in where nobody knows.
fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(
        || "　　　　年　　月　　日".to_owned(),
        |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    )
}

/// 2026年1月12日至2026年1月16日（5 个工作日）.
fn span(notice: &Notice) -> String {
    format!("{}至{}（{} 个工作日）", day(notice.from), day(notice.to), notice.days)
}
