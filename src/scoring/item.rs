//! One item of one member: from its entries to its points.

use super::card::{LineState, Posting, ScoredLine, Step};
use super::limits::{Claim, apply_limits};
use crate::model::{Points, Verdict};
use crate::rules::Item;

/// The step of one item, from its entries sorted by date, then by position.
pub fn score_item(index: usize, item: &Item, postings: &[Posting<'_>]) -> Step {
    let mut claims: Vec<Claim<'_>> = postings
        .iter()
        .filter(|posting| posting.judgement.verdict == Verdict::Counted)
        .map(|posting| Claim::new(item, posting))
        .collect();
    apply_limits(item, &mut claims);
    let counted = run_total(item, &mut claims);
    let mut settled = claims.into_iter();
    let lines = postings
        .iter()
        .map(|posting| match posting.judgement.verdict {
            Verdict::Counted => settled.next().map_or_else(|| set_aside(posting), |claim| claim.line(item)),
            Verdict::Pending | Verdict::Excluded => set_aside(posting),
        })
        .collect();
    Step { item: Some(index), category: item.category, counted, of: item.full, note: note(item), lines }
}

fn set_aside(posting: &Posting<'_>) -> ScoredLine {
    let state = if posting.judgement.verdict == Verdict::Pending { LineState::Pending } else { LineState::Excluded };
    ScoredLine { entry: posting.index, effect: Points::ZERO, state, why: posting.judgement.why.clone() }
}

/// Adds or takes away one entry after the other, from the start up to full marks and down to the floor.
fn run_total(item: &Item, claims: &mut [Claim<'_>]) -> Points {
    let mut total = item.start;
    for claim in claims {
        let wanted = total + item.signed(claim.worth);
        let capped = item.full.map_or(wanted, |full| wanted.min(full.max(total)));
        let held = item.floor.map_or(capped, |floor| capped.max(floor.min(total)));
        if held != wanted {
            claim.cut(item.signed(held - total), if held > wanted { "已扣完为止" } else { "已到满分" });
        }
        total = held;
    }
    total
}

fn note(item: &Item) -> String {
    match item.full {
        Some(full) if item.deducts => format!("从 {} 分扣起，满分 {full}", item.start),
        Some(full) => format!("从 {} 分加起，最多 {full} 分", item.start),
        None if item.is_veto() => "只定等次，不计分值".to_owned(),
        None => String::new(),
    }
}
