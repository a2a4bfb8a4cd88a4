//! Which of two rounds' entries and problems are the same: by what they say, never by their row.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::hash::Hash;

use super::noted::{Finder, Noted, NotedEntry, NotedProblem};

/// How many entries are looked at for one whose member, item or date could not be read.
const LOOKED_AT: usize = 200;

/// What belongs together, as indexes of before and now; and what is left over on each side, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Those that are the same.
    pub same: Vec<(usize, usize)>,
    /// Those that are no longer there.
    pub gone: Vec<usize>,
    /// Those that were not there.
    pub new: Vec<usize>,
}

impl Pairs {
    fn none(before: usize, now: usize) -> Self {
        Self { same: Vec::new(), gone: (0..before).collect(), new: (0..now).collect() }
    }

    /// Joins what has the same key, in order; what has none stays.
    fn join<K: Hash + Eq>(&mut self, before: impl Fn(usize) -> Option<K>, now: impl Fn(usize) -> Option<K>) {
        if self.gone.is_empty() || self.new.is_empty() {
            return;
        }
        let mut waiting: HashMap<K, Vec<usize>> = HashMap::new();
        for index in self.gone.iter().rev() {
            if let Some(key) = before(*index) {
                waiting.entry(key).or_default().push(*index);
            }
        }
        let mut taken = Vec::new();
        self.new.retain(|index| {
            let Some(Slot::Occupied(mut queue)) = now(*index).map(|key| waiting.entry(key)) else { return true };
            let Some(first) = queue.get_mut().pop() else { return true };
            taken.push((first, *index));
            false
        });
        self.take(taken);
    }

    fn take(&mut self, taken: Vec<(usize, usize)>) {
        let mut used: Vec<usize> = taken.iter().map(|(before, _)| *before).collect();
        used.sort_unstable();
        self.gone.retain(|index| used.binary_search(index).is_err());
        self.same.extend(taken);
    }
}

/// Pairs entries by member, item and date; of several alike first those that agree in all else, then in order.
///
/// An entry of which one of the three could not be read is the one that agrees with it in the other two and in all else:
/// whoever fills in a missing date has changed the entry, not written another one.
#[must_use]
pub fn pair_entries(before: &[NotedEntry], now: &[NotedEntry]) -> Pairs {
    let mut pairs = Pairs::none(before.len(), now.len());
    pairs.join(
        |index| before.get(index).map(|entry| (entry.key(), entry.rest())),
        |index| now.get(index).map(|entry| (entry.key(), entry.rest())),
    );
    pairs.join(|index| before.get(index).map(NotedEntry::key), |index| now.get(index).map(NotedEntry::key));
    pair_half_read(before, now, &mut pairs);
    pairs.same.sort_unstable_by_key(|(_, now)| *now);
    pairs
}

fn pair_half_read(before: &[NotedEntry], now: &[NotedEntry], pairs: &mut Pairs) {
    let mut waiting: HashMap<[&str; 7], Vec<usize>> = HashMap::new();
    for index in &pairs.gone {
        if let Some(entry) = before.get(*index) {
            waiting.entry(entry.rest()).or_default().push(*index);
        }
    }
    let mut taken = Vec::new();
    pairs.new.retain(|index| {
        let Some(entry) = now.get(*index) else { return true };
        let Some(candidates) = waiting.get_mut(&entry.rest()) else { return true };
        let fits = |candidate: &usize| before.get(*candidate).is_some_and(|other| may_be_one(other, entry));
        let Some(place) = candidates.iter().take(LOOKED_AT).position(fits) else { return true };
        taken.push((candidates.remove(place), *index));
        false
    });
    pairs.take(taken);
}

/// Whether two of the three agree, and the third could not be read in one of them.
fn may_be_one(one: &NotedEntry, other: &NotedEntry) -> bool {
    let agreeing = one.key().iter().zip(other.key()).filter(|(a, b)| **a == *b).count();
    agreeing == 2 && !(one.understood && other.understood)
}

/// Pairs problems. Those in an entry are the same where code and entry are; others where code, sheet and member or value
/// are, and else by their cell.
#[must_use]
pub fn pair_problems(before: &Noted, now: &Noted, entries: &Pairs) -> Pairs {
    let old = Located::new(before, |index| index);
    let partner: HashMap<usize, usize> = entries.same.iter().map(|(before, now)| (*now, *before)).collect();
    // entries of now go by the number of their partner, new ones by numbers that no partner has
    let new = Located::new(now, |index| partner.get(&index).copied().unwrap_or(before.entries.len() + index));
    let mut pairs = Pairs::none(before.problems.len(), now.problems.len());
    pairs.join(|index| old.in_entry(index, true), |index| new.in_entry(index, true));
    pairs.join(|index| old.in_entry(index, false), |index| new.in_entry(index, false));
    pairs.join(|index| old.by_key(index), |index| new.by_key(index));
    pairs.join(|index| old.by_content(index, true), |index| new.by_content(index, true));
    pairs.join(|index| old.by_content(index, false), |index| new.by_content(index, false));
    pairs.join(|index| old.by_cell(index), |index| new.by_cell(index));
    pairs.same.sort_unstable_by_key(|(_, now)| *now);
    pairs
}

/// Problems and the entries in which they stand.
struct Located<'a> {
    noted: &'a Noted,
    /// For each problem its entry's index, and by which number the entry goes.
    entries: Vec<Option<(usize, usize)>>,
}

impl<'a> Located<'a> {
    fn new(noted: &'a Noted, number: impl Fn(usize) -> usize) -> Self {
        let finder = Finder::new(&noted.entries);
        let entry = |problem| finder.entry_of(problem).map(|index| (index, number(index)));
        Self { noted, entries: noted.problems.iter().map(entry).collect() }
    }

    fn problem(&self, index: usize) -> Option<(&'a NotedProblem, Option<(usize, usize)>)> {
        Some((self.noted.problems.get(index)?, *self.entries.get(index)?))
    }

    fn in_entry(&self, index: usize, with_value: bool) -> Option<(&'a str, usize, Option<&'a str>)> {
        let (problem, entry) = self.problem(index)?;
        let (_, number) = entry?;
        Some((&problem.code, number, problem.value.as_deref().filter(|_| with_value)))
    }

    fn by_key(&self, index: usize) -> Option<(&'a str, [&'a str; 3])> {
        let (problem, entry) = self.problem(index)?;
        let (entry, _) = entry?;
        Some((&problem.code, self.noted.entries.get(entry)?.key()))
    }

    fn by_content(&self, index: usize, with_value: bool) -> Option<[Option<&'a str>; 4]> {
        let (problem, entry) = self.problem(index)?;
        let (member, value) = (problem.member.as_deref(), problem.value.as_deref().filter(|_| with_value));
        let says_something = member.is_some() || value.is_some();
        (entry.is_none() && says_something).then_some([Some(&problem.code), problem.sheet.as_deref(), member, value])
    }

    fn by_cell(&self, index: usize) -> Option<(&'a str, Option<&'a str>, Option<String>)> {
        let (problem, entry) = self.problem(index)?;
        let cell = problem.cells.map(|cells| cells.first.to_string());
        entry.is_none().then_some((&problem.code, problem.sheet.as_deref(), cell))
    }
}
