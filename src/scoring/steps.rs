//! The steps of a scorecard: every figure that made the score, adding up to it.

use super::card::{Scorecard, Step};
use super::frames::RUN;
use super::item::ItemPoints;
use super::join::join_in_words;
use super::reckoning::Reckoning;
use crate::model::Points;
use crate::rules::{Node, RuleSet};

/// The scorecard of a reckoning.
#[must_use]
pub fn scorecard(rules: &RuleSet, own: &Reckoning) -> Scorecard {
    let categories: Vec<Option<Points>> =
        (0..rules.categories.len()).map(|category| own.points(rules, Node::Category(category))).collect();
    let score = own.points(rules, Node::Score);
    let mut steps = Vec::new();
    for index in 0..rules.items.len() {
        item_steps(rules, own, index, &mut steps);
    }
    for (index, value) in categories.iter().enumerate() {
        category_steps(rules, own, index, *value, &mut steps);
    }
    if let Some(score) = score {
        score_steps(rules, own, &categories, score, &mut steps);
    }
    let shorter = own.frames.iter().enumerate().filter(|(_, frame)| frame.is_period && !frame.is_run);
    let periods = shorter.map(|(at, frame)| (frame.period, own.value(rules, at, Node::Score).number())).collect();
    Scorecard { categories, score, steps, vetoes: own.vetoes.clone(), periods, groups: groups(rules, own) }
}

fn step(category: Option<usize>, counted: Points, note: impl Into<String>) -> Step {
    Step { item: None, category, period: None, class: None, counted, of: None, note: note.into(), lines: Vec::new() }
}

/// One step for each frame in which the item is reckoned.
fn item_steps(rules: &RuleSet, own: &Reckoning, index: usize, steps: &mut Vec<Step>) {
    let Some(item) = rules.item(index) else { return };
    for (at, frame) in own.frames.iter().enumerate() {
        let Some(points) = own.item(at, index) else { continue };
        let lines = lines_in(own, at, points, item.any_month);
        let says_nothing = points.of.is_none() && points.counted.is_zero() && item.computed.is_none();
        if (points.exempt || says_nothing) && lines.is_empty() {
            continue;
        }
        let is_class = !frame.is_period && !frame.is_run;
        steps.push(Step {
            item: Some(index),
            category: item.category,
            period: Some(frame.period),
            class: frame.class.filter(|_| is_class),
            counted: points.counted,
            of: points.of,
            note: points.note.clone(),
            lines,
        });
    }
}

/// The lines of an item in a frame; where there is only one frame, those that do not count, too.
fn lines_in(own: &Reckoning, at: usize, points: &ItemPoints, any_month: bool) -> Vec<super::card::ScoredLine> {
    let lines = own.lines.get(points.lines.clone()).unwrap_or(&[]);
    let months = own.frames.get(at).map(|frame| frame.months);
    let is_here = |when| own.frames.len() == 1 || any_month || months.is_none_or(|months| months.hold(when));
    lines.iter().filter(|line| is_here(line.when)).map(super::lines::ReckonedLine::scored).collect()
}

/// What leads from the items of a category to its points.
fn category_steps(rules: &RuleSet, own: &Reckoning, index: usize, value: Option<Points>, steps: &mut Vec<Step>) {
    let Some(value) = value else { return };
    for (at, frame) in own.frames.iter().enumerate() {
        let Some(points) = own.category(at, index) else { continue };
        let parts = rules.categories.iter().enumerate().filter(|(_, part)| part.parent == Some(index));
        for (part, child) in parts {
            if let Some(points) = own.value(rules, at, Node::Category(part)).number() {
                let share = child.weight.map_or(points, |weight| weight.of(points));
                let times = child.weight.map_or_else(String::new, |weight| format!(" × {}%", weight.percent()));
                let note = format!("{} {points}{times}", child.title);
                steps.push(Step { period: Some(frame.period), ..step(Some(index), share, note) });
            }
        }
        let is_class = !frame.is_period && !frame.is_run;
        let class = frame.class.filter(|_| is_class);
        steps.extend(points.adjustments.iter().map(|(counted, note)| Step {
            period: Some(frame.period),
            class,
            ..step(Some(index), *counted, note.clone())
        }));
    }
    let so_far: Points = steps.iter().filter(|step| step.category == Some(index)).map(|step| step.counted).sum();
    if so_far != value {
        let words = own.frames.iter().find(|frame| !frame.is_leaf()).map(|frame| join_in_words(rules, frame));
        steps.push(step(Some(index), value - so_far, words.unwrap_or_default()));
    }
}

/// What leads from the categories to the score.
fn score_steps(rules: &RuleSet, own: &Reckoning, categories: &[Option<Points>], score: Points, steps: &mut Vec<Step>) {
    let push = |steps: &mut Vec<Step>, counted: Points, note: String| {
        if !counted.is_zero() {
            steps.push(step(None, counted, note));
        }
    };
    let mut weighed = Points::ZERO;
    for (category, points) in rules.categories.iter().zip(categories) {
        let Some(points) = points else { continue };
        match (category.parent.and_then(|parent| rules.categories.get(parent)), category.weight) {
            (Some(parent), _) => {
                push(steps, -*points, format!("{} {points} 已计入{}", category.title, parent.title));
            }
            (None, Some(weight)) => {
                let share = weight.of(*points);
                push(steps, share - *points, format!("{} {points} × {}% = {share}", category.title, weight.percent()));
                weighed += share;
            }
            (None, None) => weighed += *points,
        }
    }
    let exact = own.exact(RUN).unwrap_or(score);
    let note = if own.vetoes.is_empty() || !rules.score.zero_on_veto {
        bounds_in_words(rules, own)
    } else {
        format!("{}，得分为 0", rules.veto.as_ref().map_or("", |veto| &veto.title))
    };
    push(steps, exact - weighed, note);
    push(steps, score - exact, format!("{}取 {} 位小数", rules.score.title, rules.score.places));
}

fn bounds_in_words(rules: &RuleSet, own: &Reckoning) -> String {
    let joined = own.frames.first().filter(|run| !run.is_period).map(|run| join_in_words(rules, run));
    let mut words: Vec<String> = joined.into_iter().collect();
    match (rules.score.floor, rules.score.cap) {
        (Some(floor), Some(cap)) => words.push(format!("截取到 {floor}—{cap}")),
        (Some(floor), None) => words.push(format!("最少 {floor} 分")),
        (None, Some(cap)) => words.push(format!("最多 {cap} 分")),
        (None, None) => {}
    }
    if rules.score.start.is_some() {
        words.push("起始分".to_owned());
    }
    words.join("，")
}

/// Points by the headings of a second classification.
fn groups(rules: &RuleSet, own: &Reckoning) -> Vec<(String, Points)> {
    let mut groups: Vec<(String, Points)> = Vec::new();
    for (index, item) in rules.items.iter().enumerate().filter(|(_, item)| !item.group.is_empty()) {
        let points = own.points(rules, Node::Item(index)).unwrap_or(Points::ZERO);
        match groups.iter_mut().find(|(group, _)| *group == item.group) {
            Some((_, sum)) => *sum += points,
            None => groups.push((item.group.clone(), points)),
        }
    }
    groups
}
