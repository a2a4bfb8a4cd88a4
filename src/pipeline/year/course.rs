//! How each member's score came together: as it stood at the end of each month or quarter.

use rayon::prelude::*;

use super::Reckoned;
use crate::model::{Period, Points, Window};
use crate::pipeline::BranchScores;
use crate::rules::Node;
use crate::scoring::{BranchIndex, Scene, reckon_branch};

/// By member, in the order of branches and rosters: label and score. Empty where nobody asked for it.
///
/// It is what a run of that month or quarter would reckon from the same entries. Where the rule set settles so often,
/// that is the period's own score; else what has come together since the period began that is settled (累计).
pub fn courses(run: &Reckoned<'_>) -> Vec<Vec<(String, Option<Points>)>> {
    let Some(window) = run.settings.series else { return Vec::new() };
    let by_branch = run.branches.par_iter().map(|branch| of_branch(run, branch, window));
    by_branch.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn of_branch(run: &Reckoned<'_>, branch: &BranchScores, window: Window) -> Vec<Vec<(String, Option<Points>)>> {
    let mut courses = vec![Vec::new(); branch.roster.len()];
    for part in run.ground.period.parts(window) {
        let scores = if part == run.ground.period {
            branch.cards.iter().map(|card| card.score).collect()
        } else {
            scores_of(run, branch, part)
        };
        for (course, score) in courses.iter_mut().zip(scores) {
            course.push((part.to_string(), score));
        }
    }
    courses
}

/// The scores of a branch's members for a part of the run.
fn scores_of(run: &Reckoned<'_>, branch: &BranchScores, part: Period) -> Vec<Option<Points>> {
    let rules = run.ground.rules;
    let period = if part.window() >= rules.settles { part } else { part.cumulative(rules.settles) };
    let index = index_within(branch, &period);
    let scene = Scene { period, index: &index, ..run.ground.scene(branch) };
    reckon_branch(&scene).iter().map(|own| own.points(rules, Node::Score)).collect()
}

/// What belongs to whom in a part of the run.
fn index_within(branch: &BranchScores, period: &Period) -> BranchIndex {
    let mut index = branch.index.clone();
    for mine in &mut index.entries {
        let is_within = |at: &usize| branch.entries.get(*at)?.when.map(|when| when.is_within(period));
        mine.retain(|at| is_within(at) == Some(true));
    }
    for mine in &mut index.records {
        let is_within = |at: &usize| Some(branch.records.get(*at)?.when?.is_within(period));
        mine.retain(|at| is_within(at) != Some(false));
    }
    index
}
