//! What is due soon: months in a row that nearly reach what the rule set tells, and probations that end.

use chrono::{Datelike, Months, NaiveDate};

use super::Reckoned;
use crate::layout::cell_of_name;
use crate::layout::codes::{M130, M131};
use crate::model::{Diagnostic, FactValue, Member, MonthOrDay, Period};
use crate::pipeline::BranchScores;
use crate::rules::{Means, RuleSet};

/// How many months ahead is soon.
const AHEAD: u32 = 2;

/// Early warnings for all members who are counted.
pub fn soon(run: &Reckoned<'_>) -> Vec<Diagnostic> {
    // Whoever gives a day of report watches over the year as it goes on, and wants to know what comes next. A year that is
    // done is looked at as it ended.
    let today = run.settings.report_date.unwrap_or(run.ground.period.to());
    let ahead = run.settings.report_date.map_or(0, |_| AHEAD);
    let mut said = Vec::new();
    for (b, branch) in run.branches.iter().enumerate() {
        for (m, member) in branch.roster.iter().enumerate() {
            if !run.standing.member(b, m).is_some_and(|slot| slot.counted) {
                continue;
            }
            let open = run.following.members.get(b).and_then(|members| members.get(m)?.open.as_deref());
            let nearly = open.unwrap_or_default().iter();
            let found = nearly.filter_map(|row| nearly_told(run.ground.rules, *row, member));
            let due = confirmation_due(run.ground.rules, member, (today, ahead));
            said.extend(found.chain(due).map(|found| of(branch, member, found)));
        }
    }
    said
}

fn of(branch: &BranchScores, member: &Member, found: Diagnostic) -> Diagnostic {
    found.at(cell_of_name(member)).of_member(&member.name).of_branch(&branch.name)
}

/// Months in a row that have not ended and that the rule set does not tell yet, but will before long.
fn nearly_told(rules: &RuleSet, row: (usize, Period, Period), member: &Member) -> Option<Diagnostic> {
    let (alert, from, to) = row;
    let alert = rules.alerts.get(alert)?;
    let first = alert.levels.iter().map(|level| level.from).min()?;
    let months = months(to).saturating_sub(months(from)) + 1;
    let left = first.checked_sub(months).filter(|left| (1..=AHEAD).contains(left))?;
    let message = format!(
        "{}的{}：{from} 至 {to} 连续 {months} 个月，没有中断，再有 {left} 个月就满 {first} 个月。",
        member.name, alert.kind
    );
    Some(M130.says(message))
}

/// The months before a month, from the beginning of the calendar.
fn months(month: Period) -> u32 {
    u32::try_from(month.year()).unwrap_or(0) * 12 + month.months_before()
}

/// That a member who is called probationary becomes a full member soon, or should be one already. Of one whose roster
/// states a day of confirmation that is past, M111 tells.
fn confirmation_due(rules: &RuleSet, member: &Member, (today, ahead): (NaiveDate, u32)) -> Option<Diagnostic> {
    if !member.probationary {
        return None;
    }
    let facts = rules.member_facts.iter().zip(&member.facts);
    let extended = facts.filter(|(fact, _)| fact.means == Some(Means::ProbationUntil));
    let extended = extended.filter_map(|(_, value)| value.as_ref().and_then(FactValue::day)).max();
    let end = match (extended, member.confirmed, member.joined) {
        (Some(day), _, _) => MonthOrDay::from(day),
        (None, Some(confirmed), _) if is_over(confirmed, today) => return None,
        (None, Some(confirmed), _) => confirmed,
        (None, None, Some(joined)) => a_year_later(joined)?,
        (None, None, None) => return None,
    };
    let ahead = today.checked_add_months(Months::new(ahead))?;
    let message = if is_over(end, today) {
        format!("{}的预备期到 {end} 已满，花名册里还是「预备」，请核对是不是已经讨论转正。", member.name)
    } else if is_over(end, ahead) {
        format!("{}的预备期到 {end} 满，请按时讨论转正。", member.name)
    } else {
        return None;
    };
    Some(M131.says(message))
}

/// Whether a day has come; a month without a day comes with its end.
fn is_over(end: MonthOrDay, today: NaiveDate) -> bool {
    match end.day.and_then(|day| NaiveDate::from_ymd_opt(end.year, end.month, day)) {
        Some(day) => day <= today,
        None => (end.year, end.month) < (today.year(), today.month()),
    }
}

fn a_year_later(joined: MonthOrDay) -> Option<MonthOrDay> {
    let Some(day) = joined.day else { return Some(MonthOrDay { year: joined.year + 1, ..joined }) };
    let day = NaiveDate::from_ymd_opt(joined.year, joined.month, day)?;
    day.checked_add_months(Months::new(12)).map(MonthOrDay::from)
}
