//! From the parts of a frame to the whole: settled periods make the year, classes make a period by their months.

use super::frames::Frame;
use super::reckoning::Reckoning;
use crate::model::Points;
use crate::rules::{Join, RuleSet, Year};

/// What the parts of a frame come to together; `None` where one that counts has nothing.
pub fn join(rules: &RuleSet, own: &Reckoning, at: usize, of: &dyn Fn(usize) -> Option<Points>) -> Option<Points> {
    let frame = own.frames.get(at)?;
    let parts: Vec<(&Frame, Points)> =
        frame.parts.iter().map(|part| Some((own.frames.get(*part)?, of(*part)?))).collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    if frame.is_period {
        return by_months(&parts);
    }
    match &rules.year {
        Some(year) => joined(year, &parts),
        None => Some(parts.iter().map(|(_, points)| *points).sum()),
    }
}

fn by_months(parts: &[(&Frame, Points)]) -> Option<Points> {
    let months = |frame: &Frame| Points::whole(i64::from(frame.months.count()));
    let all: Points = parts.iter().map(|(frame, _)| months(frame)).sum();
    let sum: Points = parts.iter().map(|(frame, points)| *points * months(frame)).sum();
    (!all.is_zero()).then(|| sum / all)
}

fn joined(year: &Year, parts: &[(&Frame, Points)]) -> Option<Points> {
    let points = || parts.iter().map(|(_, points)| *points);
    match year.of {
        Join::Sum => Some(points().sum()),
        Join::Mean => Some(points().sum::<Points>() / Points::count(parts.len())),
        Join::Last => points().next_back(),
        Join::Max => points().max(),
        Join::Min => points().min(),
        Join::Weighted => {
            let weight =
                |frame: &Frame| year.weights.get(&frame.period.part_label()).map_or(Points::ZERO, |w| w.number());
            let all: Points = parts.iter().map(|(frame, _)| weight(frame)).sum();
            let sum: Points = parts.iter().map(|(frame, points)| *points * weight(frame)).sum();
            (!all.is_zero()).then(|| sum / all)
        }
    }
}

/// How a whole is made of its parts, in words.
#[must_use]
pub fn join_in_words(rules: &RuleSet, frame: &Frame) -> String {
    if frame.is_period {
        return "各类别按月数加权".to_owned();
    }
    let (parts, periods) = (frame.parts.len(), rules.settles.counted());
    match rules.year.as_ref().map(|year| year.of) {
        Some(Join::Mean) => format!("{parts} {periods}平均"),
        Some(Join::Weighted) => format!("{parts} {periods}加权"),
        Some(Join::Last) => "取最后一期".to_owned(),
        Some(Join::Max) => "取最高的一期".to_owned(),
        Some(Join::Min) => "取最低的一期".to_owned(),
        Some(Join::Sum) | None => format!("{parts} {periods}相加"),
    }
}
