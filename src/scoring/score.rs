//! The score of a frame: the categories that are no part of another, each with its weight.

use super::join::join;
use super::reckoning::Reckoning;
use super::view::View;
use crate::model::Points;
use crate::rules::{Category, Missing, Node, Reckoned, RuleSet};

/// The score of a frame before rounding; `None` where none can be formed.
pub fn score_of(rules: &RuleSet, own: &Reckoning, at: usize, view: &View<'_>) -> Option<Points> {
    let frame = own.frames.get(at)?;
    let has_yearly = tops(rules).any(|(_, category)| category.reckoned == Reckoned::Once);
    let exact = match (frame.is_period, frame.is_run) {
        (true, false) if has_yearly => return None,
        (true, _) => weighed(rules, own, at, view)?,
        (false, true) if has_yearly && !frame.parts.is_empty() => weighed(rules, own, at, view)?,
        (false, true) => join(rules, own, at, &|part| own.exact(part))?,
        (false, false) => return None,
    };
    Some(if rules.score.zero_on_veto && !own.vetoes.is_empty() { Points::ZERO } else { exact })
}

/// The categories that are no part of another.
pub fn tops(rules: &RuleSet) -> impl Iterator<Item = (usize, &Category)> {
    rules.categories.iter().enumerate().filter(|(_, category)| category.parent.is_none())
}

fn weighed(rules: &RuleSet, own: &Reckoning, at: usize, view: &View<'_>) -> Option<Points> {
    let start = rules.score.start.as_ref().map_or(Some(Points::ZERO), |start| view.number(start))?;
    let weight = |category: &Category| category.weight.map_or(Points::whole(1), |weight| weight.number());
    let mut sum = Points::ZERO;
    let mut there = Points::ZERO;
    let mut all = Points::ZERO;
    for (index, category) in tops(rules) {
        if own
            .category(at, index)
            .is_some_and(|points| points.exempt && points.value.is_none() && category.applies.is_some())
        {
            continue;
        }
        let is_weighed = category.weight.is_some();
        if is_weighed {
            all += weight(category);
        }
        match own.value(rules, at, Node::Category(index)).number() {
            Some(points) => {
                sum += points * weight(category);
                if is_weighed {
                    there += weight(category);
                }
            }
            None if rules.score.missing == Missing::None => return None,
            None => {}
        }
    }
    if rules.score.missing == Missing::Reweight && there != all {
        if there.is_zero() {
            return None;
        }
        // Only what is weighed takes over the weight of what is missing.
        let weighed: Points = tops(rules)
            .filter(|(_, category)| category.weight.is_some())
            .filter_map(|(index, category)| {
                Some(own.value(rules, at, Node::Category(index)).number()? * weight(category))
            })
            .sum();
        sum = sum - weighed + weighed * all / there;
    }
    let total = start + sum;
    let capped = rules.score.cap.map_or(total, |cap| total.min(cap));
    Some(rules.score.floor.map_or(capped, |floor| capped.max(floor)))
}
