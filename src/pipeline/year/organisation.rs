//! The organisation tree: which units there are, and which branches are below them.

use std::collections::HashSet;

use super::Reckoned;
use crate::layout::read_numeral;
use crate::model::masked;
use crate::pipeline::BranchScores;
use crate::pipeline::organisation::is_township;
use crate::pipeline::profile::BranchProfile;
use crate::reports::{NO_GROUP, UnitKind, UnitResult};

/// The units, from the top, each before those below it, still without their sums. Nothing where the branches are all
/// that there is: nobody lists them, and none has a unit above it but the township, or groups below it.
pub fn units(run: &Reckoned<'_>) -> Vec<UnitResult> {
    let known = run.settings.profile.branch.iter().filter(|branch| run.settings.answers_for(&branch.name));
    let branches: Vec<&BranchScores> = run.branches.iter().collect();
    units_of(&known.collect::<Vec<_>>(), &branches, run.township, run.settings.over_folders())
}

/// The same of any branches: of all, where they have several rule sets. `known` are the branches that the township lists;
/// whoever looks at single workbooks, and not at the `whole`, asks neither who else should have handed in, nor what stands
/// above.
pub fn units_of(
    known: &[&BranchProfile],
    branches: &[&BranchScores],
    named: Option<&str>,
    whole: bool,
) -> Vec<UnitResult> {
    let listed = if whole { known } else { &[] };
    let has_groups = branches.iter().any(|branch| branch.roster.iter().any(|member| member.party_group.is_some()));
    if listed.is_empty() && !has_groups && (!whole || branches.iter().all(|branch| branch.path.len() < 3)) {
        return Vec::new();
    }
    let is_listed: HashSet<&str> = listed.iter().map(|branch| branch.name.as_str()).collect();
    // 清河镇 and 清河镇党委 are one top, as the list calls it.
    let mut tops = known.iter().filter_map(|branch| branch.path.first());
    let is_top = |unit: &&String| named.is_some_and(|township| is_township(unit, township));
    let township = tops.find(is_top).map(String::as_str).or(named);
    let topped = |path: Vec<String>| {
        let is_topped = path.first().is_some_and(|first| is_top(&first));
        let above = township.map(str::to_owned);
        above.into_iter().chain(path.into_iter().skip(usize::from(is_topped))).collect::<Vec<_>>()
    };
    let mut top = Node::default();
    let mut come = branches.iter().copied().filter(|branch| is_listed.contains(&*branch.name)).peekable();
    for branch in listed {
        // Branches that came stand in the order of the list.
        let own = come.next_if(|come| *come.name == *branch.name);
        let mut path = own.map_or_else(|| branch.path.clone(), |own| own.path.clone());
        if own.is_none() {
            if path.is_empty() {
                path.extend(township.map(str::to_owned));
            }
            path.push(branch.name.clone());
        }
        top.add(
            &topped(path),
            Leaf { expected: Some(1), come: own.is_some(), groups: own.map(groups).unwrap_or_default() },
        );
    }
    for branch in branches.iter().copied().filter(|branch| !is_listed.contains(&*branch.name)) {
        let expected = (!listed.is_empty()).then_some(0);
        top.add(&topped(branch.path.clone()), Leaf { expected, come: true, groups: groups(branch) });
    }
    let mut units = Vec::new();
    top.write(&mut Vec::new(), township, &mut units);
    units
}

/// The groups of a branch: by their numbers, then the others in the order of its roster, those in none last.
fn groups(branch: &BranchScores) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for group in branch.roster.iter().filter_map(|member| member.party_group.as_deref()) {
        let group = masked(group);
        if !groups.iter().any(|known| **known == *group) {
            groups.push(group.into_owned());
        }
    }
    groups.sort_by_key(|group| ordinal(group).unwrap_or(u32::MAX));
    if !groups.is_empty() && branch.roster.iter().any(|member| member.party_group.is_none()) {
        groups.push(NO_GROUP.to_owned());
    }
    groups
}

/// The number of a group: 2 of 第二组, 第二党小组 and 2组.
fn ordinal(group: &str) -> Option<u32> {
    let number = ["党小组", "小组", "组"].iter().find_map(|end| group.strip_suffix(end)).unwrap_or(group);
    let number = number.strip_prefix('第').unwrap_or(number).trim();
    number.parse().ok().or_else(|| read_numeral(number))
}

/// A unit with those below it, in the order in which they were met.
#[derive(Default)]
struct Node {
    name: String,
    leaf: Option<Leaf>,
    below: Vec<Node>,
}

/// What is known of a branch.
struct Leaf {
    expected: Option<usize>,
    come: bool,
    groups: Vec<String>,
}

impl Node {
    fn add(&mut self, path: &[String], leaf: Leaf) {
        let Some((first, rest)) = path.split_first() else { return };
        if rest.is_empty() {
            self.below.push(Self { name: first.clone(), leaf: Some(leaf), below: Vec::new() });
            return;
        }
        let known = self.below.iter().position(|unit| unit.leaf.is_none() && unit.name == *first);
        let at = known.unwrap_or_else(|| {
            self.below.push(Self { name: first.clone(), ..Self::default() });
            self.below.len() - 1
        });
        if let Some(unit) = self.below.get_mut(at) {
            unit.add(rest, leaf);
        }
    }

    /// Branches expected and come, of all that is below.
    fn counts(&self) -> (Option<usize>, usize) {
        match &self.leaf {
            Some(leaf) => (leaf.expected, usize::from(leaf.come)),
            None => self.below.iter().map(Self::counts).fold((None, 0), |(expected, come), (more, others)| {
                (expected.map_or(more, |sum: usize| Some(sum + more.unwrap_or(0))), come + others)
            }),
        }
    }

    fn write(&self, above: &mut Vec<String>, township: Option<&str>, units: &mut Vec<UnitResult>) {
        for unit in &self.below {
            above.push(unit.name.clone());
            let (expected, come) = unit.counts();
            let kind = if unit.leaf.is_some() { UnitKind::Branch } else { kind_of(above, township) };
            units.push(UnitResult { expected, handed_in: Some(come), ..UnitResult::at(above.clone(), kind) });
            for group in unit.leaf.iter().flat_map(|leaf| &leaf.groups) {
                let path = above.iter().chain([group]).cloned().collect();
                units.push(UnitResult::at(path, UnitKind::Group));
            }
            unit.write(above, township, units);
            above.pop();
        }
    }
}

/// What a unit above branches is, by its place and its name.
fn kind_of(path: &[String], township: Option<&str>) -> UnitKind {
    let name = path.last().map_or("", String::as_str);
    if path.len() == 1 && township.is_some_and(|township| is_township(name, township)) {
        UnitKind::Township
    } else if name.contains("总支") {
        UnitKind::General
    } else if ["党委", "工委", "委员会", "党组"].iter().any(|end| name.ends_with(end)) {
        UnitKind::Committee
    } else {
        UnitKind::Unit
    }
}
