//! The first and last of a branch by a figure.

use super::frames::RUN;
use super::reckoning::Reckoning;
use super::scene::Scene;
use super::view::{Fate, View};
use crate::model::{Entry, Period, Points};
use crate::rules::{End, RankedList};

/// One list of one window.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Index of the list among the rule set's.
    pub list: usize,
    /// The window, where the list has any.
    pub period: Option<Period>,
    /// The members, in roster order.
    pub members: Vec<usize>,
    /// Whether more are on it than it has places, because they tie.
    pub has_ties: bool,
}

/// The lists of a branch, one for each window of the run.
#[must_use]
pub fn made_list(
    scene: &Scene<'_>,
    everyone: &[Reckoning],
    fates: &[Fate],
    index: usize,
    earlier: &[Listed],
) -> Vec<Listed> {
    let Some(list) = scene.rules.lists.get(index) else { return Vec::new() };
    let windows: Vec<Option<Period>> = match list.per.and_then(crate::rules::Per::window) {
        Some(window) => scene.period.parts(window).into_iter().map(Some).collect(),
        None => vec![None],
    };
    windows.into_iter().filter_map(|window| one_list(scene, everyone, fates, (index, list), window, earlier)).collect()
}

fn one_list(
    scene: &Scene<'_>,
    everyone: &[Reckoning],
    fates: &[Fate],
    (index, list): (usize, &RankedList),
    window: Option<Period>,
    earlier: &[Listed],
) -> Option<Listed> {
    let last = window.unwrap_or(scene.period).to();
    let excepted = |member: usize| {
        earlier.iter().any(|other| {
            let is_named = scene.rules.lists.get(other.list).is_some_and(|other| list.except.contains(&other.title));
            is_named && other.period == window && other.members.contains(&member)
        })
    };
    let within: Option<Vec<Reckoning>> = window.map(|window| of_window(scene, &window));
    let everyone = within.as_deref().unwrap_or(everyone);
    let inner = window.map(|period| Scene { period, ..*scene });
    let scene = inner.as_ref().unwrap_or(scene);
    let mut ranked: Vec<(usize, Points)> = Vec::new();
    for own in everyone {
        let member = own.member;
        let is_there = scene.roster.get(member).is_some_and(|m| m.is_present_on(last));
        let fate = fates.get(member).copied().unwrap_or_default();
        let view = View::of_member(scene, everyone, own, RUN).with_fate(fate);
        if is_there && list.among.as_ref().is_none_or(|among| view.holds(among)) {
            ranked.extend(view.number(&list.of).map(|points| (member, points)));
        }
    }
    let are_equal = ranked.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
    if list.unless_all_equal && are_equal {
        return None;
    }
    let places = View::of_branch(scene, everyone).number(&list.places)?.floor();
    let better = |one: Points, other: Points| match list.from {
        End::Top => one > other,
        End::Bottom => one < other,
    };
    let rank = |points: Points| ranked.iter().filter(|(_, other)| better(*other, points)).count() as i128 + 1;
    let on_it = ranked.iter().filter(|(_, points)| rank(*points) <= places);
    let members: Vec<usize> = on_it.map(|(member, _)| *member).filter(|member| !excepted(*member)).collect();
    let has_ties = i128::try_from(members.len()).is_ok_and(|count| count > places);
    (!members.is_empty()).then_some(Listed { list: index, period: window, members, has_ties })
}

/// The reckonings of all members from the entries of one window alone.
fn of_window(scene: &Scene<'_>, window: &Period) -> Vec<Reckoning> {
    let within = Scene { period: *window, ..*scene };
    let keep = |_: usize, entry: &Entry| entry.when.is_some_and(|when| when.is_within(window));
    (0..scene.roster.len()).map(|member| Reckoning::alone(&within, member, &keep)).collect()
}
