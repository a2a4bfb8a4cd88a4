//! Members near the edge of a grade (临界).

use super::bench::{Bench, Supposed};
use super::desk::Desk;
use super::told::grade_title;
use crate::model::Points;
use crate::reports::{EdgeResult, NearResult};
use crate::rules::{Pricing, RuleSet};

/// Within how many points a member counts as near: what the least line is worth, for that is one matter more or less;
/// where no price is written, one unit of the score's last place.
pub fn within(rules: &RuleSet) -> Points {
    let prices = rules.items.iter().flat_map(|item| -> Vec<Points> {
        match &item.pricing {
            Pricing::Fixed(price) => vec![*price],
            Pricing::Levels(levels) => levels.of.iter().map(|level| level.points).collect(),
            Pricing::Assessed(range) if range.from.is_zero() => vec![range.step],
            Pricing::Assessed(range) => vec![range.from],
            Pricing::Formula(_) | Pricing::Recorded | Pricing::Computed | Pricing::Veto => Vec::new(),
        }
    });
    let least = prices.map(Points::abs).filter(|price| !price.is_zero()).min();
    least.unwrap_or_else(|| unit(rules))
}

/// One unit of the score's last place.
fn unit(rules: &RuleSet) -> Points {
    (0..rules.score.places).fold(Points::whole(1), |unit, _| unit / Points::whole(10))
}

/// The members of a branch who are near an edge. A grade is given by points at first, so that is what the edges are of;
/// vetoes and quotas then say what would be given.
pub fn near(bench: &Bench<'_>, b: usize, desk: &mut Desk<'_>, within: Points) -> Vec<NearResult> {
    let Some(branch) = bench.run.branches.get(b) else { return Vec::new() };
    let unit = unit(bench.rules());
    let units = (within / unit).floor();
    let mut found = Vec::new();
    for (m, member) in branch.roster.iter().enumerate() {
        let Some(slot) = bench.standing((b, m)).filter(|slot| slot.counted) else { continue };
        let score = branch.cards.get(m).and_then(|card| card.score);
        let is_free = branch.reckonings.get(m).is_some_and(|own| own.vetoes.is_empty());
        let (Some(score), Some(grade), true) = (score, slot.by_points, is_free) else { continue };
        let Some(mut probe) = bench.probe((b, m)) else { continue };
        let mut at = |units: i128| -> Option<usize> {
            let units = i64::try_from(units).ok()?;
            probe.by_points_with(unit * Points::whole(units))
        };
        // Grades stand from the best to the lowest.
        let better = first(units, &mut |units| at(units).is_some_and(|then| then < grade));
        let lower = first(units, &mut |units| at(-units).is_some_and(|then| then > grade));
        let mut edge = |units: i128, lost: i128| -> Option<EdgeResult> {
            let by = unit * Points::whole(i64::try_from(units).ok()?);
            let answer = desk.suppose(m, &Supposed::Raised(by))?;
            let own = answer.shifts.iter().find(|shift| shift.who == (b, m));
            let given = own.map_or(slot.grade, |shift| shift.after.grade);
            Some(EdgeResult {
                points: unit * Points::whole(i64::try_from(lost).ok()?),
                grade: grade_title(bench, at(units))?,
                given: grade_title(bench, given)?,
            })
        };
        let above = better.and_then(|units| edge(units, units));
        let below = lower.and_then(|units| edge(-units, units - 1));
        if above.is_some() || below.is_some() {
            found.push(NearResult {
                branch: branch.name.to_string(),
                name: member.name.clone(),
                id: member.id.clone(),
                score,
                grade: grade_title(bench, Some(grade)).unwrap_or_default(),
                given: grade_title(bench, slot.grade).unwrap_or_default(),
                above,
                below,
            });
        }
    }
    found
}

/// The least number of units, at most `most`, from which on it holds; `None` where it does not hold even with all of them.
fn first(most: i128, holds: &mut dyn FnMut(i128) -> bool) -> Option<i128> {
    if most < 1 || !holds(most) {
        return None;
    }
    let (mut not, mut does) = (0, most);
    while does - not > 1 {
        let middle = not + (does - not) / 2;
        if holds(middle) {
            does = middle;
        } else {
            not = middle;
        }
    }
    Some(does)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::builtin;

    #[test]
    fn the_least_line_says_what_is_near() {
        let rules = builtin("township-stars").unwrap().unwrap();
        assert_eq!(within(&rules).to_string(), "0.5");
    }

    #[test]
    fn the_first_is_found_by_halving() {
        for edge in 1..=50 {
            assert_eq!(first(50, &mut |units| units >= edge), Some(edge));
        }
        assert_eq!(first(50, &mut |units| units >= 51), None);
        assert_eq!(first(0, &mut |_| true), None);
    }
}
