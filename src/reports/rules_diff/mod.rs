//! What changed between two rule sets, in words: the meaning is compared, not the spelling.

mod facet;
mod head;
mod inputs;
mod page;
mod points;
mod results;

use std::collections::BTreeMap;

use serde::Serialize;

use self::facet::{Facet, Group, Thing};
use crate::rules::RuleSet;

pub use self::page::rules_diff_page;
pub(super) use self::points::WEIGHT;

/// What changed from one rule set to another.
#[derive(Clone, Debug, Serialize)]
pub struct RulesDiff {
    /// The one before.
    pub before: RuleSetNamed,
    /// The one after.
    pub after: RuleSetNamed,
    /// The changes, group by group; groups without any are left out.
    pub groups: Vec<ChangedGroup>,
}

/// Which rule set.
#[derive(Clone, Debug, Serialize)]
pub struct RuleSetNamed {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
}

/// The changes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedGroup {
    /// The kind: 项目, 等次.
    pub title: String,
    /// What changed in it.
    pub changes: Vec<Change>,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// By what it is found in both: an id, a title.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What is different; of what is new or gone, what it says.
    pub facets: Vec<ChangedFacet>,
}

impl Change {
    /// What of it changes results.
    fn reckoned(&self) -> impl Iterator<Item = &ChangedFacet> {
        self.facets.iter().filter(|facet| !facet::BESIDE.contains(&facet.about.as_str()))
    }
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It stands in another place where the order decides.
    Moved,
}

/// One thing that is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedFacet {
    /// What it is about.
    pub about: String,
    /// Before, in words; empty where nothing was said.
    pub before: String,
    /// After, in words; empty where nothing is said.
    pub after: String,
}

/// What a difference is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The rule set as a whole, and how the score is made.
    Whole,
    /// A named number.
    Number,
    /// A figure.
    Figure,
    /// A category.
    Category,
    /// An item.
    Item,
    /// A grade.
    Grade,
}

impl Kind {
    /// The title of its group.
    const fn group(self) -> &'static str {
        match self {
            Self::Whole => head::WHOLE,
            Self::Number => head::NUMBERS,
            Self::Figure => head::FIGURES,
            Self::Category => points::CATEGORIES,
            Self::Item => points::ITEMS,
            Self::Grade => results::GRADES,
        }
    }
}

impl RulesDiff {
    /// What is said otherwise of a thing, as far as it changes results: names, articles and remarks do not. With the
    /// thing's name.
    #[must_use]
    pub fn said_of(&self, kind: Kind, id: &str) -> Vec<(&str, &ChangedFacet)> {
        let changes = self.changes_of(kind.group()).filter(|change| change.id == id);
        changes.flat_map(|change| change.reckoned().map(|facet| (change.name.as_str(), facet))).collect()
    }

    /// Whether a thing is new or gone.
    #[must_use]
    pub fn stands_alone(&self, kind: Kind, id: &str) -> Option<ChangeKind> {
        let change = self.changes_of(kind.group()).find(|change| change.id == id)?;
        matches!(change.kind, ChangeKind::Added | ChangeKind::Removed).then_some(change.kind)
    }

    /// What is said otherwise of limits over several items or categories, of which this is one.
    pub fn together_with(&self, id: &str) -> impl Iterator<Item = &ChangedFacet> {
        let changes = self.changes_of(points::TOGETHER);
        let mine = changes.filter(move |change| change.id.split('、').any(|one| one == id));
        mine.flat_map(Change::reckoned)
    }

    fn changes_of(&self, group: &'static str) -> impl Iterator<Item = &Change> {
        self.groups.iter().filter(move |changed| changed.title == group).flat_map(|changed| &changed.changes)
    }

    /// Whether they mean the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// What changed from one rule set to another.
#[must_use]
pub fn rules_diff(before: &RuleSet, after: &RuleSet) -> RulesDiff {
    let groups = groups(before).into_iter().zip(groups(after));
    let changed = groups.filter_map(|(old, new)| {
        let changes = changes(&old, &new);
        (!changes.is_empty()).then(|| ChangedGroup { title: old.title.to_owned(), changes })
    });
    RulesDiff { before: named(before), after: named(after), groups: changed.collect() }
}

fn named(rules: &RuleSet) -> RuleSetNamed {
    RuleSetNamed { id: rules.id.clone(), title: rules.title.clone(), version: rules.version.clone() }
}

/// All that a rule set says, the same groups for every rule set.
fn groups(rules: &RuleSet) -> Vec<Group> {
    let mut groups = head::groups(rules);
    groups.extend(points::groups(rules));
    groups.extend(results::groups(rules));
    groups.extend(inputs::groups(rules));
    groups
}

/// Things of the same id are one thing; of several with one id the first goes with the first.
fn changes(old: &Group, new: &Group) -> Vec<Change> {
    let (old_ids, new_ids) = (numbered(&old.things), numbered(&new.things));
    let find = |ids: &[(String, usize)], things: &[Thing], id: &(String, usize)| {
        ids.iter().position(|other| other == id).and_then(|at| things.get(at).cloned())
    };
    let gone = || old_ids.iter().zip(&old.things).filter(|(id, _)| !new_ids.contains(id)).map(|(_, thing)| thing);
    let came = || new_ids.iter().zip(&new.things).filter(|(id, _)| !old_ids.contains(id)).map(|(_, thing)| thing);
    let renumbered: Vec<(&Thing, &Thing)> =
        gone().filter_map(|thing| Some((thing, only_namesake(thing, came())?))).collect();
    let mut changes = Vec::new();
    for (id, thing) in old_ids.iter().zip(&old.things) {
        if let Some(now) = find(&new_ids, &new.things, id) {
            changes.extend(changed(thing, &now));
        } else if let Some((_, now)) = renumbered.iter().find(|(before, _)| before.id == thing.id) {
            changes.push(of_another_id(thing, now));
        } else {
            changes.push(alone(ChangeKind::Removed, thing));
        }
    }
    let added = came().filter(|thing| renumbered.iter().all(|(_, now)| now.id != thing.id));
    changes.extend(added.map(|thing| alone(ChangeKind::Added, thing)));
    if old.in_order {
        changes.extend(moved(old, &old_ids, &new_ids));
    }
    changes
}

/// The only one of these that is called the same.
fn only_namesake<'t>(thing: &Thing, among: impl Iterator<Item = &'t Thing>) -> Option<&'t Thing> {
    let title = thing.title().filter(|title| !title.is_empty())?;
    let mut called_so = among.filter(|other| other.title() == Some(title));
    called_so.next().filter(|_| called_so.next().is_none())
}

/// What became of a thing that has another id.
fn of_another_id(old: &Thing, new: &Thing) -> Change {
    let id = ChangedFacet { about: "编号".to_owned(), before: old.id.clone(), after: new.id.clone() };
    let others = changed(old, new).map_or(Vec::new(), |change| change.facets);
    let facets = std::iter::once(id).chain(others).collect();
    Change { kind: ChangeKind::Changed, id: old.id.clone(), name: old.name.clone(), facets }
}

/// Ids with their number among equal ones.
fn numbered(things: &[Thing]) -> Vec<(String, usize)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let number = |thing: &'_ Thing| thing.id.clone();
    things
        .iter()
        .map(|thing| {
            let count = seen.entry(&thing.id).or_default();
            *count += 1;
            (number(thing), *count)
        })
        .collect()
}

fn alone(kind: ChangeKind, thing: &Thing) -> Change {
    let said = thing.facets.iter().filter(|facet| !facet.words.is_empty());
    let facets = said.map(|facet| {
        let words = facet.words.clone();
        let (before, after) = match kind {
            ChangeKind::Removed => (words, String::new()),
            _ => (String::new(), words),
        };
        ChangedFacet { about: facet.label.to_owned(), before, after }
    });
    Change { kind, id: thing.id.clone(), name: thing.name.clone(), facets: facets.collect() }
}

fn changed(old: &Thing, new: &Thing) -> Option<Change> {
    let pairs = old.facets.iter().zip(&new.facets);
    let facets: Vec<ChangedFacet> = pairs.filter(|(old, new)| old.key != new.key).map(told).collect();
    let change = Change { kind: ChangeKind::Changed, id: old.id.clone(), name: new.name.clone(), facets };
    (!change.facets.is_empty()).then_some(change)
}

/// Where the words are the same and the meaning is not, the formulas themselves are told apart.
fn told((old, new): (&Facet, &Facet)) -> ChangedFacet {
    let (before, after) = if old.words == new.words { (&old.key, &new.key) } else { (&old.words, &new.words) };
    ChangedFacet { about: old.label.to_owned(), before: before.clone(), after: after.clone() }
}

/// That what is in both stands in another order.
fn moved(old: &Group, old_ids: &[(String, usize)], new_ids: &[(String, usize)]) -> Option<Change> {
    let kept: Vec<&(String, usize)> = old_ids.iter().filter(|id| new_ids.contains(id)).collect();
    let now: Vec<&(String, usize)> = new_ids.iter().filter(|id| old_ids.contains(id)).collect();
    let words = |ids: &[&(String, usize)]| ids.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("、");
    let facet = ChangedFacet { about: "次序".to_owned(), before: words(&kept), after: words(&now) };
    let name = old.title.to_owned();
    (kept != now).then(|| Change { kind: ChangeKind::Moved, id: String::new(), name, facets: vec![facet] })
}
