//! The edges of quotas and of grades.

use super::row;
use super::words::{Names, grades, score};
use crate::model::{Points, TableCell};
use crate::reports::sensitivity::{EdgeResult, HolderResult, NearResult, PlaceResult, ShiftResult};

/// The row of a quota that left somebody without a place.
pub fn place(names: &Names<'_>, place: &PlaceResult) -> Vec<TableCell> {
    let PlaceResult { scope, level, limit, .. } = place;
    let name = |holder: &HolderResult| names.holder(holder, scope);
    let last = match &place.last_in {
        _ if *limit == 0 => format!("{level}没有名额"),
        Some(last) => format!("{level}名额 {limit} 名，最后一名是{}{}", name(last), score(last.score)),
        None => format!("{level}名额 {limit} 名，还没有授予"),
    };
    let out: Vec<String> = place.first_out.iter().map(name).collect();
    let out = out.join("、");
    let first = place.first_out.first();
    let which = if place.first_out.len() > 1 { "并列待定的是" } else { "名额以外的第一名是" };
    let gap = match place.gap {
        Some(gap) if gap.is_zero() => "，得分相同，按办法的排序在后".to_owned(),
        Some(gap) => format!("，相差 {gap} 分"),
        None => String::new(),
    };
    let shifts: Vec<&ShiftResult> = place.shifts.iter().collect();
    let moved = if shifts.is_empty() { "谁的等次也不变".to_owned() } else { names.shifts(&shifts, scope) };
    let first_score = first.and_then(|first| first.score);
    let says = format!("{last}，{which}{out}{}{gap}。多一个名额，{moved}", score(first_score));
    let is_first = |shift: &&ShiftResult| {
        first.is_some_and(|first| (&first.branch, &first.name, &first.id) == (&shift.branch, &shift.name, &shift.id))
    };
    let [before, after] = place.shifts.iter().find(is_first).map(grades).unwrap_or_default();
    row([scope, &out], &says, [first_score, None], [&before, &after])
}

/// The rows of a member near the edge of a grade: of the better one, of the lower one.
pub fn near(names: &Names<'_>, near: &NearResult) -> Vec<Vec<TableCell>> {
    let name = names.name(&near.branch, &near.name, &near.id);
    let of = |edge: &EdgeResult, says: String, then: Option<Points>| {
        let stays = if edge.given == near.given { "；因名额，评定的等次不变" } else { "" };
        let says = format!("{says}{stays}");
        row([&near.branch, &name], &says, [Some(near.score), then], [&near.given, &edge.given])
    };
    let above = near
        .above
        .as_ref()
        .map(|edge| of(edge, format!("差 {} 分够{}", edge.points, edge.grade), Some(near.score + edge.points)));
    let below = near.below.as_ref().map(|edge| {
        let says = if edge.points.is_zero() {
            format!("刚好够{}，再少一点按分数就是{}", near.grade, edge.grade)
        } else {
            format!("只比{}的线高 {} 分，再少按分数就是{}", near.grade, edge.points, edge.grade)
        };
        of(edge, says, None)
    });
    above.into_iter().chain(below).collect()
}
