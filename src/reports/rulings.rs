//! What people decided beyond the rules: decisions of meetings, and objections.

use serde::{Deserialize, Serialize};

use super::document::SourceResult;
use crate::model::Points;

/// A decision of a meeting about a contested place, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionResult {
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The member's number; as written, where the member was not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The grade.
    pub grade: String,
    /// Awarded or not; absent where neither is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded: Option<bool>,
    /// The day of the meeting; absent where it is not written, or cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Who decided; absent where it is not written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `followed`; `refused`; `unused` where the period gives no grades.
    pub outcome: String,
    /// Why it was not followed, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where it is recorded: file and row.
    pub source: String,
}

impl DecisionResult {
    /// What was decided, in words.
    #[must_use]
    pub fn decided(&self) -> &'static str {
        match self.awarded {
            Some(true) => "授予",
            Some(false) => "不授予",
            None => "没有写明",
        }
    }

    /// What became of it, in words.
    #[must_use]
    pub fn outcome_in_words(&self) -> String {
        match (self.outcome.as_str(), &self.why) {
            ("followed", _) => "已照办".to_owned(),
            ("unused", _) => "这次不评等次，没有用到".to_owned(),
            (_, Some(why)) => why.clone(),
            _ => "没有采用".to_owned(),
        }
    }
}

/// An objection (异议) against a score that was made public. Who raised it is not told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ObjectionResult {
    /// The branch of the member that it is about.
    pub branch: String,
    /// The member that it is about.
    pub name: String,
    /// The member's number; as written, where the member was not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The item that it is about; absent where it is about the whole score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The day or period of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What is objected to.
    pub matter: String,
    /// The day on which it was raised; absent where it is not written, or cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised: Option<String>,
    /// `open`, `upheld`, `partly` (upheld in part) or `rejected`.
    pub state: String,
    /// The day on which that was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<String>,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// What the entry should be worth since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Points>,
    /// What it is about is now: `counted`, `capped`, `pending`, `excluded`, or `gone`; `item` or `score` where it is about no
    /// single entry; absent where it was not found, or is of another period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What that is worth now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Points>,
    /// Where the entry stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<SourceResult>,
    /// Whether the branch's workbook agrees with what was decided; absent where that cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agrees: Option<bool>,
    /// Where it is recorded: file and row.
    pub source: String,
}

impl ObjectionResult {
    /// What came of it, in words.
    #[must_use]
    pub fn state_in_words(&self) -> &'static str {
        match self.state.as_str() {
            "upheld" => "成立",
            "partly" => "部分成立",
            "rejected" => "不成立",
            _ => "处理中",
        }
    }

    /// What it is about, in words: item and day, or the whole score.
    #[must_use]
    pub fn about_in_words(&self) -> String {
        let parts: Vec<&str> = [&self.item, &self.date].into_iter().flatten().map(String::as_str).collect();
        match (parts.is_empty(), &self.at) {
            (false, _) => parts.join(" "),
            (true, Some(at)) => format!("「{}」{}", at.sheet, at.cell),
            (true, None) => "得分、等次".to_owned(),
        }
    }

    /// What is there now, in words.
    #[must_use]
    pub fn now_in_words(&self) -> String {
        let effect = self.effect.unwrap_or(Points::ZERO);
        match self.entry.as_deref() {
            Some("counted") => format!("计 {effect} 分"),
            Some("capped") => format!("计 {effect} 分（超出限额）"),
            Some("pending") => "待审议，暂不计分".to_owned(),
            Some("excluded") => "有错误，不计分".to_owned(),
            Some("gone") => "没有这条登记".to_owned(),
            Some("item") => format!("这个项目共 {effect} 分"),
            Some("score") => format!("得分 {effect}"),
            _ => String::new(),
        }
    }
}
