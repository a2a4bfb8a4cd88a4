//! What of many entries counts: the same matter once, so many times or points in a window.

use std::collections::HashMap;

use super::card::{LineState, Posting, ScoredLine};
use crate::model::{Points, Tells, When};
use crate::rules::{Item, Limit, LimitBy, SameMatter};

/// An entry that counts, and what is left of its worth.
pub struct Claim<'a> {
    posting: Posting<'a>,
    /// Worth of one time, without sign.
    each: Points,
    times: u32,
    /// What it is still worth, without sign.
    pub worth: Points,
    why: Option<String>,
}

impl<'a> Claim<'a> {
    /// The claim of an entry before any limit.
    pub fn new(item: &Item, posting: &Posting<'a>) -> Self {
        let entry = posting.entry;
        let stated = entry.stated.unwrap_or(Points::ZERO);
        let (each, times, worth) = match entry.tells {
            Tells::Event => {
                let times = if item.same_matter.is_some() { 1 } else { entry.quantity };
                let priced = |times| item.price(&entry.level, times, entry.stated).unwrap_or(Points::ZERO);
                (priced(1), times, priced(times))
            }
            Tells::Standing => item.times_behind(item.signed(stated - item.start)),
            Tells::Change => item.times_behind(stated.abs()),
        };
        Self { posting: *posting, each, times, worth, why: None }
    }

    /// Leaves it this much worth; the first reason for a cut is kept.
    pub fn cut(&mut self, worth: Points, why: impl Into<String>) {
        self.worth = worth;
        self.why.get_or_insert(why.into());
    }

    /// The entry as it stands in the score.
    pub fn line(self, item: &Item) -> ScoredLine {
        let state = if self.why.is_some() { LineState::Capped } else { LineState::Counted };
        ScoredLine { entry: self.posting.index, effect: item.signed(self.worth), state, why: self.why }
    }
}

/// Applies the item's own limits in their order: first the same matter, then each window.
pub fn apply_limits(item: &Item, claims: &mut [Claim<'_>]) {
    match item.same_matter {
        Some(SameMatter::Highest) => keep_highest(claims),
        None => {}
    }
    for limit in &item.limits {
        apply_limit(limit, &item.unit, claims);
    }
}

/// Of the claims about one matter the highest counts, of equals the earliest. No text is no matter.
fn keep_highest(claims: &mut [Claim<'_>]) {
    let mut best: HashMap<&str, (usize, Points)> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let matter = &*claim.posting.entry.matter;
        if !matter.is_empty() {
            let leader = best.entry(matter).or_insert((index, claim.worth));
            if claim.worth > leader.1 {
                *leader = (index, claim.worth);
            }
        }
    }
    for (index, claim) in claims.iter_mut().enumerate() {
        if best.get(&*claim.posting.entry.matter).is_some_and(|(leader, _)| *leader != index) {
            claim.cut(Points::ZERO, "同一事由只计最高级别一次");
        } else if claim.posting.entry.quantity > 1 {
            claim.cut(claim.worth, "同一事由只计一次，次数不加倍");
        }
    }
}

/// A figure of several windows may be as much as all of them allow together.
fn apply_limit(limit: &Limit, unit: &str, claims: &mut [Claim<'_>]) {
    let mut used: HashMap<(i32, u32, u32), (u32, Points)> = HashMap::new();
    for claim in claims {
        let (year, number) = limit.per.of(claim.posting.when.from());
        let windows = match claim.posting.when {
            When::Day(_) => 1,
            When::Span(period) => (period.window().months() / limit.per.months()).max(1),
        };
        let (times_used, points_used) = used.entry((year, number, windows)).or_default();
        match limit.most.over(windows) {
            LimitBy::Times(most) if claim.worth > Points::ZERO => {
                let allowed = claim.times.min(most.saturating_sub(*times_used));
                if allowed < claim.times {
                    let worth = claim.worth.min(claim.each * Points::whole(i64::from(allowed)));
                    claim.cut(worth, format!("{}最多 {most} {unit}", limit.per.each()));
                }
                *times_used += allowed;
            }
            LimitBy::Points(most) => {
                let allowed = claim.worth.min((most - *points_used).max(Points::ZERO));
                if allowed < claim.worth {
                    claim.cut(allowed, format!("{}最多 {most} 分", limit.per.each()));
                }
                *points_used += allowed;
            }
            LimitBy::Times(_) => {}
        }
    }
}
