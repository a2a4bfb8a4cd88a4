//! Signs of favour and of carelessness in the branches of a run.

use rayon::prelude::*;

use super::BranchScores;
use super::award::Standing;
use super::ground::Ground;
use crate::checks::{Seen, signs_of_branch};
use crate::model::Diagnostic;

/// What a person should look at. Where the period is not settled there are no grades, and no signs about them.
pub fn signs(ground: &Ground<'_>, branches: &[BranchScores], standing: &Standing) -> Vec<Diagnostic> {
    let slots = branches.iter().zip(&standing.members);
    let seen: Vec<Seen<'_>> = slots
        .map(|(branch, slots)| Seen {
            name: &branch.name,
            scene: ground.scene(branch),
            reckonings: &branch.reckonings,
            cards: &branch.cards,
            counted: slots.iter().map(|slot| slot.counted).collect(),
            by_points: slots.iter().map(|slot| slot.by_points).collect(),
        })
        .collect();
    seen.par_iter().flat_map_iter(signs_of_branch).collect()
}
