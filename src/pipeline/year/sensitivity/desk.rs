//! A branch's copy, in which one thing after the other is supposed of its members.

use super::bench::{Answer, Bench, Shift, Supposed};
use crate::model::Decision;
use crate::pipeline::award::MemberStanding;
use crate::pipeline::{BranchScores, Who};
use crate::rules::Node;
use crate::scoring::{RUN, Reckoning, View, grade_by_points, reckon_branch};

/// A place to try what is supposed of a branch's members, one after the other.
pub struct Desk<'a> {
    bench: &'a Bench<'a>,
    b: usize,
    copy: Option<Box<BranchScores>>,
    decisions: Vec<Decision>,
}

impl<'a> Desk<'a> {
    /// For the branch of this index, with the decisions that bear on its places.
    pub fn new(bench: &'a Bench<'a>, b: usize, decisions: Vec<Decision>) -> Self {
        Self { bench, b, copy: None, decisions }
    }

    /// The decisions that bear on its places.
    pub fn into_decisions(self) -> Vec<Decision> {
        self.decisions
    }

    /// What would be; `None` where the member is not there, or has nothing that could be otherwise.
    pub fn suppose(&mut self, m: usize, supposed: &Supposed) -> Option<Answer> {
        let (bench, b) = (self.bench, self.b);
        let branch = bench.run.branches.get(b)?;
        let own = self.copy.get_or_insert_with(|| Box::new(branch.clone()));
        apply(bench, own, m, supposed)?;
        let score = own.reckonings.get(m)?.points(bench.rules(), Node::Score);
        let shifts = if bench.is_far_from_places(branch, own, (b, m)) {
            bench.own_shift(own, (b, m)).into_iter().collect()
        } else {
            let (first, after) = bench.award_around(b, own, &self.decisions);
            let mut shifts = bench.shifts(&after, first);
            shifts.sort_by_key(|shift| shift.who != (b, m));
            shifts
        };
        restore(bench, own, branch, m, supposed);
        Some(Answer { score, shifts })
    }
}

/// Makes it so in the copy of the branch.
fn apply(bench: &Bench<'_>, own: &mut BranchScores, m: usize, supposed: &Supposed) -> Option<()> {
    match supposed {
        Supposed::Raised(by) => {
            let mut raised = own.reckonings.get(m)?.clone();
            raised.raise_through(&bench.run.ground.scene(own), &own.reckonings, *by)?;
            *own.reckonings.get_mut(m)? = raised;
        }
        Supposed::Judged(entries, verdict) => {
            for entry in entries {
                own.judgements.get_mut(*entry)?.verdict = *verdict;
            }
            let scene = bench.run.ground.scene(own);
            if bench.compares {
                own.reckonings = reckon_branch(&scene);
            } else {
                let alone = Reckoning::alone(&scene, m, &|_, _| true);
                *own.reckonings.get_mut(m)? = alone;
            }
        }
    }
    for (card, reckoning) in own.cards.iter_mut().zip(&own.reckonings) {
        card.score = reckoning.points(bench.rules(), Node::Score);
    }
    Some(())
}

/// Makes the copy what the branch is.
fn restore(bench: &Bench<'_>, own: &mut BranchScores, branch: &BranchScores, m: usize, supposed: &Supposed) {
    if let Supposed::Judged(entries, _) = supposed {
        for entry in entries {
            if let (Some(copy), Some(is)) = (own.judgements.get_mut(*entry), branch.judgements.get(*entry)) {
                copy.verdict = is.verdict;
            }
        }
        if bench.compares {
            own.reckonings.clone_from(&branch.reckonings);
        }
    }
    if let (Some(copy), Some(is)) = (own.reckonings.get_mut(m), branch.reckonings.get(m)) {
        copy.clone_from(is);
    }
    for (copy, is) in own.cards.iter_mut().zip(&branch.cards) {
        copy.score = is.score;
    }
}

impl Bench<'_> {
    /// Whether the supposition moves nobody's place but the member's own grade: the member competes for no place either
    /// way, or the points are the same.
    fn is_far_from_places(&self, branch: &BranchScores, own: &BranchScores, who: Who) -> bool {
        if self.compares || self.is_share_of_some {
            return false;
        }
        let rules = self.rules();
        let claim = |branch: &BranchScores| {
            let reckoning = branch.reckonings.get(who.1)?;
            let scene = self.run.ground.scene(branch);
            let view = View::of_member(&scene, &branch.reckonings, reckoning, RUN);
            let by_points = reckoning.points(rules, Node::Score).and_then(|_| grade_by_points(rules, &view));
            let competes = by_points.filter(|_| reckoning.vetoes.is_empty());
            let competes = competes.filter(|grade| self.competes.get(*grade).copied().unwrap_or(true));
            Some(
                competes
                    .map(|grade| (grade, rules.quota.order.iter().map(|rule| view.number(rule)).collect::<Vec<_>>())),
            )
        };
        claim(branch) == claim(own)
    }

    /// The member's own shift where nobody's place moves.
    fn own_shift(&self, own: &BranchScores, who: Who) -> Option<Shift> {
        let rules = self.rules();
        let before = self.standing(who)?;
        let reckoning = own.reckonings.get(who.1)?;
        let scene = self.run.ground.scene(own);
        let view = View::of_member(&scene, &own.reckonings, reckoning, RUN);
        let by_points = reckoning.points(rules, Node::Score).and_then(|_| grade_by_points(rules, &view));
        let vetoed = rules.veto.as_ref().filter(|_| !reckoning.vetoes.is_empty()).and_then(|veto| veto.grade);
        let is_placed = by_points.filter(|_| reckoning.vetoes.is_empty());
        let is_placed = is_placed.is_some_and(|grade| self.competes.get(grade).copied().unwrap_or(true));
        // Who competes and is where they were keeps what the places gave.
        let grade = if is_placed { before.grade } else { vetoed.or(by_points).filter(|_| before.counted) };
        let contested = if is_placed { before.contested.clone() } else { Vec::new() };
        let is_other = grade != before.grade || contested != before.contested;
        is_other.then(|| Shift { who, after: MemberStanding { grade, by_points, contested, ..before.clone() } })
    }
}
