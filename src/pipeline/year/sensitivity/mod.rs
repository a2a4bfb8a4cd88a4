//! Who changes grade or stars by how little (临界与敏感性).
//!
//! Each supposition is put to the engine itself: the entries are judged otherwise, the member (or, where members are
//! compared, the branch) is reckoned again, and grades and places are given again. Nothing is computed in a second way.

mod all_accepted;
mod bench;
mod desk;
mod near;
mod places;
mod probe;
mod questions;
mod told;

use rayon::prelude::*;

use self::bench::Bench;
use self::questions::{Question, Questions};
use super::Reckoned;
use crate::model::Points;
use crate::reports::{CaseResult, NearResult, SensitivityResult};

/// What one step more would change; `None` where nothing is settled or nobody is there.
pub fn sensitivity(run: &Reckoned<'_>) -> Option<SensitivityResult> {
    if !run.settles || run.ground.rules.grades.is_empty() || run.branches.is_empty() {
        return None;
    }
    let bench = Bench::new(run);
    let within = near::within(run.ground.rules);
    let Questions { by_branch, mut asked } = questions::questions(&bench);
    let found: Vec<Found> =
        by_branch.into_par_iter().enumerate().map(|(b, questions)| ask(&bench, b, &questions, within)).collect();
    let (places, places_asked) = places::places(&bench);
    asked.places = places_asked;
    let mut result = SensitivityResult {
        within,
        asked,
        near: Vec::new(),
        cases: Vec::new(),
        places,
        all_accepted: all_accepted::all_accepted(&bench),
    };
    for Found { near, cases } in found {
        result.near.extend(near);
        result.cases.extend(cases);
    }
    // By what they are about, and then by branch and roster, as people go through them.
    result.cases.sort_by_key(|case| case.kind);
    Some(result)
}

/// What was found out about one branch.
struct Found {
    near: Vec<NearResult>,
    cases: Vec<CaseResult>,
}

fn ask(bench: &Bench<'_>, b: usize, questions: &[Question], within: Points) -> Found {
    let mut desk = bench.desk(b);
    let mut cases: Vec<CaseResult> = Vec::new();
    for question in questions {
        let Some(answer) = desk.suppose(question.member, &question.supposed) else { continue };
        if answer.shifts.is_empty() {
            continue;
        }
        let case = told::case(bench, b, question, &answer);
        // Rounded up and not rounded at all may come to the same for everybody.
        let is_told = cases.iter().any(|other| {
            (other.kind, &other.id, &other.name, &other.shifts) == (case.kind, &case.id, &case.name, &case.shifts)
                && other.entries == case.entries
        });
        if !is_told {
            cases.push(case);
        }
    }
    Found { near: near::near(bench, b, &mut desk, within), cases }
}
