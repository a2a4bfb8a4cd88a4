//! How the result is published: from when to when, what the register tells of it, and notices that are out of date.

mod calendar;
mod register;
mod stale;

use super::Reckoned;
use crate::checks::P506;
use crate::model::{Diagnostic, Workdays};
use crate::pipeline::publishing::Publishing;
use crate::pipeline::{RunError, read_result};
use crate::reports::{Notice, ObjectionResult, PublicityResult, ResultDocument};

/// When and how, where the township publishes or has a register of it; and what the notices say, where they are asked for.
///
/// # Errors
/// [`RunError::Publicity`] where a file that was named cannot be read.
pub fn publicity(
    run: &Reckoned<'_>,
    objections: &[ObjectionResult],
    said: &mut Vec<Diagnostic>,
) -> Result<(Option<PublicityResult>, Option<Notice>), RunError> {
    stale::stale(run, said);
    let rows = register::publications(run, said)?;
    let asked = run.settings.publishing.as_ref();
    if rows.is_empty() && asked.is_none() {
        return Ok((None, None));
    }
    let known = calendar::workdays(run, said)?;
    // Those about another period are history, as the rows of the register are.
    let others = said.iter().filter(|diagnostic| *diagnostic.code == P506).count();
    register::check(run, &rows, &known, objections.len().saturating_sub(others), said);
    let notice = asked.map(|publishing| notice(run, publishing, &known)).transpose()?;
    let spans = rows.iter().filter_map(|row| row.from.zip(row.to));
    let own = notice.iter().filter_map(|notice| notice.from.zip(notice.to));
    let without = calendar::not_covered(&known, spans.chain(own).filter(|(from, to)| from <= to), said);
    let result = PublicityResult {
        years_without_holidays: without,
        rounds: register::results(&rows, &known),
        ..notice.as_ref().map(told).unwrap_or_default()
    };
    Ok((Some(result), notice))
}

fn notice(run: &Reckoned<'_>, publishing: &Publishing, known: &Workdays) -> Result<Notice, RunError> {
    let days = usize::from(publishing.days);
    let first = match &publishing.first {
        Some(path) => Some(Box::new(first(run, path)?)),
        None => None,
    };
    Ok(Notice {
        from: publishing.start,
        to: publishing.start.and_then(|from| known.last_of(from, days)),
        days,
        to_whom: publishing.to_whom.clone(),
        issuer: publishing.issuer.clone(),
        mask: publishing.mask,
        order: publishing.order,
        ranking: publishing.ranking,
        provisional_too: publishing.provisional_too,
        first,
    })
}

/// What was published the first time: of the same township, period and rule set, or the changes mean nothing.
fn first(run: &Reckoned<'_>, path: &std::path::Path) -> Result<ResultDocument, RunError> {
    let wrong = |message: String| RunError::Publicity { path: path.to_owned(), message };
    let mut first = read_result(path).map_err(|error| wrong(format!("{error}。")))?;
    let due = run.ground.period.to_string();
    if first.period.label != due {
        return Err(wrong(format!("它是 {} 的结果，这次统计的是 {due}。", first.period.label)));
    }
    if let (Some(one), Some(other)) = (first.township.as_deref(), run.township)
        && one != other
    {
        return Err(wrong(format!("它是「{one}」的结果，这次统计的是「{other}」。")));
    }
    first.members.retain(|member| run.settings.answers_for(&member.branch));
    first.branches.retain(|branch| run.settings.answers_for(&branch.name));
    Ok(first)
}

fn told(notice: &Notice) -> PublicityResult {
    PublicityResult {
        from: notice.from.map(|day| day.to_string()),
        to: notice.to.map(|day| day.to_string()),
        working_days: Some(notice.days),
        mask: Some(notice.mask),
        order: Some(notice.order),
        ranking: Some(notice.ranking),
        round: Some(if notice.first.is_some() { 2 } else { 1 }),
        ..PublicityResult::default()
    }
}
