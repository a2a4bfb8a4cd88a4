//! What was found out, as the result tells it.

use super::bench::{Answer, Bench, Shift, Supposed};
use super::questions::Question;
use crate::model::Period;
use crate::pipeline::Who;
use crate::pipeline::rounding::shown;
use crate::pipeline::year::Reckoned;
use crate::reports::{CaseEntryResult, CaseResult, Honour, ListMove, ShiftResult, SourceResult};
use crate::rules::RuleSet;

/// The title of a grade.
pub fn grade_title(bench: &Bench<'_>, grade: Option<usize>) -> Option<String> {
    bench.rules().grades.get(grade?).map(|grade| grade.title.clone())
}

/// A supposition that changes somebody's grade.
pub fn case(bench: &Bench<'_>, b: usize, question: &Question, answer: &Answer) -> CaseResult {
    let branch = bench.run.branches.get(b);
    let member = branch.and_then(|branch| branch.roster.get(question.member));
    let entries: &[usize] = match &question.supposed {
        Supposed::Judged(entries, _) => entries,
        Supposed::Raised(_) => &[],
    };
    CaseResult {
        kind: question.kind,
        branch: branch.map_or_else(String::new, |branch| branch.name.to_string()),
        name: member.map_or_else(String::new, |member| member.name.clone()),
        id: member.map_or_else(String::new, |member| member.id.clone()),
        entries: entries.iter().filter_map(|entry| entry_result(bench, b, *entry)).collect(),
        score: branch.and_then(|branch| branch.cards.get(question.member)?.score),
        score_then: answer.score.map(shown),
        shifts: answer.shifts.iter().filter_map(|shift| shift_result(bench, shift)).collect(),
    }
}

fn entry_result(bench: &Bench<'_>, b: usize, entry: usize) -> Option<CaseEntryResult> {
    let entry = bench.run.branches.get(b)?.entries.get(entry)?;
    let source = entry.source();
    Some(CaseEntryResult {
        item: bench.rules().item(entry.known_item()?)?.id.clone(),
        date: entry.when?.to_string(),
        source: SourceResult {
            file: source.file.to_string(),
            sheet: source.sheet.to_string(),
            cell: source.cells.to_string(),
        },
    })
}

/// A member whose grade changes.
pub fn shift_result(bench: &Bench<'_>, shift: &Shift) -> Option<ShiftResult> {
    let (b, m) = shift.who;
    let branch = bench.run.branches.get(b)?;
    let member = branch.roster.get(m)?;
    let (before, after) = (bench.standing(shift.who)?, &shift.after);
    let rules = bench.rules();
    let titles = |grades: &[usize]| grades.iter().filter_map(|grade| grade_title(bench, Some(*grade))).collect();
    let stars = |grade: Option<usize>| grade.and_then(|grade| rules.grades.get(grade)).map_or(0, |grade| grade.stars);
    Some(ShiftResult {
        branch: branch.name.to_string(),
        name: member.name.clone(),
        id: member.id.clone(),
        before: grade_title(bench, before.grade),
        after: grade_title(bench, after.grade),
        stars: rules.has_stars().then(|| (stars(before.grade), stars(after.grade))),
        contested_before: titles(&before.contested),
        contested_after: titles(&after.contested),
        list: list_move(rules, before.grade, after.grade),
    })
}

fn list_move(rules: &RuleSet, before: Option<usize>, after: Option<usize>) -> Option<ListMove> {
    match (is_award(rules, before), is_award(rules, after)) {
        (false, true) => Some(ListMove::On),
        (true, false) => Some(ListMove::Off),
        (true, true) if before != after => Some(ListMove::Other),
        _ => None,
    }
}

/// Whether a grade is one that is awarded (授牌).
fn is_award(rules: &RuleSet, grade: Option<usize>) -> bool {
    grade.is_some_and(|grade| rules.award_grades().contains(&grade))
}

/// Honours as the result tells them.
pub fn honour_results(run: &Reckoned<'_>, honours: &[(String, Who, Option<Period>)]) -> Vec<Honour> {
    let told = honours.iter().filter_map(|(title, (b, m), period)| {
        let branch = run.branches.get(*b)?;
        let member = branch.roster.get(*m)?;
        Some(Honour {
            title: title.clone(),
            branch: branch.name.to_string(),
            name: member.name.clone(),
            id: member.id.clone(),
            period: period.map(|period| period.to_string()),
        })
    });
    told.collect()
}
