//! Members and means by sex, age, education, class and Party age.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Reckoned;
use crate::model::{FactValue, Member, MonthOrDay, Points};
use crate::reports::{BreakdownGroup, BreakdownResult};
use crate::rules::{BandsBy, RuleSet, usual_place};
use crate::scoring::mean;

/// The group of those of whom the roster does not say.
const NOT_STATED: &str = "未填";

/// The ways to part the members that the rosters allow: one that says the same of nobody is left out.
pub fn breakdown(run: &Reckoned<'_>) -> Vec<BreakdownResult> {
    let rules = run.ground.rules;
    let end = run.ground.period.to();
    let counted = members(run);
    let ages = |by, since: fn(&Member) -> Option<MonthOrDay>| Way::Years(by, end, since);
    let ways = [
        ("sex", "性别", Way::Written(|member| member.sex.as_deref())),
        ("age", "年龄", ages(BandsBy::Age, |member| member.born)),
        ("education", "学历", Way::Written(|member| member.education.as_deref())),
        ("standing", "正式或预备", Way::Standing),
        ("class", "类别", Way::Class),
        ("party_age", "党龄", ages(BandsBy::PartyAge, |member| member.joined)),
    ];
    ways.iter().filter_map(|(by, title, way)| result(rules, &counted, by, title, way)).collect()
}

/// A member counted, and what became of him.
struct Counted<'a> {
    member: &'a Member,
    score: Option<Points>,
    /// Whether the grade is one of the best; `None` where no grades are given.
    is_top: Option<bool>,
}

/// How members are parted.
enum Way {
    /// By what the roster says, word for word.
    Written(fn(&Member) -> Option<&str>),
    /// By whole years up to a day.
    Years(BandsBy, NaiveDate, fn(&Member) -> Option<MonthOrDay>),
    /// By full and probationary membership.
    Standing,
    /// By the rule set's classes.
    Class,
}

fn members<'a>(run: &Reckoned<'a>) -> Vec<Counted<'a>> {
    let top = run.ground.rules.top_grades();
    let mut counted = Vec::new();
    for (branch, standings) in run.branches.iter().zip(&run.standing.members) {
        for ((member, card), standing) in branch.roster.iter().zip(&branch.cards).zip(standings) {
            if standing.counted {
                let is_top = run.settles.then(|| standing.grade.is_some_and(|grade| top.contains(&grade)));
                counted.push(Counted { member, score: card.score, is_top });
            }
        }
    }
    counted
}

fn result(rules: &RuleSet, counted: &[Counted<'_>], by: &str, title: &str, way: &Way) -> Option<BreakdownResult> {
    // Groups with their place; what the roster says in words of its own stands behind, as it first occurs.
    let mut groups: Vec<(usize, String, Vec<&Counted<'_>>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for one in counted {
        let (place, group) = way.group(rules, by, one.member).unwrap_or_else(|| (usize::MAX, NOT_STATED.to_owned()));
        let index = *known.entry(group).or_insert_with_key(|group| {
            groups.push((place, group.clone(), Vec::new()));
            groups.len() - 1
        });
        if let Some((.., members)) = groups.get_mut(index) {
            members.push(one);
        }
    }
    if groups.iter().all(|(_, group, _)| group == NOT_STATED) {
        return None;
    }
    groups.sort_by_key(|(place, ..)| *place);
    let groups = groups.into_iter().map(|(_, group, members)| of_group(group, &members)).collect();
    Some(BreakdownResult { by: by.to_owned(), title: title.to_owned(), groups })
}

fn of_group(group: String, members: &[&Counted<'_>]) -> BreakdownGroup {
    let scores: Vec<Points> = members.iter().filter_map(|one| one.score).collect();
    let top = members.iter().map(|one| one.is_top.map(usize::from)).sum::<Option<usize>>();
    BreakdownGroup { group, members: members.len(), scored: scores.len(), mean: mean(&scores), top }
}

impl Way {
    /// The group of a member, with its place among the others.
    fn group(&self, rules: &RuleSet, by: &str, member: &Member) -> Option<(usize, String)> {
        match self {
            Self::Written(fact) => {
                let written = fact(member).filter(|written| !written.is_empty())?;
                Some((usual_place(by, written).unwrap_or(usize::MAX - 1), written.to_owned()))
            }
            Self::Years(bands, end, since) => {
                let since = since(member)?;
                let day = NaiveDate::from_ymd_opt(since.year, since.month, since.day.unwrap_or(1))?;
                let bands = rules.bands(*bands)?;
                let band = bands.of(end.years_since(day)?);
                Some((band, bands.words(band)))
            }
            Self::Standing => {
                let place = usize::from(member.probationary);
                Some((place, if place == 0 { "正式党员" } else { "预备党员" }.to_owned()))
            }
            Self::Class => {
                let fact = rules.classes.as_ref()?.fact;
                let Some(FactValue::Choice(class)) = member.facts.get(fact)? else { return None };
                Some((*class, rules.member_facts.get(fact)?.one_of.get(*class)?.title.clone()))
            }
        }
    }
}
