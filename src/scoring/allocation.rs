//! Places under a quota: order, ties, cascade, decisions.

use crate::model::Points;
use crate::rules::{Grade, Quota, RuleSet, Ties};

/// Someone who competes for grades.
#[derive(Clone, Debug)]
pub struct Contender {
    /// What decides the order, one figure after the other, the higher the better.
    pub keys: Vec<Points>,
    /// Index of the grade that the points give.
    pub by_points: usize,
}

/// What a meeting decided about someone whose place was contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Index of the contender.
    pub contender: usize,
    /// Index of the grade.
    pub grade: usize,
    /// Awarded or not.
    pub awarded: bool,
}

/// What became of the places of one grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaOutcome {
    /// Index of the grade.
    pub grade: usize,
    /// How many members it is a share of.
    pub counted: usize,
    /// Percent of them.
    pub percent: Option<Points>,
    /// The most places.
    pub limit: usize,
    /// Who competed, those who came down from above included; in their order.
    pub candidates: Vec<usize>,
    /// Who has the grade.
    pub awarded: Vec<usize>,
    /// Who ties for the last places (待定).
    pub contested: Vec<usize>,
    /// Places kept for them.
    pub reserved: usize,
}

/// Why a decision is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The place is not contested.
    NotContested,
    /// It would give more places than are left.
    ExceedsQuota,
}

/// The outcome for all contenders of one scope.
#[derive(Clone, Debug, Default)]
pub struct Allocation {
    /// Index of the grade of each contender.
    pub grades: Vec<usize>,
    /// For each contender the grades in which the place is contested, best first.
    pub contested: Vec<Vec<usize>>,
    /// One for each grade under a quota.
    pub quotas: Vec<QuotaOutcome>,
    /// Rulings that were not followed, as indexes into those given.
    pub refused: Vec<(usize, Refusal)>,
}

/// Gives the places of every grade under a quota, best grade first.
///
/// `counted` gives the number of members that a quota is a share of. Who finds no place competes at the grade that
/// the rule set names. Who ties where places are left but do not suffice is held, unless the rule set says otherwise:
/// the places are kept for the tied, nobody behind them gets one, and until a ruling they compete further down.
#[must_use]
pub fn allocate(
    rules: &RuleSet,
    programme_year: u32,
    counted: &dyn Fn(&Quota) -> usize,
    contenders: &[Contender],
    rulings: &[Ruling],
) -> Allocation {
    allocate_with(rules, programme_year, counted, contenders, rulings, None)
}

/// The same where a grade, by its index, has one place more than its quota gives: for asking what that would change.
#[must_use]
pub fn allocate_with(
    rules: &RuleSet,
    programme_year: u32,
    counted: &dyn Fn(&Quota) -> usize,
    contenders: &[Contender],
    rulings: &[Ruling],
    one_more: Option<usize>,
) -> Allocation {
    let mut places = Allocation {
        grades: contenders.iter().map(|contender| contender.by_points).collect(),
        contested: vec![Vec::new(); contenders.len()],
        ..Allocation::default()
    };
    let mut followed = vec![false; rulings.len()];
    for (index, grade) in rules.grades.iter().enumerate() {
        let Grade { quota: Some(quota), falls_to: Some(falls_to), .. } = grade else { continue };
        let mut candidates: Vec<usize> =
            (0..contenders.len()).filter(|who| places.grades.get(*who) == Some(&index)).collect();
        candidates.sort_by(|a, b| contenders.get(*b).map(|c| &c.keys).cmp(&contenders.get(*a).map(|c| &c.keys)));
        let limit = quota.limit(programme_year, counted(quota)) + usize::from(one_more == Some(index));
        let mut outcome = QuotaOutcome {
            grade: index,
            counted: counted(quota),
            percent: quota.percent_in(programme_year),
            limit,
            candidates,
            awarded: Vec::new(),
            contested: Vec::new(),
            reserved: 0,
        };
        let refused = match rules.quota.ties {
            Ties::Held => give_places(&mut outcome, contenders, rulings, &mut followed),
            ties => {
                give_without_ruling(&mut outcome, contenders, ties == Ties::All);
                Vec::new()
            }
        };
        places.refused.extend(refused);
        for who in &outcome.candidates {
            if !outcome.awarded.contains(who)
                && let Some(grade) = places.grades.get_mut(*who)
            {
                *grade = *falls_to;
            }
        }
        for who in &outcome.contested {
            if let Some(contested) = places.contested.get_mut(*who) {
                contested.push(index);
            }
        }
        places.quotas.push(outcome);
    }
    let unused = followed.iter().enumerate().filter(|(_, followed)| !**followed);
    places.refused.extend(unused.map(|(ruling, _)| (ruling, Refusal::NotContested)));
    places.refused.sort_by_key(|(ruling, _)| *ruling);
    places
}

/// Gives the places of one grade where the rulebook itself says what becomes of those who tie at the last place.
fn give_without_ruling(outcome: &mut QuotaOutcome, contenders: &[Contender], all: bool) {
    let keys = |who: &usize| contenders.get(*who).map(|contender| &contender.keys);
    for tied in outcome.candidates.chunk_by(|a, b| keys(a) == keys(b)) {
        let left = outcome.limit.saturating_sub(outcome.awarded.len());
        if tied.len() <= left || (all && left > 0) {
            outcome.awarded.extend_from_slice(tied);
        } else {
            break;
        }
    }
}

/// Gives the places of one grade; returns the rulings that would exceed them.
fn give_places(
    outcome: &mut QuotaOutcome,
    contenders: &[Contender],
    rulings: &[Ruling],
    followed: &mut [bool],
) -> Vec<(usize, Refusal)> {
    let keys = |who: &usize| contenders.get(*who).map(|contender| &contender.keys);
    for tied in outcome.candidates.chunk_by(|a, b| keys(a) == keys(b)) {
        let left = outcome.limit - outcome.awarded.len();
        if tied.len() <= left {
            outcome.awarded.extend_from_slice(tied);
            continue;
        }
        if left == 0 {
            break;
        }
        let about: Vec<(usize, &Ruling)> = rulings
            .iter()
            .enumerate()
            .filter(|(_, ruling)| ruling.grade == outcome.grade && tied.contains(&ruling.contender))
            .collect();
        for (index, _) in &about {
            if let Some(followed) = followed.get_mut(*index) {
                *followed = true;
            }
        }
        let chosen: Vec<usize> = about.iter().filter(|(_, r)| r.awarded).map(|(_, r)| r.contender).collect();
        if chosen.len() > left {
            let denied = |who: &usize| about.iter().any(|(_, ruling)| ruling.contender == *who && !ruling.awarded);
            outcome.contested = tied.iter().copied().filter(|who| !denied(who)).collect();
            outcome.reserved = left;
            return about.iter().filter(|(_, r)| r.awarded).map(|(i, _)| (*i, Refusal::ExceedsQuota)).collect();
        }
        let undecided: Vec<usize> =
            tied.iter().copied().filter(|who| about.iter().all(|(_, ruling)| ruling.contender != *who)).collect();
        outcome.awarded.extend(tied.iter().copied().filter(|who| chosen.contains(who)));
        let left = left - chosen.len();
        if undecided.len() <= left {
            outcome.awarded.extend_from_slice(&undecided);
            outcome.reserved = left - undecided.len();
        } else if left > 0 {
            outcome.contested = undecided;
            outcome.reserved = left;
        }
        break;
    }
    Vec::new()
}
