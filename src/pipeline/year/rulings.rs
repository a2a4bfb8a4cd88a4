//! What people decided beyond the rules: decisions of meetings, and objections.

use super::Reckoned;
use crate::model::{Decision, Diagnostic, RegisterPlace, masked};
use crate::pipeline::RunError;
use crate::pipeline::decisions::DecisionOutcome;
use crate::pipeline::objections;
use crate::reports::{DecisionResult, ObjectionResult};

/// The decisions, and what became of them.
pub fn decisions(run: &Reckoned<'_>) -> Vec<DecisionResult> {
    let outcomes = run.standing.decisions.iter().map(Some).chain(std::iter::repeat(None));
    run.decisions.iter().zip(outcomes).map(|(decision, outcome)| result(run, decision, outcome)).collect()
}

fn result(run: &Reckoned<'_>, decision: &Decision, outcome: Option<&DecisionOutcome>) -> DecisionResult {
    let words = |text: &str| masked(text.trim()).into_owned();
    let some = |text: &str| Some(words(text)).filter(|text| !text.is_empty());
    let who = outcome.and_then(|outcome| outcome.who);
    let member = who.and_then(|(branch, member)| run.branches.get(branch)?.roster.get(member));
    let place = RegisterPlace { file: decision.file.clone(), source: decision.source.clone(), number: decision.number };
    let why = outcome.and_then(|outcome| outcome.why.clone());
    let state = match (outcome, &why) {
        (None, _) => "unused",
        (Some(_), None) => "followed",
        (Some(_), Some(_)) => "refused",
    };
    DecisionResult {
        branch: words(&decision.branch),
        name: member.map_or_else(|| words(&decision.name), |member| member.name.clone()),
        id: member.map(|member| member.id.clone()).or_else(|| decision.id.as_deref().and_then(some)),
        grade: words(&decision.grade),
        awarded: decision.awarded,
        on: decision.date.map(|day| day.to_string()),
        by: some(&decision.by),
        reason: some(&decision.reason),
        outcome: state.to_owned(),
        why: why.map(|why| masked(&why).into_owned()),
        source: place.in_words(),
    }
}

/// The objections.
///
/// # Errors
/// [`RunError`] where the file that was named cannot be read.
pub fn objections(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> Result<Vec<ObjectionResult>, RunError> {
    objections::objections(run, said)
}
