//! Which of several conditions can be the first that holds.

use super::grid::Grid;
use super::lens::Lens;
use crate::rules::Rule;
use crate::rules::formula::Expr;
use crate::rules::reach::{Given, Reach};

/// Whether a condition can hold, and whether it can be the first that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// It can.
    Can,
    /// It holds only where one before it does.
    Shadowed,
    /// It never holds.
    Never,
}

/// What each of some conditions can be, with `reach` only by values that can be; `None` where they tell apart too many
/// combinations.
pub fn firsts(lens: &Lens<'_>, given: &Given, reach: Option<&Reach>, conditions: &[&Rule]) -> Option<Vec<First>> {
    let trees: Vec<_> = conditions.iter().map(|rule| rule.tree()).collect();
    let grid = Grid::new(lens.rules, given, reach, &trees);
    grid.size()?;
    let mut found = vec![First::Never; conditions.len()];
    grid.each(|tried| {
        let mut is_first = true;
        for (found, holds) in found.iter_mut().zip(&tried.holds) {
            if *holds {
                match (is_first, *found) {
                    (true, _) => *found = First::Can,
                    (false, First::Never) => *found = First::Shadowed,
                    _ => {}
                }
                is_first = false;
            }
        }
    });
    Some(found)
}

/// Whether a condition can hold at all; yes where that cannot be told.
pub fn can_hold(lens: &Lens<'_>, given: &Given, reach: Option<&Reach>, condition: &Rule) -> bool {
    firsts(lens, given, reach, &[condition]).is_none_or(|found| found.first() != Some(&First::Never))
}

/// Whether a rule is written as a plain yes or no.
pub fn is_constant(rule: &Rule) -> bool {
    matches!(rule.tree(), Expr::Truth(_))
}

/// By grade, whether a run, class and scale give it, or it is fallen to or given by a veto.
pub fn reached_grades(lens: &Lens<'_>, closed: &[bool]) -> Vec<bool> {
    let rules = lens.rules;
    let mut is_reached = vec![false; rules.grades.len()];
    for (index, is_reached) in is_reached.iter_mut().enumerate() {
        *is_reached = lens.classes().into_iter().any(|class| is_given(lens, index, class, closed));
    }
    // A place below: only who could have had the one above falls there.
    for (index, grade) in rules.grades.iter().enumerate() {
        if let Some(below) = grade.falls_to.filter(|_| is_reached.get(index) == Some(&true) && grade.quota.is_some())
            && let Some(below) = is_reached.get_mut(below)
        {
            *below = true;
        }
    }
    let vetoed = rules.veto.as_ref().and_then(|veto| veto.grade);
    if let Some(vetoed) = vetoed.and_then(|grade| is_reached.get_mut(grade)) {
        *vetoed = true;
    }
    is_reached
}

/// Whether the points and figures of a class can give a grade in some run on some scale.
pub fn is_given(lens: &Lens<'_>, index: usize, class: Option<usize>, closed: &[bool]) -> bool {
    let rules = lens.rules;
    lens.runs().any(|(window, reach)| {
        (0..rules.scales.len()).any(|scale| {
            let grades = lens.on_scale(scale, window);
            let Some(place) = grades.iter().position(|(grade, _)| *grade == index) else { return false };
            let conditions: Vec<&Rule> =
                grades.iter().filter_map(|(_, grade)| grade.when.get(scale)?.as_ref()).collect();
            let given = Given { closed: closed.to_vec(), ..lens.given(Some(window), class) };
            let found = firsts(lens, &given, Some(reach), &conditions);
            found.is_none_or(|found| found.get(place) == Some(&First::Can))
        })
    })
}
