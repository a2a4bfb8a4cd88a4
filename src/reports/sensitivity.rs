//! Who changes grade or stars by how little (临界与敏感性).

use serde::{Deserialize, Serialize};

use super::document::{Honour, SourceResult};
use crate::model::Points;

/// What one step more would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitivityResult {
    /// Within how many points a member counts as near an edge: what the least line of the rule set is worth.
    pub within: Points,
    /// How many suppositions were tried.
    pub asked: AskedResult,
    /// Members near the edge of a grade, in the order of branches and rosters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<NearResult>,
    /// The suppositions about a member that change somebody's grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseResult>,
    /// The quotas that left somebody without a place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceResult>,
    /// What would be if all pending entries were accepted; absent where none is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_accepted: Option<AllAcceptedResult>,
}

/// How many suppositions were tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedResult {
    /// Pending entries accepted one by one.
    pub entries: usize,
    /// Pending entries that were not tried one by one, but only with all others of their member.
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub entries_left_out: usize,
    /// Members of whom several entries are pending, tried together.
    pub members: usize,
    /// Scores rounded otherwise.
    pub roundings: usize,
    /// Vetoes lifted.
    pub vetoes: usize,
    /// Quotas with one place more.
    pub places: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
const fn is_none_at_all(count: &usize) -> bool {
    *count == 0
}

/// A member near the edge of a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearResult {
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The roster's number.
    pub id: String,
    /// The score.
    pub score: Points,
    /// The grade that the points give.
    pub grade: String,
    /// The grade that the member has, after quotas.
    pub given: String,
    /// The better grade, and how many points are lacking to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<EdgeResult>,
    /// The lower grade, and how many points can be lost before it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<EdgeResult>,
}

/// The edge of a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeResult {
    /// Points lacking to the better grade; of the lower one, points that can be lost before it is reached (0: on the edge).
    pub points: Points,
    /// The grade that the points would give there.
    pub grade: String,
    /// The grade that the member would have there, after vetoes and quotas.
    pub given: String,
}

/// What a supposition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseKind {
    /// One pending entry accepted.
    Entry,
    /// All pending entries of a member accepted.
    Entries,
    /// The score rounded down, up, or not at all.
    Rounding,
    /// A veto lifted.
    Veto,
}

/// A supposition about a member that changes somebody's grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResult {
    /// What it is about.
    pub kind: CaseKind,
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The roster's number.
    pub id: String,
    /// The entries that are accepted, or that no longer stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<CaseEntryResult>,
    /// The score.
    pub score: Option<Points>,
    /// The score that it would be; to six places.
    pub score_then: Option<Points>,
    /// Whose grade changes: the member first, if so.
    pub shifts: Vec<ShiftResult>,
}

/// An entry of a supposition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEntryResult {
    /// Number of its item.
    pub item: String,
    /// Its date.
    pub date: String,
    /// Where it stands.
    pub source: SourceResult,
}

/// A member whose grade changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftResult {
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The roster's number.
    pub id: String,
    /// The grade as it is.
    pub before: Option<String>,
    /// The grade as it would be.
    pub after: Option<String>,
    /// Stars before and after, where the rule set gives stars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<(u32, u32)>,
    /// Grades in which the place is contested as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contested_before: Vec<String>,
    /// Grades in which the place would be contested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contested_after: Vec<String>,
    /// What becomes of the member on the list of awards; absent where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListMove>,
}

/// What becomes of a member on the list of awards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListMove {
    /// Comes on it.
    On,
    /// Goes off it.
    Off,
    /// Stands on it with another grade.
    Other,
}

/// A quota that left somebody without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceResult {
    /// The scope.
    pub scope: String,
    /// The grade.
    pub level: String,
    /// Its places.
    pub limit: usize,
    /// Who came in last; absent where nobody has a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_in: Option<HolderResult>,
    /// Who is first without: the contested, else the first behind the places.
    pub first_out: Vec<HolderResult>,
    /// By how many points the first without are behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Points>,
    /// Whose grade would change with one place more.
    pub shifts: Vec<ShiftResult>,
}

/// Someone at the edge of the places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderResult {
    /// The branch.
    pub branch: String,
    /// The member.
    pub name: String,
    /// The roster's number.
    pub id: String,
    /// The score.
    pub score: Option<Points>,
}

/// What would be if all pending entries were accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllAcceptedResult {
    /// How many entries.
    pub entries: usize,
    /// Of how many members.
    pub members: usize,
    /// Whose grade would change.
    pub shifts: Vec<ShiftResult>,
    /// Honours that would be given besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub honours_on: Vec<Honour>,
    /// Honours that would no longer be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub honours_off: Vec<Honour>,
}

impl AllAcceptedResult {
    /// Whether the list of awards or of honours would be another.
    #[must_use]
    pub fn changes_the_list(&self) -> bool {
        let moved = self.shifts.iter().any(|shift| shift.list.is_some());
        moved || !self.honours_on.is_empty() || !self.honours_off.is_empty()
    }
}

impl SensitivityResult {
    /// Whether there is anything to put on a sheet.
    #[must_use]
    pub fn says_something(&self) -> bool {
        !(self.near.is_empty() && self.cases.is_empty() && self.places.is_empty() && self.all_accepted.is_none())
    }

    /// How many suppositions of each kind change something, in one line; `None` where none does.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let cases = |kind: CaseKind| self.cases.iter().filter(|case| case.kind == kind).count();
        let entries = cases(CaseKind::Entry);
        let places = self.places.iter().filter(|place| !place.shifts.is_empty()).count();
        let counted = [
            (self.near.len(), format!("靠近等次线的 {} 人", self.near.len())),
            (entries, format!("待审议的有 {entries} 条，通过一条就会改变等次")),
            (cases(CaseKind::Veto), format!("一票否决不成立就会改变等次的 {} 项", cases(CaseKind::Veto))),
            (cases(CaseKind::Rounding), format!("换一种取整就会改变等次的 {} 处", cases(CaseKind::Rounding))),
            (places, format!("多一个名额就会改变等次的 {places} 处")),
        ];
        let mut parts: Vec<String> =
            counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| says).collect();
        parts.extend(self.all_accepted.as_ref().map(|all| {
            let changes = if all.changes_the_list() { "会变" } else { "不变" };
            format!("待审议的 {} 条全部通过，授牌名单{changes}", all.entries)
        }));
        (!parts.is_empty()).then(|| format!("临界与敏感性：{}。", parts.join("；")))
    }
}
