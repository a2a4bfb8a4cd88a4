//! One category of one member in one stretch of time.

use super::item::{Cut, computed_points, in_frame};
use super::view::View;
use crate::model::Points;
use crate::rules::{Case, Category, Combine, Node, Reckoned};

/// What a category comes to.
#[derive(Clone, Debug, Default)]
pub struct CategoryPoints {
    /// The points; `None` where there are none to be had.
    pub value: Option<Points>,
    /// Whether it does not apply to the member.
    pub exempt: bool,
    /// What leads from its items and parts to the points: the start, scaling, floor and cap.
    pub adjustments: Vec<(Points, String)>,
    /// Lines that the floor cuts.
    pub cuts: Vec<Cut>,
}

/// What a category comes to in the view's frame, with the special case that decided.
pub fn category_points<'r>(index: usize, view: &View<'r>) -> (CategoryPoints, Option<&'r Case>) {
    let Some(category) = view.scene.rules.categories.get(index) else { return Default::default() };
    let is_nowhere = view.scene.rules.presence.as_ref().is_some_and(|presence| presence.months)
        && view.frame.is_some_and(|frame| frame.months.is_empty());
    if is_nowhere && category.reckoned != Reckoned::Once {
        return Default::default();
    }
    if category.applies.as_ref().is_some_and(|applies| !view.holds(applies)) {
        return (CategoryPoints { exempt: true, ..CategoryPoints::default() }, None);
    }
    if let Some(computed) = &category.computed {
        let (points, case) = computed_points(computed, category.full, view);
        if case.is_some_and(|case| case.exempt) {
            return (CategoryPoints { exempt: true, ..CategoryPoints::default() }, case);
        }
        let mut found = CategoryPoints::default();
        if let Some(points) = points {
            let note = case.map(|case| case.note.clone()).filter(|note| !note.is_empty());
            let shows = || computed.shows.as_ref().map(|shows| view.with_full(category.full).told(shows));
            found.adjustments.push((points, note.or_else(shows).unwrap_or_else(|| category.title.clone())));
            bound(category, points, &mut found);
        }
        return (found, case);
    }
    (summed(index, category, view), None)
}

/// From the points of its items and parts.
fn summed(index: usize, category: &Category, view: &View<'_>) -> CategoryPoints {
    let rules = view.scene.rules;
    let Some(own) = view.own else { return CategoryPoints::default() };
    let mut parts: Vec<Points> = Vec::new();
    let mut fulls = Points::ZERO;
    let mut has_items = false;
    let mut found = CategoryPoints::default();
    for (item, _) in rules.items.iter().enumerate().filter(|(_, item)| item.category == Some(index)) {
        has_items = true;
        match own.item(view.at, item) {
            Some(points) if points.exempt => {}
            Some(points) if points.missing => return found,
            Some(points) => {
                fulls += points.of.unwrap_or(Points::ZERO);
                parts.push(points.counted);
            }
            // Nothing entered, nothing to be had: it is there, with 0 points.
            None => parts.push(Points::ZERO),
        }
    }
    for (part, child) in rules.categories.iter().enumerate().filter(|(_, part)| part.parent == Some(index)) {
        has_items = true;
        if own.category(view.at, part).is_some_and(|points| points.exempt) {
            continue;
        }
        let Some(points) = own.value(rules, view.at, Node::Category(part)).number() else { return found };
        fulls += child.full.unwrap_or(Points::ZERO);
        parts.push(child.weight.map_or(points, |weight| weight.of(points)));
    }
    let start = category.start.as_ref().and_then(|start| view.number(start));
    if parts.is_empty() && has_items && start.is_none() {
        found.exempt = true;
        return found;
    }
    let sum: Points = parts.iter().copied().sum();
    let mut total = sum;
    match category.combine {
        Combine::Sum => {}
        Combine::Max => {
            total = adjusted(&mut found, total, parts.iter().copied().max().unwrap_or(sum), "只计最高的一项".to_owned())
        }
        Combine::Min => {
            total = adjusted(&mut found, total, parts.iter().copied().min().unwrap_or(sum), "只计最低的一项".to_owned())
        }
        Combine::Mean if !parts.is_empty() => {
            total = adjusted(&mut found, total, sum / Points::count(parts.len()), format!("{} 项平均", parts.len()));
        }
        Combine::Mean => {}
    }
    if let Some(start) = start {
        total = adjusted(&mut found, total, total + start, format!("从 {start} 分起"));
    }
    if let Some(scale) = category.scale_to.filter(|_| !fulls.is_zero()) {
        let note = format!("适用项目满分合计 {fulls}，折算到 {scale}");
        total = adjusted(&mut found, total, total * scale / fulls, note);
    }
    if category.exhausts {
        total = exhaust(index, category, view, start.unwrap_or(Points::ZERO), &mut found);
    }
    bound(category, total, &mut found);
    found
}

/// Notes a step from one figure to the next.
fn adjusted(found: &mut CategoryPoints, from: Points, to: Points, note: String) -> Points {
    if to != from {
        found.adjustments.push((to - from, note));
    }
    to
}

/// Cuts the lines that go below the floor, the later by date first (扣完为止). Returns what is left.
fn exhaust(index: usize, category: &Category, view: &View<'_>, start: Points, found: &mut CategoryPoints) -> Points {
    let rules = view.scene.rules;
    let lines = view.own.map_or(0, |own| own.lines.len());
    let is_mine = |item: usize| rules.item(item).is_some_and(|item| item.category == Some(index));
    let mut mine: Vec<_> = in_frame(view, &(0..lines)).filter(|(_, line)| is_mine(line.item)).collect();
    mine.sort_by_key(|(_, line)| (line.when.to(), line.entry));
    let floor = category.floor.unwrap_or(Points::ZERO);
    let mut total = start;
    for (at, line) in mine {
        let wanted = total + line.effect;
        let held = wanted.max(floor.min(total));
        if held != wanted {
            found.cuts.push(Cut { line: at, effect: held - total, why: "已扣完为止".to_owned() });
        }
        total = held;
    }
    total
}

/// Holds the total between floor and cap.
fn bound(category: &Category, total: Points, found: &mut CategoryPoints) {
    let capped = category.cap.map_or(total, |cap| total.min(cap));
    let held = category.floor.map_or(capped, |floor| capped.max(floor));
    if held != total {
        let note = if held < total { format!("最多 {held} 分") } else { format!("最少 {held} 分") };
        found.adjustments.push((held - total, note));
    }
    found.value = Some(held);
}
