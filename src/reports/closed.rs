//! How a period that was closed differs today from what was kept when it was closed.

use serde::{Deserialize, Serialize};

use super::document::{EntryResult, RuleSetResult, Status};
use super::round::EntryChange;
use crate::model::Points;

/// One closed period.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClosedResult {
    /// The result that was kept, as it was named or found.
    pub file: String,
    /// The label of the period.
    pub period: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Whether the result that was kept was final.
    pub status: Status,
    /// The rule set by which it was reckoned, where that is another one, or another version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<RuleSetResult>,
    /// Whether nothing was compared, because it was another rule set altogether.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_compared: bool,
    /// Branches of which no workbook was sent this time; they were not compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Entries that were added, changed or taken out since, branch by branch.
    pub entries: Vec<ClosedEntry>,
    /// Members whose score or grade of the period is another one today.
    pub members: Vec<ClosedMember>,
}

/// An entry that is not what it was when the period was closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClosedEntry {
    /// What became of it.
    pub change: EntryChange,
    /// The branch.
    pub branch: String,
    /// The member.
    pub member: String,
    /// The member's number.
    pub id: String,
    /// The item; of a changed entry, the one that it names now.
    pub item: String,
    /// The item that it named before, where that was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_before: Option<String>,
    /// What it was when the period was closed; null where it was not there.
    pub before: Option<EntryResult>,
    /// What it is today, with its effect in that period; null where it is not there.
    pub after: Option<EntryResult>,
}

/// A member whose result of a closed period is another one today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedMember {
    /// The branch.
    pub branch: String,
    /// The name.
    pub name: String,
    /// The member's number.
    pub id: String,
    /// The score when the period was closed.
    pub score_before: Option<Points>,
    /// The score that is reckoned for that period today.
    pub score_after: Option<Points>,
    /// The grade when the period was closed.
    pub grade_before: Option<String>,
    /// The grade that is given for that period today.
    pub grade_after: Option<String>,
}

impl ClosedResult {
    /// Whether all was compared, by the same rules, and nothing differs.
    #[must_use]
    pub const fn is_as_it_was(&self) -> bool {
        let is_all_compared = self.rule_set.is_none() && !self.not_compared && self.missing.is_empty();
        is_all_compared && self.entries.is_empty() && self.members.is_empty()
    }

    /// How many entries were added, changed, taken out.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [EntryChange::Added, EntryChange::Changed, EntryChange::Removed]
            .map(|change| self.entries.iter().filter(|entry| entry.change == change).count())
    }
}

impl ClosedEntry {
    /// What it was and what it is, in words: only what differs where it was changed.
    #[must_use]
    pub fn in_words(&self) -> [String; 2] {
        let said = |entry: &Option<EntryResult>| entry.as_ref().map(facts).unwrap_or_default();
        let (before, after) = (said(&self.before), said(&self.after));
        let item = |item: &str| ("项目", item.to_owned());
        let mut pairs: Vec<(Fact, Fact)> = Vec::new();
        if let Some(was) = &self.item_before {
            pairs.push((item(was), item(&self.item)));
        }
        pairs.extend(before.iter().cloned().zip(after.iter().cloned()).filter(|(was, is)| was != is));
        if pairs.is_empty() {
            return [in_words(before), in_words(after)];
        }
        let is_rewritten = pairs.iter().any(|(was, _)| was.0 == WRITTEN);
        pairs.retain(|(was, _)| was.0 != WRITTEN);
        let (was, mut is): (Vec<Fact>, Vec<Fact>) = pairs.into_iter().unzip();
        if is_rewritten {
            is.push(("", "事由、手续或其他栏有改动".to_owned()));
        }
        [in_words(was), in_words(is)]
    }
}

/// Something that an entry says: what it is, and what is written.
type Fact = (&'static str, String);

/// The fact of which only a digest is known.
const WRITTEN: &str = "摘要";

fn facts(entry: &EntryResult) -> Vec<Fact> {
    let state = match entry.state.as_str() {
        "counted" => "计入",
        "pending" => "待审议",
        "capped" => "受限额",
        _ => "不计",
    };
    let or_empty = |text: Option<String>| text.unwrap_or_else(|| "空着".to_owned());
    vec![
        ("日期", entry.date.clone()),
        ("次数", entry.quantity.to_string()),
        ("级别", or_empty(entry.level.clone())),
        ("分值", or_empty(entry.stated.map(|stated| stated.to_string()))),
        ("", state.to_owned()),
        ("得", format!("{} 分", entry.effect)),
        (WRITTEN, entry.written.clone().unwrap_or_default()),
    ]
}

/// Facts one after the other, those that are empty left out.
fn in_words(facts: Vec<Fact>) -> String {
    let shown = facts.into_iter().filter(|(title, text)| *title != WRITTEN && text != "空着" || title.is_empty());
    let words: Vec<String> =
        shown.map(|(title, text)| if title.is_empty() { text } else { format!("{title} {text}") }).collect();
    words.join("，")
}
