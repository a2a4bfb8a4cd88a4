//! From items and parts to categories, from categories to the score.

use super::bounds::Bounds;
use super::computed::of_computed;
use super::entered::{Group, of_all_lines};
use super::span::Span;
use super::{Combine, Interval, Item};
use crate::model::Points;
use crate::rules::{Category, Missing, Node};

/// An item, and what its lines change.
pub struct ItemSpan {
    /// What it comes to, where it applies.
    pub span: Span,
    /// What it begins with.
    pub start: Interval,
    /// What its lines change, with the item's sign, before floor and full marks.
    pub effect: Interval,
    /// Full marks, where it has any.
    pub full: Option<Interval>,
}

/// What an item comes to in so many months.
pub fn of_item(index: usize, item: &Item, bounds: &Bounds<'_>, groups: &[Group], months: u32) -> ItemSpan {
    let (full, may_be_without) = full_of(item, bounds);
    let applies = item.applies.as_ref().map(|applies| bounds.of_condition(applies));
    let may_be_exempt = may_be_without || applies.is_some_and(|applies| applies.no || applies.missing);
    let may_apply = applies.is_none_or(|applies| applies.yes) && !(item.full_by.is_some() && full.is_none());
    let bounds = Bounds { full, ..*bounds };
    let full_most = full.map(|full| full.most.unwrap_or_default());
    let blank =
        ItemSpan { span: Span::sure(Interval::NOTHING), start: Interval::NOTHING, effect: Interval::NOTHING, full };
    if let Some(computed) = &item.computed {
        let found = of_computed(computed, &bounds);
        let interval = found.interval.unwrap_or_default().capped(full_most).held_up(item.floor);
        let span = Span {
            interval: Some(interval),
            may_be_exempt: found.may_be_exempt || may_be_exempt,
            may_apply: found.may_apply && may_apply,
            ..found
        };
        // It may have lines all the same, which its category may count one by one.
        let worth = of_all_lines(item, &bounds, months, None);
        let effect = if item.deducts { worth.negative() } else { worth };
        return ItemSpan { span, effect, ..blank };
    }
    let start = match &item.opening {
        _ if item.starts_full => full.unwrap_or(Interval::NOTHING),
        Some(opening) => {
            let start = bounds.of_rule(opening).unwrap_or_default();
            if bounds.lacks(opening) { start.hull(Interval::NOTHING) } else { start }
        }
        None => Interval::only(item.start),
    };
    let of_groups = groups.iter().filter(|group| group.over.contains(&index)).map(|group| group.most).min();
    let worth = of_all_lines(item, &bounds, months, None).capped(of_groups);
    let effect = if item.deducts { worth.negative() } else { worth };
    let total = start.plus(effect);
    let ceiling = full_most.map(|full| start.most.map_or(full, |start| full.max(start)));
    let ground = item.floor.map(|floor| start.least.map_or(floor, |start| floor.min(start)));
    // Lines beyond full marks or below the floor are cut, so that what stands between them can be anything.
    let most = ceiling
        .filter(|_| full.is_some())
        .map_or(total.most, |ceiling| Some(total.most.map_or(ceiling, |most| most.min(ceiling))));
    let least = ground.map_or(total.least, |ground| Some(total.least.map_or(ground, |least| least.max(ground))));
    let interval = Interval { least, most };
    ItemSpan { span: Span { may_be_exempt, may_apply, ..Span::sure(interval) }, start, effect, full }
}

/// Full marks, and whether a member may have none of them.
fn full_of(item: &Item, bounds: &Bounds<'_>) -> (Option<Interval>, bool) {
    if let Some(by) = &item.full_by {
        let known = bounds.given.class.filter(|(fact, _)| *fact == by.fact);
        if let Some((_, word)) = known {
            let full = by.of.get(word).copied().flatten();
            return (full.map(Interval::only), full.is_none());
        }
        let all = by.of.iter().flatten().copied().map(Interval::only).reduce(Interval::hull);
        return (all, true);
    }
    let day = bounds.given.day;
    let later = item.amended.iter().filter(|amended| day.is_none_or(|day| amended.since <= day));
    let mut later: Vec<Points> = later.filter_map(|amended| amended.full).collect();
    let first = match day {
        Some(_) => later.pop().or(item.full),
        None => item.full,
    };
    let Some(first) = first else { return (None, false) };
    let all = if day.is_some() { Vec::new() } else { later };
    (Some(all.into_iter().map(Interval::only).fold(Interval::only(first), Interval::hull)), false)
}

/// A part of a category or of the score.
#[derive(Clone, Copy, Debug)]
struct Part {
    points: Interval,
    may_be_out: bool,
    full: Option<Points>,
}

/// What a category comes to; `items` and the categories below it are known.
pub fn of_category(
    index: usize,
    category: &Category,
    bounds: &Bounds<'_>,
    items: &[ItemSpan],
    groups: &[Group],
) -> Span {
    let applies = category.applies.as_ref().map(|applies| bounds.of_condition(applies));
    let may_be_out = applies.is_some_and(|applies| applies.no || applies.missing);
    let may_apply = applies.is_none_or(|applies| applies.yes);
    if let Some(computed) = &category.computed {
        let found = of_computed(computed, &Bounds { full: category.full.map(Interval::only), ..*bounds });
        let interval = found.interval.unwrap_or_default().capped(category.cap).held_up(category.floor);
        return Span {
            interval: Some(interval),
            may_lack: found.may_lack || found.may_be_exempt || may_be_out,
            may_be_exempt: found.may_be_exempt || may_be_out,
            may_apply: found.may_apply && may_apply,
            ..found
        };
    }
    let (uncapped, rest) = before_cap(index, category, bounds, items, groups);
    Span {
        interval: Some(uncapped.capped(category.cap).held_up(category.floor)),
        may_lack: rest.may_lack || may_be_out,
        may_be_exempt: rest.may_be_exempt || may_be_out,
        may_apply: rest.may_apply && may_apply,
        ..rest
    }
}

/// What a category without a formula comes to before its cap and floor, and what else is known of it.
pub fn before_cap(
    index: usize,
    category: &Category,
    bounds: &Bounds<'_>,
    items: &[ItemSpan],
    groups: &[Group],
) -> (Interval, Span) {
    let rules = bounds.rules;
    let mine = || rules.items.iter().zip(items).enumerate().filter(|(_, (item, _))| item.category == Some(index));
    let mut parts: Vec<Part> = Vec::new();
    let mut may_lack = false;
    let mut has_parts = false;
    for (_, (_, found)) in mine() {
        has_parts = true;
        may_lack |= found.span.may_lack;
        if found.span.may_apply {
            let full = found.full.map_or(Some(Points::ZERO), Interval::single);
            parts.push(Part {
                points: found.span.interval.unwrap_or_default(),
                may_be_out: found.span.may_be_exempt,
                full,
            });
        }
    }
    for (child, below) in rules.categories.iter().enumerate().filter(|(_, below)| below.parent == Some(index)) {
        has_parts = true;
        let found = bounds.spans.at(Node::Category(child));
        // What is missing leaves the whole without a value; what is exempt is only left out.
        may_lack |= found.may_lack;
        if found.may_apply {
            let points = found.interval.unwrap_or_default();
            let points = below.weight.map_or(points, |weight| points.times(weight.number()));
            parts.push(Part {
                points,
                may_be_out: found.may_be_exempt,
                full: Some(below.full.unwrap_or(Points::ZERO)),
            });
        }
    }
    let start = category.start.as_ref().map(|start| {
        let found = bounds.of_rule(start).unwrap_or_default();
        if bounds.lacks(start) { found.hull(Interval::NOTHING) } else { found }
    });
    let may_be_exempt = has_parts && start.is_none() && parts.iter().all(|part| part.may_be_out);
    let may_apply = !has_parts || start.is_some() || !parts.is_empty();
    let combined = match category.combine {
        Combine::Sum => added(&parts).within(&limited(index, bounds, items, groups)),
        Combine::Max => highest(&parts),
        Combine::Min => highest(&turned(&parts)).negative(),
        Combine::Mean => mean(&parts),
    };
    let begun = start.map_or(combined, |start| combined.plus(start));
    let scaled = category.scale_to.map_or(begun, |scale| scaled(&parts, begun, start, scale));
    let total = match category.exhausts {
        true => exhausted(index, category, bounds, items, start.unwrap_or(Interval::NOTHING)),
        false => scaled,
    };
    (total, Span { may_be_exempt, may_apply, may_lack, ..Span::sure(total) })
}

fn turned(parts: &[Part]) -> Vec<Part> {
    parts.iter().map(|part| Part { points: part.points.negative(), ..*part }).collect()
}

fn added(parts: &[Part]) -> Interval {
    let each = parts.iter().map(|part| if part.may_be_out { part.points.hull(Interval::NOTHING) } else { part.points });
    each.fold(Interval::NOTHING, Interval::plus)
}

/// What limits over several items leave of their sum: the bounds that hold besides those of [`added`].
fn limited(index: usize, bounds: &Bounds<'_>, items: &[ItemSpan], groups: &[Group]) -> Interval {
    let rules = bounds.rules;
    let is_mine = |item: &usize| rules.items.get(*item).is_some_and(|item| item.category == Some(index));
    let mut in_groups: Vec<usize> = Vec::new();
    let mut sum = Interval::NOTHING;
    for group in groups.iter().filter(|group| group.over.iter().all(is_mine)) {
        if group.over.iter().any(|item| in_groups.contains(item)) {
            continue;
        }
        in_groups.extend(&group.over);
        let zero = Some(Points::ZERO);
        let adds = Interval { least: zero, most: Some(group.most) };
        for item in &group.over {
            if let Some(found) = items.get(*item) {
                // What cannot come by lines stands beside the limit; a floor may raise it.
                let is_computed = rules.items.get(*item).is_some_and(|item| item.computed.is_some());
                let still = if is_computed { found.span.interval.unwrap_or_default() } else { found.start };
                let lifted = rules
                    .items
                    .get(*item)
                    .and_then(|item| item.floor)
                    .map_or(still, |floor| still.hull(Interval::only(floor)));
                sum = sum.plus(lifted.hull(Interval::NOTHING));
            }
        }
        let takes = group.over.iter().any(|item| rules.items.get(*item).is_some_and(|item| item.deducts));
        let gives = group.over.iter().any(|item| rules.items.get(*item).is_some_and(|item| !item.deducts));
        if gives {
            sum = sum.plus(adds);
        }
        if takes {
            sum = sum.plus(adds.negative());
        }
    }
    for (item, found) in items.iter().enumerate().filter(|(item, _)| is_mine(item) && !in_groups.contains(item)) {
        let _ = item;
        sum = sum.plus(found.span.interval.unwrap_or_default().hull(Interval::NOTHING));
    }
    for (child, below) in rules.categories.iter().enumerate().filter(|(_, below)| below.parent == Some(index)) {
        let points = bounds.spans.at(Node::Category(child)).interval.unwrap_or_default();
        let points = below.weight.map_or(points, |weight| points.times(weight.number()));
        sum = sum.plus(points.hull(Interval::NOTHING));
    }
    sum
}

/// The highest of those that are there.
fn highest(parts: &[Part]) -> Interval {
    if parts.is_empty() {
        return Interval::NOTHING;
    }
    let most = parts.iter().map(|part| part.points.most).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten();
    let sure = || parts.iter().filter(|part| !part.may_be_out).map(|part| part.points.least);
    let any = || parts.iter().map(|part| part.points.least);
    let least = match sure().flatten().max() {
        Some(least) => Some(least),
        None if sure().next().is_some() => None,
        None => any().reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b))).flatten(),
    };
    let found = Interval { least, most };
    // Where all are out there is nothing, which a start may still go with.
    if parts.iter().all(|part| part.may_be_out) { found.hull(Interval::NOTHING) } else { found }
}

fn mean(parts: &[Part]) -> Interval {
    if parts.iter().all(|part| !part.may_be_out) && !parts.is_empty() {
        let share = Points::whole(1).checked_div(Points::count(parts.len())).unwrap_or(Points::ZERO);
        return added(parts).times(share);
    }
    let found = parts.iter().map(|part| part.points).reduce(Interval::hull).unwrap_or(Interval::NOTHING);
    if parts.iter().all(|part| part.may_be_out) { found.hull(Interval::NOTHING) } else { found }
}

/// What a sum becomes that is scaled by the full marks of those that are there.
fn scaled(parts: &[Part], sum: Interval, start: Option<Interval>, scale: Points) -> Interval {
    let factor = |fulls: Points| scale.checked_div(fulls);
    if parts.iter().all(|part| !part.may_be_out) {
        let fulls: Option<Points> = parts.iter().map(|part| part.full).sum();
        return match fulls {
            Some(fulls) if fulls.is_zero() => sum,
            Some(fulls) => factor(fulls).map_or_else(Interval::default, |factor| sum.times(factor)),
            None => Interval::default(),
        };
    }
    // The whole is a mean of the parts' own shares, weighed by full marks: it lies between the least and the most of them.
    let share = |part: &Part| {
        let full = part.full.filter(|full| !full.is_zero() && !full.is_negative())?;
        Some(part.points.times(factor(full)?))
    };
    match (start, parts.iter().map(share).collect::<Option<Vec<_>>>()) {
        (None, Some(shares)) => {
            shares.into_iter().reduce(Interval::hull).unwrap_or(Interval::NOTHING).hull(Interval::NOTHING)
        }
        _ => Interval::default(),
    }
}

/// What is left of the start after lines that do not go below the floor.
fn exhausted(index: usize, category: &Category, bounds: &Bounds<'_>, items: &[ItemSpan], start: Interval) -> Interval {
    let mine = bounds.rules.items.iter().zip(items).filter(|(item, _)| item.category == Some(index));
    let effects = mine.map(|(_, found)| found.effect.hull(Interval::NOTHING)).fold(Interval::NOTHING, Interval::plus);
    let total = start.plus(effects);
    let floor = category.floor.unwrap_or(Points::ZERO);
    let ground = start.least.map_or(floor, |start| floor.min(start));
    Interval { least: Some(total.least.map_or(ground, |least| least.max(ground))), most: total.most }
}

impl Interval {
    /// Numbers that lie in both; where an end is not known in one, the other's holds.
    fn within(self, other: &Self) -> Self {
        let least = [self.least, other.least].into_iter().flatten().max();
        let most = [self.most, other.most].into_iter().flatten().min();
        Self { least, most }
    }
}

/// What the score of one reckoning comes to, before rounding.
pub fn of_score(bounds: &Bounds<'_>) -> Span {
    let rules = bounds.rules;
    let score = &rules.score;
    let tops = || rules.categories.iter().enumerate().filter(|(_, category)| category.parent.is_none());
    let start = score.start.as_ref().map_or(Interval::NOTHING, |start| bounds.of_rule(start).unwrap_or_default());
    let mut may_lack = score.start.as_ref().is_some_and(|start| bounds.lacks(start));
    let mut sum = Interval::NOTHING;
    let mut weighed: Vec<(Interval, Points)> = Vec::new();
    let mut may_shift = false;
    for (index, category) in tops() {
        let found = bounds.spans.at(Node::Category(index));
        if !found.may_apply && category.applies.is_some() {
            continue;
        }
        let points = found.interval.unwrap_or_default();
        let is_left_out = found.may_be_exempt && category.applies.is_some();
        let counts_nothing = found.may_lack && score.missing != Missing::None;
        may_lack |= found.may_lack && !is_left_out && score.missing == Missing::None;
        let weight = category.weight.map_or(Points::whole(1), |weight| weight.number());
        let part = points.times(weight);
        let part = if is_left_out || counts_nothing { part.hull(Interval::NOTHING) } else { part };
        if category.weight.is_some() && score.missing == Missing::Reweight {
            may_shift |= found.may_lack;
            weighed.push((points, weight));
        } else {
            sum = sum.plus(part);
        }
    }
    if !weighed.is_empty() {
        let all: Points = weighed.iter().map(|(_, weight)| *weight).sum();
        let plain =
            weighed.iter().map(|(points, weight)| points.times(*weight)).fold(Interval::NOTHING, Interval::plus);
        let shifted =
            weighed.iter().map(|(points, _)| *points).reduce(Interval::hull).unwrap_or(Interval::NOTHING).times(all);
        sum = sum.plus(if may_shift { plain.hull(shifted).hull(Interval::NOTHING) } else { plain });
        may_lack |= may_shift;
    }
    let total = start.plus(sum).capped(score.cap).held_up(score.floor);
    let total = if score.zero_on_veto { total.hull(Interval::NOTHING) } else { total };
    Span { may_lack, ..Span::sure(total) }
}
