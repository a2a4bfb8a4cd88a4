//! What would be if all pending entries were accepted.

use rayon::prelude::*;

use super::bench::Bench;
use super::questions::pending_of;
use super::told::{honour_results, shift_result};
use crate::model::Verdict;
use crate::pipeline::BranchScores;
use crate::pipeline::award::{Supposing, award_with};
use crate::pipeline::follow::follow;
use crate::reports::{AllAcceptedResult, Honour};
use crate::rules::Node;
use crate::scoring::reckon_branch;

/// Whose grade and honours would be others; `None` where nothing is pending.
pub fn all_accepted(bench: &Bench<'_>) -> Option<AllAcceptedResult> {
    let run = bench.run;
    let changed: Vec<Option<(BranchScores, usize, usize)>> =
        run.branches.par_iter().map(|branch| accepted(bench, branch)).collect();
    let (mut entries, mut members) = (0, 0);
    for (_, of_entries, of_members) in changed.iter().flatten() {
        entries += of_entries;
        members += of_members;
    }
    if entries == 0 {
        return None;
    }
    let branches = run.branches.iter().zip(&changed);
    let branches: Vec<&BranchScores> =
        branches.map(|(is, changed)| changed.as_ref().map_or(is, |(branch, _, _)| branch)).collect();
    let is_as_it_was = |b: usize| changed.get(b).is_none_or(Option::is_none);
    let supposing = Supposing { known: bench.known(is_as_it_was), one_more: None };
    let (after, _) = award_with(run.ground, &branches, run.township, run.decisions, &supposing);
    let shifts = bench.shifts(&after, 0);
    let rules = bench.rules();
    let (mut honours_on, mut honours_off) = (Vec::new(), Vec::new());
    if !rules.honours.is_empty() || !rules.lists.is_empty() {
        let own: Vec<BranchScores> = branches.iter().map(|branch| (*branch).clone()).collect();
        let (following, _) = follow(run.ground, &own, &after, run.settles);
        let (before, after) = (honour_results(run, &run.following.honours), honour_results(run, &following.honours));
        let not_in = |these: &[Honour], those: &[Honour]| -> Vec<Honour> {
            these.iter().filter(|honour| !those.contains(honour)).cloned().collect()
        };
        (honours_on, honours_off) = (not_in(&after, &before), not_in(&before, &after));
    }
    let shifts = shifts.iter().filter_map(|shift| shift_result(bench, shift)).collect();
    Some(AllAcceptedResult { entries, members, shifts, honours_on, honours_off })
}

/// A branch with all its pending entries accepted, how many they are and of how many members; `None` where there are none.
fn accepted(bench: &Bench<'_>, branch: &BranchScores) -> Option<(BranchScores, usize, usize)> {
    let pending: Vec<Vec<usize>> = (0..branch.roster.len()).map(|member| pending_of(branch, member)).collect();
    let members = pending.iter().filter(|pending| !pending.is_empty()).count();
    if members == 0 {
        return None;
    }
    let pending = pending.concat();
    let mut own = branch.clone();
    for entry in &pending {
        if let Some(judgement) = own.judgements.get_mut(*entry) {
            judgement.verdict = Verdict::Counted;
        }
    }
    own.reckonings = reckon_branch(&bench.run.ground.scene(&own));
    for (card, reckoning) in own.cards.iter_mut().zip(&own.reckonings) {
        card.score = reckoning.points(bench.rules(), Node::Score);
    }
    Some((own, pending.len(), members))
}
