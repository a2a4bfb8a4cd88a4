//! What one more point would change: the grades and places of the whole township, given once more.

use std::collections::HashMap;
use std::sync::Arc;

use super::award::{Standing, award};
use super::ground::Ground;
use super::profile::BranchProfile;
use super::{BranchScores, Decisions, Outcome, Who};
use crate::model::{Diagnostic, Period, Points};
use crate::reports::OneMore;

/// What a run keeps for questions that are asked afterwards.
#[derive(Debug)]
pub struct Kept {
    pub(super) branches: Vec<BranchScores>,
    pub(super) decisions: Decisions,
    pub(super) township: Option<String>,
    /// The branches that the township lists, in the profile and in the organisation workbook.
    pub(super) listed: Vec<BranchProfile>,
    pub(super) period: Period,
    pub(super) programme_year: u32,
    pub(super) is_first_year: bool,
    pub(super) knows_last_year: bool,
    pub(super) closed: Vec<bool>,
    pub(super) standing: Standing,
    pub(super) settles: bool,
    /// How many times each file has been handed in, where that is more than once.
    pub(super) rounds: HashMap<Arc<str>, u32>,
    /// The problems that meetings accepted.
    pub(super) waived: Vec<Diagnostic>,
}

impl Outcome {
    /// What one more point would change for a member, named by branch and the roster's number; `None` where the period
    /// is not settled, or the member has no score or is not counted.
    #[must_use]
    pub fn one_more_point(&self, branch: &str, id: &str, name: &str) -> Option<OneMore> {
        if !self.own.is_empty() {
            let own = self.of_branch(branch);
            return if own.own.is_empty() { own.one_more_point(branch, id, name) } else { None };
        }
        let kept = &self.kept;
        let b = kept.branches.iter().position(|one| &*one.name == branch)?;
        let roster = &kept.branches.get(b)?.roster;
        let m = roster.iter().position(|member| member.id == id && member.name == name)?;
        let before = kept.standing.member(b, m).filter(|slot| slot.counted && kept.settles)?;
        let ground = Ground {
            rules: &self.rules,
            period: kept.period,
            programme_year: kept.programme_year,
            is_first_year: kept.is_first_year,
            knows_last_year: kept.knows_last_year,
            closed: kept.closed.clone(),
        };
        let mut branches = kept.branches.clone();
        let own = branches.get_mut(b)?.reckonings.get_mut(m)?;
        let score = own.raise(&self.rules, Points::whole(1))?;
        let (after, _) = award(&ground, &branches, kept.township.as_deref(), &kept.decisions);
        let title =
            |grade: Option<usize>| grade.and_then(|grade| self.rules.grades.get(grade)).map(|g| g.title.clone());
        let slot = after.member(b, m)?;
        let others = self.others_whose_grade_changes(&after, (b, m));
        Some(OneMore {
            score,
            before: title(before.grade),
            after: title(slot.grade),
            contested: !slot.contested.is_empty(),
            others,
        })
    }

    /// Who else would have another grade: name, before, after.
    fn others_whose_grade_changes(&self, after: &Standing, but: Who) -> Vec<(String, String, String)> {
        let kept = &self.kept;
        let title = |grade: Option<usize>| {
            grade
                .and_then(|grade| self.rules.grades.get(grade))
                .map_or_else(|| "—".to_owned(), |grade| grade.title.clone())
        };
        let mut changed = Vec::new();
        for (b, branch) in kept.branches.iter().enumerate() {
            for (m, member) in branch.roster.iter().enumerate().filter(|(m, _)| (b, *m) != but) {
                let (old, new) = (kept.standing.member(b, m), after.member(b, m));
                if let (Some(old), Some(new)) = (old, new)
                    && old.grade != new.grade
                {
                    changed.push((member.listed_name(), title(old.grade), title(new.grade)));
                }
            }
        }
        changed
    }
}
