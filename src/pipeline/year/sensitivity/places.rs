//! Places under quotas: who is last in, who is first without, and who would get one more.

use rayon::prelude::*;

use super::bench::Bench;
use super::told::shift_result;
use crate::pipeline::Who;
use crate::pipeline::award::{OneMorePlace, ScopeOutcome};
use crate::reports::{HolderResult, PlaceResult};
use crate::scoring::QuotaOutcome;

/// The quotas that left somebody without a place, and how many of them were tried with one place more.
pub fn places(bench: &Bench<'_>) -> (Vec<PlaceResult>, usize) {
    let quotas =
        bench.run.standing.scopes.iter().flat_map(|scope| scope.quotas.iter().map(move |quota| (scope, quota)));
    let short: Vec<_> = quotas.filter(|(_, quota)| quota.awarded.len() < quota.candidates.len()).collect();
    let places: Vec<PlaceResult> = short.par_iter().map(|(scope, quota)| place(bench, scope, quota)).collect();
    let asked = places.len();
    (places, asked)
}

fn place(bench: &Bench<'_>, scope: &ScopeOutcome, quota: &QuotaOutcome) -> PlaceResult {
    let holder = |who: &usize| scope.contenders.get(*who).and_then(|who| holder(bench, *who));
    // In their order, so that the last of them came in last.
    let last_in = quota.candidates.iter().rev().find(|who| quota.awarded.contains(who)).and_then(holder);
    let without = || quota.candidates.iter().filter(|who| !quota.awarded.contains(who));
    let first_out: Vec<HolderResult> = if quota.contested.is_empty() {
        without().filter_map(holder).take(1).collect()
    } else {
        quota.contested.iter().filter_map(holder).collect()
    };
    let first_score = first_out.first().and_then(|holder| holder.score);
    let gap = last_in.as_ref().and_then(|holder| holder.score).zip(first_score).map(|(last, first)| last - first);
    let more = OneMorePlace { scope: &scope.name, grade: quota.grade };
    let branch = scope.contenders.first().map(|(b, _)| *b);
    let shifts = bench.with_place(branch, more);
    PlaceResult {
        scope: scope.name.clone(),
        level: bench.rules().grades.get(quota.grade).map_or_else(String::new, |grade| grade.title.clone()),
        limit: quota.limit,
        last_in,
        first_out,
        gap,
        shifts: shifts.iter().filter_map(|shift| shift_result(bench, shift)).collect(),
    }
}

fn holder(bench: &Bench<'_>, (b, m): Who) -> Option<HolderResult> {
    let branch = bench.run.branches.get(b)?;
    let member = branch.roster.get(m)?;
    Some(HolderResult {
        branch: branch.name.to_string(),
        name: member.name.clone(),
        id: member.id.clone(),
        score: branch.cards.get(m)?.score,
    })
}
