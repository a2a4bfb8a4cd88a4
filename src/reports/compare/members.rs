//! Members before and after.

use std::collections::HashMap;

use super::causes::Causes;
use super::{MemberComparison, Move, Pair, Side, Summary};
use crate::reports::document::{MemberResult, ResultDocument};
use crate::rules::RuleSet;

/// By what a member is found in both results.
fn key(member: &MemberResult) -> (&str, &str, &str) {
    (&member.branch, &member.name, &member.id)
}

/// Members who are in both, in the order of the result after.
pub fn compare(before: Side<'_>, after: Side<'_>, causes: &Causes<'_>) -> Vec<MemberComparison> {
    let old: HashMap<_, _> = before.result.members.iter().map(|member| (key(member), member)).collect();
    let both = after.result.members.iter().filter_map(|new| Some((*old.get(&key(new))?, new)));
    both.map(|(old, new)| compared(before, after, old, new, causes)).collect()
}

fn compared(
    before: Side<'_>,
    after: Side<'_>,
    old: &MemberResult,
    new: &MemberResult,
    causes: &Causes<'_>,
) -> MemberComparison {
    let score = Pair::of(old.score, new.score);
    let rank_in_branch = Pair::of(old.rank.branch, new.rank.branch);
    let rank_in_township = Pair::of(old.rank.township, new.rank.township);
    let grade = Pair::of(old.grade.clone(), new.grade.clone());
    let stars = Pair::of(old.stars, new.stars);
    let is_other_grade = grade.differ() || stars.differ();
    // Without a score on one side there is no difference that parts could add up to.
    let parts = if old.score.is_some() && new.score.is_some() { causes.parts(old, new) } else { Vec::new() };
    MemberComparison {
        branch: new.branch.clone(),
        name: new.name.clone(),
        id: new.id.clone(),
        changed: score.differ() || rank_in_branch.differ() || rank_in_township.differ() || is_other_grade,
        difference: new.score.zip(old.score).map(|(new, old)| new - old),
        moves: moved(before, after, old, new),
        grade_because: if is_other_grade { causes.of_grade(old, new) } else { Vec::new() },
        parts,
        score,
        rank_in_branch,
        rank_in_township,
        grade,
        stars,
    }
}

/// What became of the grade: by stars where they differ, else by the order of a rule set that names both.
fn moved(before: Side<'_>, after: Side<'_>, old: &MemberResult, new: &MemberResult) -> Move {
    let (Some(was), Some(is)) = (&old.grade, &new.grade) else {
        return if old.grade == new.grade { Move::None } else { Move::Other };
    };
    if new.stars != old.stars {
        return if new.stars > old.stars { Move::Up } else { Move::Down };
    }
    if was == is {
        return Move::None;
    }
    let places = |rules: &RuleSet| rules.grade_index(was).zip(rules.grade_index(is));
    // Grades stand the best first.
    match after.rules.and_then(places).or_else(|| before.rules.and_then(places)) {
        Some((was, is)) if is < was => Move::Up,
        Some(_) => Move::Down,
        None => Move::Other,
    }
}

/// How many changed.
pub fn summary(members: &[MemberComparison]) -> Summary {
    let count = |is: &dyn Fn(&MemberComparison) -> bool| members.iter().filter(|member| is(member)).count();
    let ranked = |member: &MemberComparison| member.rank_in_branch.before.zip(member.rank_in_branch.after);
    Summary {
        members: members.len(),
        changed: count(&|member| member.changed),
        score_up: count(&|member| member.difference.is_some_and(|by| !by.is_zero() && !by.is_negative())),
        score_down: count(&|member| member.difference.is_some_and(crate::model::Points::is_negative)),
        rank_up: count(&|member| ranked(member).is_some_and(|(before, after)| after < before)),
        rank_down: count(&|member| ranked(member).is_some_and(|(before, after)| after > before)),
        grade_up: count(&|member| member.moves == Move::Up),
        grade_down: count(&|member| member.moves == Move::Down),
        grade_other: count(&|member| member.moves == Move::Other),
    }
}

/// Members who are in one result and not in the other.
pub fn only_in(one: &ResultDocument, other: &ResultDocument) -> Vec<(String, String)> {
    let known: std::collections::HashSet<_> = other.members.iter().map(key).collect();
    let alone = one.members.iter().filter(|member| !known.contains(&key(member)));
    alone.map(|member| (member.branch.clone(), member.name.clone())).collect()
}
