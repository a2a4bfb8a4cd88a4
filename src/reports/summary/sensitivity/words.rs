//! Names and shifts in words.

use std::collections::BTreeSet;

use super::super::wording;
use crate::model::Points;
use crate::reports::ResultDocument;
use crate::reports::sensitivity::{HolderResult, ShiftResult};

/// How many entries, or members, a sentence names.
const SHOWN: usize = 5;

/// The names that several members of a branch bear.
pub struct Names<'a>(BTreeSet<(&'a str, &'a str)>);

impl<'a> Names<'a> {
    /// Of all members of a result.
    pub fn of(result: &'a ResultDocument) -> Self {
        let mut once = BTreeSet::new();
        let members = result.members.iter().map(|member| (member.branch.as_str(), member.name.as_str()));
        Self(members.filter(|member| !once.insert(*member)).collect())
    }

    /// A member's name; 姓名（编号） where others of the branch bear it, too.
    pub fn name(&self, branch: &str, name: &str, id: &str) -> String {
        if self.0.contains(&(branch, name)) { format!("{name}（{id}）") } else { name.to_owned() }
    }

    /// Someone at the edge of the places, with the branch where the scope is another.
    pub fn holder(&self, holder: &HolderResult, scope: &str) -> String {
        let name = self.name(&holder.branch, &holder.name, &holder.id);
        if scope == holder.branch { name } else { format!("{} {name}", holder.branch) }
    }

    /// Whose grades change, and how; with the branch where it is not this one.
    pub fn shifts(&self, shifts: &[&ShiftResult], here: &str) -> String {
        let told = shifts.iter().map(|shift| {
            let branch = if shift.branch == here { String::new() } else { format!("{} ", shift.branch) };
            format!("{branch}{} {}", self.name(&shift.branch, &shift.name, &shift.id), arrow(shift))
        });
        several(told, "人")
    }
}

/// The first few, and how many there are where not all are named.
pub fn several(told: impl ExactSizeIterator<Item = String>, unit: &str) -> String {
    let count = told.len();
    let more = if count > SHOWN { format!("等 {count} {unit}") } else { String::new() };
    let told: Vec<String> = told.take(SHOWN).collect();
    format!("{}{more}", told.join("、"))
}

/// 二星级→三星级.
pub fn arrow(shift: &ShiftResult) -> String {
    let [before, after] = grades(shift);
    format!("{before}→{after}")
}

/// The grades before and after, with those that are contested: 二星级（三星级待定）.
pub fn grades(shift: &ShiftResult) -> [String; 2] {
    let told = |grade: &Option<String>, contested: &[String]| {
        let grade = grade.as_deref().unwrap_or(wording::NOTHING);
        if contested.is_empty() { grade.to_owned() } else { format!("{grade}（{}待定）", contested.join("、")) }
    };
    [told(&shift.before, &shift.contested_before), told(&shift.after, &shift.contested_after)]
}

/// （82 分）.
pub fn score(points: Option<Points>) -> String {
    points.map_or_else(String::new, |points| format!("（{points} 分）"))
}
