//! Whether two workbooks list the same people.

use std::collections::{BTreeSet, HashMap};

use crate::layout::Part;
use crate::model::Member;

/// Fewer people than this may be the same by chance, or because a branch is small.
const FEW: usize = 5;
/// Of each ten people of the longer list so many are in the other.
const OF_TEN: usize = 8;

/// The people that a part lists; those who came or left are in two lists with reason.
pub struct People<'a>(Vec<&'a Member>);

/// How many people two lists share.
#[derive(Clone, Copy, Debug)]
pub struct Shared {
    /// How many.
    pub count: usize,
    /// How many the longer list has.
    of: usize,
}

impl Shared {
    /// Whether the two lists are one.
    pub const fn is_most(self) -> bool {
        self.of >= FEW && self.count * 10 >= self.of * OF_TEN
    }
}

impl<'a> People<'a> {
    /// The people of its rosters; where it has none, of its other tables.
    pub fn of(part: &'a Part) -> Self {
        let listed = if part.members.is_empty() { &part.others } else { &part.members };
        let stays = |member: &&Member| member.came.is_none() && member.left.is_none() && member.died.is_none();
        Self(listed.iter().filter(stays).collect())
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Their names, each once.
    pub fn names(&self) -> BTreeSet<&'a str> {
        self.0.iter().map(|member| member.name.as_str()).collect()
    }
}

/// How many people are in both lists: of the same name, and nothing that is written says that they are two.
pub fn shared(one: &People<'_>, other: &People<'_>) -> Shared {
    let mut by_name: HashMap<&str, Vec<&Member>> = HashMap::new();
    for member in &other.0 {
        by_name.entry(&member.name).or_default().push(member);
    }
    let is_there = |member: &&&Member| {
        let namesakes = by_name.get(member.name.as_str()).into_iter().flatten();
        namesakes.into_iter().any(|other| may_be_one(member, other))
    };
    Shared { count: one.0.iter().filter(is_there).count(), of: one.count().max(other.count()) }
}

fn may_be_one(one: &Member, other: &Member) -> bool {
    let agree = one.born.zip(other.born).is_none_or(|(one, other)| one.agrees_with(other));
    agree && !one.is_certainly_another(other)
}
