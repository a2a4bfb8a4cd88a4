//! Suppositions, put to the engine: judged otherwise, scored otherwise, one place more.

use std::collections::HashMap;

use crate::model::{Decision, Points, Verdict};
use crate::pipeline::award::{MemberStanding, OneMorePlace, Standing, award_with};
use crate::pipeline::year::Reckoned;
use crate::pipeline::{BranchScores, Who};
use crate::rules::{Node, RuleSet, Scope, compares_members};
use crate::scoring::{RUN, Reckoning, View, grade_by_points, is_in_run, reckon_branch};

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
    over_all: bool,
    /// Whether a quota is such a share: then points may decide how many places there are.
    is_share_of_some: bool,
    /// Whether what a member comes to may depend on others.
    compares: bool,
    /// By grade, whether who has it by points competes for places.
    competes: Vec<bool>,
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
        Desk { bench: self, b, copy: None, decisions: decisions.cloned().collect() }
    }

    /// The rules.
    pub fn rules(&self) -> &'a RuleSet {
        self.run.ground.rules
    }

    /// A member's standing as it is.
    pub fn standing(&self, (b, m): Who) -> Option<&'a MemberStanding> {
        self.run.standing.member(b, m)
    }

    /// The branches that have to be looked at for one of them, with the index of the first.
    fn around<'s>(&'s self, b: usize, own: &'s BranchScores) -> (usize, Vec<&'s BranchScores>) {
        if self.over_all {
            let all = self.run.branches.iter().enumerate();
            (0, all.map(|(other, branch)| if other == b { own } else { branch }).collect())
        } else {
            (b, vec![own])
        }
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
        let (first, branches, decisions) = match b.and_then(|b| Some((b, self.run.branches.get(b)?))) {
            Some((b, own)) if !self.over_all => (b, vec![own], self.desk(b).decisions),
            _ => (0, self.run.branches.iter().collect(), self.run.decisions.to_vec()),
        };
        let (after, _) = award_with(self.run.ground, &branches, self.run.township, &decisions, Some(more));
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

/// A place to try what is supposed of a branch's members, one after the other.
pub struct Desk<'a> {
    bench: &'a Bench<'a>,
    b: usize,
    copy: Option<Box<BranchScores>>,
    decisions: Vec<Decision>,
}

impl Desk<'_> {
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
            let (first, branches) = bench.around(b, own);
            let (after, _) = award_with(bench.run.ground, &branches, bench.run.township, &self.decisions, None);
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
            let raised = own.reckonings.get(m)?.raised(&bench.run.ground.scene(own), &own.reckonings, *by)?;
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

    /// The grade that a member's points would give with so many more; `None` where there is none.
    pub fn by_points_with(&self, (b, m): Who, more: Points) -> Option<usize> {
        let branch = self.run.branches.get(b)?;
        let scene = self.run.ground.scene(branch);
        let raised = branch.reckonings.get(m)?.raised(&scene, &branch.reckonings, more)?;
        grade_by_points(self.rules(), &View::of_member(&scene, &branch.reckonings, &raised, RUN))
    }
}
