//! What only all branches of a run together show, whatever rule sets they have: people in two branches, lines that were
//! copied from one to the other.

use std::sync::Arc;

use super::year::transfers_of;
use super::{Scored, people};
use crate::checks::{Seen, signs_between_branches};
use crate::model::Diagnostic;
use crate::reports::TransferResult;

/// What was found of the branches of one rule set.
#[derive(Debug, Default)]
pub struct Between {
    /// About people.
    pub people: Vec<Diagnostic>,
    /// Signs, which touch no score.
    pub signs: Vec<Diagnostic>,
    /// Who moved from or to these branches, where branches have several rule sets: else each year tells it itself.
    pub transfers: Option<Vec<TransferResult>>,
    /// Whether there is but one branch: then nothing can be told of two.
    pub is_alone: bool,
}

/// What was found, in the order of the rule sets.
pub fn between(scored: &[Scored]) -> Vec<Between> {
    let branches: Vec<people::Reckoned<'_>> = scored
        .iter()
        .flat_map(|share| share.branches.iter().map(|branch| (branch, &share.settings.rules, share.period)))
        .collect();
    let mut people = people::in_two_branches(&branches);
    let moves = (scored.len() > 1).then(|| {
        let all = branches.iter().map(|(branch, ..)| *branch).collect();
        branches.first().map_or(Vec::new(), |(.., period)| transfers_of(all, *period, &mut people))
    });
    let grounds: Vec<_> = scored.iter().map(Scored::ground).collect();
    let seen: Vec<Seen<'_>> = scored
        .iter()
        .zip(&grounds)
        .flat_map(|(share, ground)| share.branches.iter().map(|branch| (branch, ground.scene(branch))))
        .map(|(branch, scene)| Seen {
            name: &branch.name,
            scene,
            reckonings: &branch.reckonings,
            cards: &branch.cards,
            counted: Vec::new(),
            by_points: Vec::new(),
        })
        .collect();
    let signs = signs_between_branches(&seen);
    let mut found: Vec<Between> =
        scored.iter().map(|_| Between { is_alone: branches.len() < 2, ..Between::default() }).collect();
    let owner = |name: &Option<Arc<str>>| {
        let has = |share: &Scored| share.branches.iter().any(|branch| Some(&branch.name) == name.as_ref());
        scored.iter().position(has).unwrap_or(0)
    };
    for said in people {
        let at = owner(&said.branch);
        found.get_mut(at).into_iter().for_each(|own| own.people.push(said.clone()));
    }
    for (own, share) in found.iter_mut().zip(scored) {
        let is_mine = |name: &Option<String>| name.as_deref().is_some_and(|name| share.settings.answers_for(name));
        let mine = moves.iter().flatten().filter(|one| is_mine(&one.from) || is_mine(&one.to)).cloned();
        own.transfers = moves.is_some().then(|| mine.collect());
    }
    for said in signs {
        let at = owner(&said.branch);
        found.get_mut(at).into_iter().for_each(|own| own.signs.push(said.clone()));
    }
    found
}
