//! Members beyond one roster: the same person in two branches, whose probation is over, and how many the township expects.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::BranchScores;
use super::profile::Profile;
use crate::layout::cell_of_name;
use crate::layout::codes::{M104, M109, M111};
use crate::model::{Diagnostic, Member, MonthOrDay, Period};
use crate::rules::RuleSet;

/// A branch with the rules and the period that it is reckoned by.
pub type Reckoned<'a> = (&'a BranchScores, &'a RuleSet, Period);

/// Members who are counted in two branches at the end of the period: both places are named.
pub fn in_two_branches(branches: &[Reckoned<'_>]) -> Vec<Diagnostic> {
    let mut by_name: HashMap<&str, Vec<(&BranchScores, &Member)>> = HashMap::new();
    let mut by_identity: HashMap<&str, Vec<(&BranchScores, &Member)>> = HashMap::new();
    for (branch, rules, period) in branches {
        let was_there = |member: &Member| on_roster(member, rules, *period).next().is_some();
        for member in branch.roster.iter().filter(|member| was_there(member)) {
            by_name.entry(&member.name).or_default().push((branch, member));
            if let Some(identity) = &member.identity {
                by_identity.entry(identity).or_default().push((branch, member));
            }
        }
    }
    let mut found = Vec::new();
    for (branch, rules, period) in branches {
        let was_there = |member: &Member| on_roster(member, rules, *period).next().is_some();
        for member in branch.roster.iter().filter(|member| was_there(member)) {
            let same_name = by_name.get(&*member.name).into_iter().flatten();
            let same_identity = member.identity.as_deref().and_then(|identity| by_identity.get(identity));
            let other = same_name
                .chain(same_identity.into_iter().flatten())
                .filter(|(elsewhere, other)| elsewhere.name != branch.name && member.is_same_person(other))
                .find(|(_, other)| on_roster(member, rules, *period).any(|day| other.is_present_on(day)));
            if let Some((elsewhere, other)) = other {
                let message = format!(
                    "{}同时在{}和{}的花名册里（另一处：{}），不能在两个支部都计入。",
                    member.name,
                    branch.name,
                    elsewhere.name,
                    cell_of_name(other)
                );
                let diagnostic = M104.says(message).at(cell_of_name(member)).of_member(&member.name);
                found.push(diagnostic.of_branch(&branch.name));
            }
        }
    }
    found
}

/// The days that matter on which a member is on the roster: all of the period where months on the roster count, else its
/// last day.
fn on_roster<'m>(member: &'m Member, rules: &RuleSet, period: Period) -> impl Iterator<Item = NaiveDate> + use<'m> {
    let by_days = rules.presence.as_ref().is_some_and(|presence| presence.months);
    let from = if by_days { period.from() } else { period.to() };
    let days = from.iter_days().take_while(move |day| *day <= period.to());
    days.filter(|day| member.is_present_on(*day))
}

/// Branches whose roster has more or fewer members at the end of the period than the profile expects.
pub fn unexpected_numbers(profile: &Profile, branches: &[BranchScores], period: Period) -> Vec<Diagnostic> {
    let compare = |branch: &BranchScores| {
        let expected = profile.branch_called(&branch.name)?.members?;
        let counted = branch.roster.iter().filter(|member| member.is_present_on(period.to())).count();
        let message = format!("{}应有党员 {expected} 名，花名册期末在册的是 {counted} 名。", branch.name);
        let diagnostic = || M109.says(message).of_branch(&branch.name).found(&counted.to_string());
        let file = branch.roster.first().map(|member| &member.source.file);
        (counted != expected).then(|| match file {
            Some(file) => diagnostic().in_file(file),
            None => diagnostic(),
        })
    };
    branches.iter().filter_map(compare).collect()
}

/// Members called probationary who are full members by the roster's own date.
pub fn over_probation(branches: &[BranchScores], period: Period) -> Vec<Diagnostic> {
    let is_over = |confirmed: &MonthOrDay| {
        let day = NaiveDate::from_ymd_opt(confirmed.year, confirmed.month, confirmed.day.unwrap_or(1));
        day.is_some_and(|day| day <= period.to())
    };
    let mut found = Vec::new();
    for branch in branches {
        for member in branch.roster.iter().filter(|member| member.probationary && member.is_present_on(period.to())) {
            let Some(confirmed) = member.confirmed.filter(is_over) else { continue };
            let message = format!("{}在花名册里是「预备」，转正时间写的是 {confirmed}。", member.name);
            let diagnostic = M111.says(message).at(cell_of_name(member)).of_member(&member.name);
            found.push(diagnostic.of_branch(&branch.name));
        }
    }
    found
}
