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
                let on_the_way = half_told((branch, member), (elsewhere, other));
                let on_the_way = on_the_way.or_else(|| half_told((elsewhere, other), (branch, member)));
                let diagnostic = match on_the_way {
                    Some((told, help)) => M104.says(message + &told).advise(help),
                    None => M104.says(message),
                };
                let diagnostic = diagnostic.at(cell_of_name(member)).of_member(&member.name);
                found.push(diagnostic.of_branch(&branch.name));
            }
        }
    }
    found
}

/// Where the one roster says when the member left, and the other not since when: what is told of it, and what to do.
fn half_told(from: (&BranchScores, &Member), to: (&BranchScores, &Member)) -> Option<(String, String)> {
    let left = from.1.left?;
    if to.1.came.is_some() || to.1.left.is_some() {
        return None;
    }
    let (old, new) = (&from.0.name, &to.0.name);
    let told = format!("{old}写明 {left} 转出，{new}没有写转入时间，那一天以前两个支部都算了他。");
    let help = format!("请在{new}的花名册（{}）里填上「转入时间」，一般就是 {left}。", cell_of_name(to.1));
    Some((told, help))
}

/// The days that matter on which a member is on the roster: all of the period where months on the roster count, else its
/// last day.
fn on_roster<'m>(member: &'m Member, rules: &RuleSet, period: Period) -> impl Iterator<Item = NaiveDate> + use<'m> {
    let by_days = rules.presence.as_ref().is_some_and(|presence| presence.months);
    let from = if by_days { period.from() } else { period.to() };
    let days = from.iter_days().take_while(move |day| *day <= period.to());
    days.filter(|day| member.is_present_on(*day))
}

/// Branches whose roster has more or fewer members than the profile expects: at the end of the period, and also at the end of
/// its year, of which the township's figure is.
pub fn unexpected_numbers(profile: &Profile, branches: &[BranchScores], period: Period) -> Vec<Diagnostic> {
    let year_end = Period::year_of(period.year()).map_or(period.to(), |year| year.to());
    let compare = |branch: &BranchScores| {
        let expected = profile.branch_called(&branch.name)?.members?;
        let counted = |day| branch.roster.iter().filter(|member| member.is_present_on(day)).count();
        let (at_end, at_year_end) = (counted(period.to()), counted(year_end));
        if at_end == expected || at_year_end == expected {
            return None;
        }
        let later = if at_end == at_year_end {
            String::new()
        } else {
            format!("（按已写的转入、转出，到年末是 {at_year_end} 名）")
        };
        let message = format!("{}应有党员 {expected} 名，花名册期末在册的是 {at_end} 名{later}。", branch.name);
        let diagnostic = M109.says(message).of_branch(&branch.name).found(&at_end.to_string());
        Some(match branch.roster.first() {
            Some(member) => diagnostic.in_file(&member.source.file),
            None => diagnostic,
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
