//! What follows from the results: honours, ranked lists, consequences, alerts.

use super::award::Standing;
use super::ground::Ground;
use super::{BranchScores, Who};
use crate::checks::{said_of_alert, said_of_consequence, said_of_last_year, said_of_list, said_of_no_records};
use crate::layout::cell_of_name;
use crate::model::{Diagnostic, Member, Period};
use crate::rules::{Alert, Gives, Per, RuleSet};
use crate::scoring::{AlertFound, Alerts, Fate, Listed, RUN, Scene, View, alerts_of, basis_of, is_in_run, made_list};

/// What follows for everybody.
#[derive(Debug, Default)]
pub struct Following {
    /// By branch and roster.
    pub members: Vec<Vec<MemberFollowing>>,
    /// Honours, in the order of branches, of the rule set, of windows and of rosters: title, who, window.
    pub honours: Vec<(String, Who, Option<Period>)>,
}

/// What follows for one member.
#[derive(Clone, Debug, Default)]
pub struct MemberFollowing {
    /// What follows (后续措施), in the rule set's order.
    pub consequences: Vec<String>,
    /// Months in a row.
    pub alerts: Vec<AlertFound>,
    /// Months in a row that had not ended at the end of the period: alert, first and last month. `None` where they were
    /// not looked for.
    pub open: Option<Vec<(usize, Period, Period)>>,
}

/// What follows from grades and scores, and what is to be said about it.
///
/// Of a run that does not settle only the lists follow of which the rule set says that they are made in such runs.
pub fn follow(
    ground: &Ground<'_>,
    branches: &[BranchScores],
    standing: &Standing,
    settles: bool,
) -> (Following, Vec<Diagnostic>) {
    let mut following = Following::default();
    let mut said = Vec::new();
    for (b, branch) in branches.iter().enumerate() {
        let scene = ground.scene(branch);
        let fates: Vec<Fate> = (0..branch.roster.len()).map(|m| standing.fate((b, m))).collect();
        let counted: Vec<bool> =
            (0..branch.roster.len()).map(|m| standing.member(b, m).is_some_and(|slot| slot.counted)).collect();
        let mut cannot_tell = Vec::new();
        let mut members = vec![MemberFollowing::default(); branch.roster.len()];
        for (m, slot) in members.iter_mut().enumerate().filter(|(m, _)| settles && counted.get(*m) == Some(&true)) {
            let Some(own) = branch.reckonings.get(m) else { continue };
            let fate = fates.get(m).copied().unwrap_or_default();
            let grade = fate.grade.and_then(|grade| ground.rules.grades.get(grade));
            slot.consequences.extend(grade.into_iter().flat_map(|grade| grade.effects.iter().cloned()));
            let base = View::of_member(&scene, &branch.reckonings, own, RUN).with_fate(fate);
            let Alerts { found: alerts, unknown, since_last_year, open } = alerts_of(&scene, own);
            if let Some(listed) = branch.roster.get(m) {
                let begun = since_last_year.iter();
                let begun = begun.map(|(alert, month)| said_of_last_year(ground.rules, *alert, *month, listed));
                said.extend(begun.map(|said| said.of_branch(&branch.name)));
            }
            cannot_tell.extend(unknown.into_iter().map(|alert| (alert, m)));
            slot.consequences.extend(consequences(&base, &mut said, branch, m));
            let row = branch.roster.get(m).map(cell_of_name);
            said.extend(alerts.iter().zip(std::iter::repeat(&row)).filter_map(|(found, row)| {
                Some(
                    said_of_alert(ground.rules, found, row.clone()?, &branch.roster.get(m)?.name)
                        .advise(format!(
                            "每月依据：{}。只作提示，请按规定程序核实。",
                            basis_of(&scene, own, found).join("；")
                        ))
                        .of_branch(&branch.name),
                )
            }));
            slot.alerts = alerts;
            slot.open = (!ground.rules.alerts.is_empty()).then_some(open);
            for honour in &ground.rules.honours {
                if is_in_run(&honour.runs, ground.period.window()) && base.holds(&honour.when) {
                    following.honours.push((honour.title.clone(), (b, m), None));
                }
            }
        }
        said.extend(said_of_unknown(ground.rules, branch, &cannot_tell));
        said.extend(add_lists(&scene, (b, branch), &fates, &mut members, &mut following.honours, settles));
        following.members.push(members);
    }
    (following, said)
}

/// For whom it cannot be told whether there are months in a row: one note for each alert.
fn said_of_unknown(rules: &RuleSet, branch: &BranchScores, who: &[(usize, usize)]) -> Vec<Diagnostic> {
    let of_alert = |(index, alert): (usize, &Alert)| {
        let mine: Vec<&Member> =
            who.iter().filter(|(other, _)| *other == index).filter_map(|(_, m)| branch.roster.get(*m)).collect();
        let place = cell_of_name(mine.first()?);
        Some(said_of_no_records(alert, &mine, place).of_branch(&branch.name))
    };
    rules.alerts.iter().enumerate().filter_map(of_alert).collect()
}

/// The consequences of a member, in the rule set's order.
fn consequences(base: &View<'_>, said: &mut Vec<Diagnostic>, branch: &BranchScores, member: usize) -> Vec<String> {
    let rules = base.scene.rules;
    let Some(own) = base.own else { return Vec::new() };
    let mut found: Vec<(usize, usize, Vec<String>)> = Vec::new();
    let mut taken: Vec<(usize, &str)> = Vec::new();
    let periods: Vec<usize> =
        own.frames.iter().enumerate().filter(|(_, frame)| frame.is_period).map(|(at, _)| at).collect();
    for (index, rule) in rules.consequences.iter().enumerate() {
        if !is_in_run(&rule.runs, base.scene.period.window()) {
            continue;
        }
        let frames = if rule.each_period { periods.clone() } else { vec![RUN] };
        for at in frames {
            let Some(frame) = own.frames.get(at) else { continue };
            let group = rule.group.as_deref();
            if group.is_some_and(|group| taken.contains(&(at, group))) {
                continue;
            }
            let view = View { at, ..base.in_frame(frame) };
            if !view.holds(&rule.when) {
                continue;
            }
            taken.extend(group.map(|group| (at, group)));
            let label = frame.period.to_string();
            let texts: Vec<String> = rule.text.iter().map(|text| text.replace("{period}", &label)).collect();
            if let (false, Some(listed)) = (rule.warning.is_empty(), branch.roster.get(member)) {
                let says = rule.warning.replace("{period}", &label);
                said.push(said_of_consequence(says, cell_of_name(listed), &listed.name).of_branch(&branch.name));
            }
            // What does not name the period follows from the run as a whole: once, in its place among the others.
            match rule.text.iter().any(|text| text.contains("{period}")) {
                true => found.push((at, index, texts)),
                false if found.iter().all(|(_, other, _)| *other != index) => found.push((RUN, index, texts)),
                false => {}
            }
        }
    }
    // What is asked period by period stands in the order of periods.
    found.sort_by_key(|(at, index, _)| (*at, *index));
    found.into_iter().flat_map(|(_, _, texts)| texts).collect()
}

/// Puts members on the lists of their branch; returns what is to be said of those on which more stand than have places.
fn add_lists(
    scene: &Scene<'_>,
    (b, branch): (usize, &BranchScores),
    fates: &[Fate],
    members: &mut [MemberFollowing],
    honours: &mut Vec<(String, Who, Option<Period>)>,
    settles: bool,
) -> Vec<Diagnostic> {
    let mut made: Vec<Listed> = Vec::new();
    for (index, list) in scene.rules.lists.iter().enumerate() {
        let window = scene.period.window();
        if !is_in_run(&list.runs, window) || !(settles || list.runs.contains(&window)) {
            continue;
        }
        let listed = made_list(scene, &branch.reckonings, fates, index, &made);
        for one in &listed {
            for m in &one.members {
                match list.gives {
                    Gives::Honour => {
                        let period = one.period.filter(|_| list.per.and_then(Per::window).is_some());
                        honours.push((list.title.clone(), (b, *m), period));
                    }
                    Gives::Consequence => {
                        let label = one.period.map_or_else(String::new, |period| period.to_string());
                        if let Some(slot) = members.get_mut(*m) {
                            slot.consequences.push(list.text.replace("{period}", &label));
                        }
                    }
                }
            }
        }
        made.extend(listed);
    }
    let row = |listed: &Listed| branch.roster.get(*listed.members.first()?).map(cell_of_name);
    let ties = made.iter().filter_map(|listed| said_of_list(scene.rules, listed, row(listed)?));
    ties.map(|diagnostic| diagnostic.of_branch(&branch.name)).collect()
}
