//! What is asked of each member: pending entries, vetoes, roundings.

use super::bench::{Bench, Supposed};
use crate::model::{Points, Rounding, Verdict};
use crate::pipeline::BranchScores;
use crate::reports::{AskedResult, CaseKind};
use crate::rules::Node;
use crate::scoring::RUN;

/// One supposition about a member.
pub struct Question {
    /// What it is about.
    pub kind: CaseKind,
    /// The member, as index of the roster.
    pub member: usize,
    /// What is supposed.
    pub supposed: Supposed,
}

/// All that is asked.
pub struct Questions {
    /// By branch.
    pub by_branch: Vec<Vec<Question>>,
    /// How much.
    pub asked: AskedResult,
}

/// The suppositions about the members of all branches.
///
/// Where a branch has more pending entries than members, its procedure was not written down at all: the entries of each
/// member are then tried together only, for one by one they tell nothing and take long.
pub fn questions(bench: &Bench<'_>) -> Questions {
    let mut asked = AskedResult::default();
    let by_branch = bench.run.branches.iter().enumerate().map(|(b, branch)| {
        let mut questions = Vec::new();
        let counted = || (0..branch.roster.len()).filter(|m| bench.standing((b, *m)).is_some_and(|slot| slot.counted));
        let pending: Vec<(usize, Vec<usize>)> =
            counted().map(|m| (m, pending_of(branch, m))).filter(|(_, pending)| !pending.is_empty()).collect();
        let all: usize = pending.iter().map(|(_, pending)| pending.len()).sum();
        let one_by_one = all <= branch.roster.len();
        for (member, pending) in pending {
            if one_by_one || pending.len() == 1 {
                asked.entries += pending.len();
                questions.extend(pending.iter().map(|entry| Question {
                    kind: CaseKind::Entry,
                    member,
                    supposed: Supposed::Judged(vec![*entry], Verdict::Counted),
                }));
            } else {
                asked.entries_left_out += pending.len();
            }
            if pending.len() > 1 {
                asked.members += 1;
                let supposed = Supposed::Judged(pending, Verdict::Counted);
                questions.push(Question { kind: CaseKind::Entries, member, supposed });
            }
        }
        for member in counted() {
            for lines in vetoes_of(bench, branch, member) {
                asked.vetoes += 1;
                let supposed = Supposed::Judged(lines, Verdict::Excluded);
                questions.push(Question { kind: CaseKind::Veto, member, supposed });
            }
        }
        for member in counted() {
            let roundings = roundings_of(bench, b, branch, member);
            asked.roundings += roundings.len();
            questions.extend(roundings.into_iter().map(|by| Question {
                kind: CaseKind::Rounding,
                member,
                supposed: Supposed::Raised(by),
            }));
        }
        questions
    });
    Questions { by_branch: by_branch.collect(), asked }
}

/// The pending entries of a member, as indexes of the branch's.
pub fn pending_of(branch: &BranchScores, member: usize) -> Vec<usize> {
    let is_pending =
        |entry: &usize| branch.judgements.get(*entry).is_some_and(|judgement| judgement.verdict == Verdict::Pending);
    let mine = branch.index.entries.get(member).into_iter().flatten().copied();
    mine.filter(is_pending).collect()
}

/// For each veto that stands, the entries that make it; where there are several, all of them at last.
fn vetoes_of(bench: &Bench<'_>, branch: &BranchScores, member: usize) -> Vec<Vec<usize>> {
    let Some(own) = branch.reckonings.get(member).filter(|own| !own.vetoes.is_empty()) else { return Vec::new() };
    let entries_of = |veto: usize| -> Vec<usize> {
        let lines = own.lines.iter().filter(|line| line.item == veto && line.state.is_valid());
        let makes_it = |entry: &usize| {
            let level = branch.entries.get(*entry).map(|entry| &*entry.level);
            bench.rules().item(veto).zip(level).is_some_and(|(item, level)| item.is_veto_at(level))
        };
        lines.map(|line| line.entry).filter(makes_it).collect()
    };
    let mut vetoes: Vec<Vec<usize>> = own.vetoes.iter().map(|veto| entries_of(*veto)).collect();
    if vetoes.len() > 1 {
        vetoes.push(vetoes.concat());
    }
    vetoes
}

/// By how much the score would be another if it were rounded down, up, or not at all. Nothing where that cannot change
/// anything: the points give the same grade, and no line of a quota lies between.
fn roundings_of(bench: &Bench<'_>, b: usize, branch: &BranchScores, member: usize) -> Vec<Points> {
    let rules = bench.rules();
    let Some(own) = branch.reckonings.get(member) else { return Vec::new() };
    let (Some(exact), Some(score)) = (own.exact(RUN), own.points(rules, Node::Score)) else { return Vec::new() };
    if exact == score {
        return Vec::new();
    }
    let by_points = bench.standing((b, member)).and_then(|slot| slot.by_points);
    let rounded = [Rounding::Floor, Rounding::Ceiling].map(|way| exact.checked_round(rules.score.places, way));
    let others = rounded.into_iter().flatten().chain([exact]).filter(|other| *other != score);
    let Some(mut probe) = bench.probe((b, member)) else { return Vec::new() };
    let tells = |by: &Points| probe.by_points_with(*by) != by_points || bench.crosses_a_line((b, member), score + *by);
    others.map(|other| other - score).filter(tells).collect()
}
