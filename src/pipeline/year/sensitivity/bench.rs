//! Suppositions, put to the engine: judged otherwise, scored otherwise, one place more.

use std::collections::HashMap;

use super::desk::Desk;
use crate::model::{Decision, Points, Verdict};
use crate::pipeline::award::{MemberStanding, OneMorePlace, Standing, Supposing, award_with};
use crate::pipeline::year::Reckoned;
use crate::pipeline::{BranchScores, Who};
use crate::rules::{RuleSet, Scope, compares_members};
use crate::scoring::is_in_run;

/// What is supposed of a member.
#[derive(Clone, Debug)]
pub enum Supposed {
    /// These entries of the member's, as indexes of the branch's, are judged so.
    Judged(Vec<usize>, Verdict),
    /// The score is so many points more, or less.
    Raised(Points),
}

/// What would be then.
pub struct Answer {
    /// The member's score.
    pub score: Option<Points>,
    /// Whose grade changes: the member first, if so, then the others in the order of branches and rosters.
    pub shifts: Vec<Shift>,
}

/// A member whose grade, or contested place, changes.
pub struct Shift {
    /// The member.
    pub who: Who,
    /// How it would be.
    pub after: MemberStanding,
}

/// All that suppositions are put to.
pub struct Bench<'a> {
    /// The run as it is.
    pub run: &'a Reckoned<'a>,
    /// Whether a branch cannot be looked at alone: quotas are over the township, or a share of those for whom something
    /// holds.
    pub(super) over_all: bool,
    /// Whether a quota is such a share: then points may decide how many places there are.
    pub(super) is_share_of_some: bool,
    /// Whether what a member comes to may depend on others.
    pub(super) compares: bool,
    /// By grade, whether who has it by points competes for places.
    pub(super) competes: Vec<bool>,
    /// On which side of a quota's line who competes stands.
    sides: HashMap<Who, Vec<Side>>,
}

/// On which side of a quota's line a member stands.
enum Side {
    /// Has a place; the best without one has this score.
    In(Option<Points>),
    /// Has none; the lowest with one has this score.
    Out(Option<Points>),
    /// Ties for the last places.
    Tied,
}

impl<'a> Bench<'a> {
    /// Of a run in which grades are given.
    pub fn new(run: &'a Reckoned<'a>) -> Self {
        let rules = run.ground.rules;
        let has_quotas = is_in_run(&rules.quota.runs, run.ground.period.window());
        let quotas = || rules.grades.iter().filter_map(|grade| grade.quota.as_ref());
        let of_branch = matches!(rules.quota.scope, Scope::Branch | Scope::BranchClass);
        let is_share_of_some = quotas().any(|quota| quota.among.is_some());
        let competes = rules.grades.iter().map(|grade| grade.quota.is_some() && has_quotas).collect();
        let over_all = has_quotas && quotas().next().is_some() && (!of_branch || is_share_of_some);
        Self { run, over_all, is_share_of_some, compares: compares_members(rules), competes, sides: sides(run) }
    }

    /// Whether a member with this score instead would stand on the other side of a quota's line.
    pub fn crosses_a_line(&self, who: Who, score: Points) -> bool {
        let sides = self.sides.get(&who).into_iter().flatten();
        sides.into_iter().any(|side| match side {
            Side::In(best_without) => best_without.is_some_and(|other| score <= other),
            Side::Out(lowest_with) => lowest_with.is_some_and(|other| score >= other),
            Side::Tied => true,
        })
    }

    /// A place to try what is supposed of a branch's members.
    pub fn desk(&self, b: usize) -> Desk<'_> {
        let branch = self.run.branches.get(b);
        let name = branch.map_or("", |branch| &branch.name);
        let decisions = self.run.decisions.iter().filter(|decision| self.over_all || decision.branch == name);
        Desk::new(self, b, decisions.cloned().collect())
    }

    /// The rules.
    pub fn rules(&self) -> &'a RuleSet {
        self.run.ground.rules
    }

    /// A member's standing as it is.
    pub fn standing(&self, (b, m): Who) -> Option<&'a MemberStanding> {
        self.run.standing.member(b, m)
    }

    /// Grades and places once more, where a branch is `own` instead: of the branch, or of all where it cannot be looked at
    /// alone. Returns the index of the first branch, too.
    pub(super) fn award_around(&self, b: usize, own: &BranchScores, decisions: &[Decision]) -> (usize, Standing) {
        let run = self.run;
        if !self.over_all {
            return (b, award_with(run.ground, &[own], run.township, decisions, &Supposing::default()).0);
        }
        let all = run.branches.iter().enumerate().map(|(at, branch)| if at == b { own } else { branch });
        let branches: Vec<&BranchScores> = all.collect();
        let supposing = Supposing { known: self.known(|at| at != b), one_more: None };
        (0, award_with(run.ground, &branches, run.township, decisions, &supposing).0)
    }

    /// By branch, the standings as they are, where its members are as they were.
    pub fn known(&self, is_as_it_was: impl Fn(usize) -> bool) -> Vec<Option<&'a [MemberStanding]>> {
        let all = self.run.standing.members.iter().enumerate();
        all.map(|(b, members)| is_as_it_was(b).then_some(members.as_slice())).collect()
    }

    /// Whose grade or contested place is another than in the run, among the branches from `first` on.
    pub fn shifts(&self, after: &Standing, first: usize) -> Vec<Shift> {
        let members = after.members.iter().enumerate();
        let members = members.flat_map(|(b, members)| members.iter().enumerate().map(move |(m, slot)| ((b, m), slot)));
        let moved = members.filter_map(|((b, m), after)| {
            let who = (first + b, m);
            let before = self.standing(who)?;
            let is_other = before.grade != after.grade || before.contested != after.contested;
            is_other.then(|| Shift { who, after: after.clone() })
        });
        moved.collect()
    }

    /// Whose grade changes where a quota has one place more.
    pub fn with_place(&self, b: Option<usize>, more: OneMorePlace<'_>) -> Vec<Shift> {
        let mut known = self.known(|_| true);
        let (first, branches, decisions) = match b.and_then(|b| Some((b, self.run.branches.get(b)?))) {
            Some((b, own)) if !self.over_all => {
                known = known.get(b).copied().into_iter().collect();
                (b, vec![own], self.desk(b).into_decisions())
            }
            _ => (0, self.run.branches.iter().collect(), self.run.decisions.to_vec()),
        };
        let supposing = Supposing { one_more: Some(more), known };
        let (after, _) = award_with(self.run.ground, &branches, self.run.township, &decisions, &supposing);
        self.shifts(&after, first)
    }
}

fn sides(run: &Reckoned<'_>) -> HashMap<Who, Vec<Side>> {
    let mut sides: HashMap<Who, Vec<Side>> = HashMap::new();
    for scope in &run.standing.scopes {
        let score = |who: &usize| {
            let (b, m) = *scope.contenders.get(*who)?;
            run.branches.get(b)?.cards.get(m)?.score
        };
        for quota in &scope.quotas {
            let without = quota.candidates.iter().filter(|who| !quota.awarded.contains(who));
            let best_without = without.filter_map(score).max();
            let lowest_with = quota.awarded.iter().filter_map(score).min();
            for who in &quota.candidates {
                let side = if quota.contested.contains(who) {
                    Side::Tied
                } else if quota.awarded.contains(who) {
                    Side::In(best_without)
                } else {
                    Side::Out(lowest_with)
                };
                if let Some(member) = scope.contenders.get(*who) {
                    sides.entry(*member).or_default().push(side);
                }
            }
        }
    }
    sides
}
