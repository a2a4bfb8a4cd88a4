//! Which grade a member's points would give with more of them, or less.

use super::bench::Bench;
use crate::model::Points;
use crate::pipeline::year::Reckoned;
use crate::pipeline::{BranchScores, Who};
use crate::scoring::{RUN, Reckoning, View, grade_by_points};

impl<'a> Bench<'a> {
    /// What asks which grade a member's points would give with so many more; `None` where the member is not there.
    pub fn probe(&self, (b, m): Who) -> Option<Probe<'a>> {
        let branch = self.run.branches.get(b)?;
        let own = branch.reckonings.get(m)?.clone();
        Some(Probe { run: self.run, branch, own, more: Points::ZERO })
    }
}

/// Asks which grade a member's points would give with more of them, or less.
pub struct Probe<'a> {
    run: &'a Reckoned<'a>,
    branch: &'a BranchScores,
    own: Reckoning,
    /// How much more it has now.
    more: Points,
}

impl Probe<'_> {
    /// The grade with so many points more than there are; `None` where there is none.
    pub fn by_points_with(&mut self, more: Points) -> Option<usize> {
        let scene = self.run.ground.scene(self.branch);
        self.own.raise_through(&scene, &self.branch.reckonings, more - self.more)?;
        self.more = more;
        let view = View::of_member(&scene, &self.branch.reckonings, &self.own, RUN);
        grade_by_points(self.run.ground.rules, &view)
    }
}
