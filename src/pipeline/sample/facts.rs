//! What an entry says, in the words of the check list: by these it is known again when the list comes back.

use crate::model::{Entry, ItemMention, masked};
use crate::pipeline::BranchScores;
use crate::rules::RuleSet;

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The member, by the roster where the roster has them.
    pub member: String,
    /// The item's number and title; what is written, where the rule set has no such item.
    pub item: String,
    /// The day, or the period of a figure; empty where none can be read.
    pub date: String,
    /// How often, at what level, how many points are stated, what for.
    pub content: String,
}

/// What an entry of a branch says.
pub fn facts(entry: &Entry, branch: &BranchScores, rules: &RuleSet) -> Facts {
    let member = entry.member.and_then(|member| branch.roster.get(member));
    let member = member.map_or_else(|| entry.written_name.to_string(), |member| member.listed_name());
    let item = match &entry.item {
        ItemMention::Known(item) | ItemMention::Contradicting { number: item, .. } => {
            rules.item(*item).map_or_else(String::new, |item| format!("{} {}", item.id, item.title))
        }
        ItemMention::Unknown { number, name } => {
            let written: Vec<&str> = [number, name].into_iter().flatten().map(|text| &**text).collect();
            written.join(" ")
        }
        ItemMention::Unreadable | ItemMention::Missing => String::new(),
    };
    let mut content = Vec::new();
    if entry.has_quantity {
        content.push(format!("次数 {}", entry.quantity));
    }
    if !entry.level.is_empty() {
        content.push(format!("级别 {}", entry.level));
    }
    if let Some(stated) = entry.stated {
        content.push(format!("分值 {stated}"));
    }
    if !entry.matter.is_empty() {
        content.push(entry.matter.to_string());
    }
    let date = entry.when.map(|when| when.to_string()).unwrap_or_default();
    let told = |text: &str| masked(text.trim()).into_owned();
    Facts { member: told(&member), item: told(&item), date, content: told(&content.join("；")) }
}
