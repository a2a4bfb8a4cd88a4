//! A branch's entries make its members' scorecards.

use super::card::{Judgement, LineState, Posting, Scorecard, Step};
use super::item::score_item;
use crate::model::{Entry, ItemMention, Member, Points};
use crate::rules::RuleSet;

/// The scorecards of a branch's members, in roster order. `judgements` has one for each entry.
///
/// The order of entries matters only where the rulebook says so: of several that a limit cuts, the later by date,
/// then by position, loses.
#[must_use]
pub fn score_branch(rules: &RuleSet, roster: &[Member], entries: &[Entry], judgements: &[Judgement]) -> Vec<Scorecard> {
    let mut by_member: Vec<Vec<Posting<'_>>> = roster.iter().map(|_| Vec::new()).collect();
    for (index, (entry, judgement)) in entries.iter().zip(judgements).enumerate() {
        let (Some(when), Some(member), ItemMention::Known(item)) = (entry.when, entry.member, &entry.item) else {
            continue;
        };
        if let Some(postings) = by_member.get_mut(member) {
            postings.push(Posting { index, entry, when, item: *item, judgement });
        }
    }
    by_member.into_iter().map(|postings| score_member(rules, postings)).collect()
}

fn score_member(rules: &RuleSet, mut postings: Vec<Posting<'_>>) -> Scorecard {
    postings.sort_by_key(|posting| (posting.item, posting.when.to(), posting.index));
    let mut steps = Vec::new();
    let mut vetoes = Vec::new();
    let mut rest = postings.as_slice();
    for (index, item) in rules.items.iter().enumerate() {
        let (own, others) = rest.split_at(rest.partition_point(|posting| posting.item <= index));
        rest = others;
        if own.is_empty() && item.full.is_none() {
            continue;
        }
        let step = score_item(index, item, own);
        if item.is_veto() && step.lines.iter().any(|line| line.state == LineState::Counted) {
            vetoes.push(index);
        }
        steps.push(step);
    }
    let categories: Vec<Points> = (0..rules.categories.len())
        .map(|category| steps.iter().filter(|step| step.category == Some(category)).map(|step| step.counted).sum())
        .collect();
    let exact: Points = rules.score.of.iter().filter_map(|category| categories.get(*category)).copied().sum();
    let score = exact.round(rules.score.places);
    if score != exact {
        steps.push(Step {
            item: None,
            category: None,
            counted: score - exact,
            of: None,
            note: format!("{}取 {} 位小数", rules.score.title, rules.score.places),
            lines: Vec::new(),
        });
    }
    vetoes.sort_by_key(|veto| rules.item(*veto).map(|item| item.id.clone()));
    Scorecard { categories, score, steps, vetoes }
}
