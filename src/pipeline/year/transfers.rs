//! Who left one branch and joined another: the two rosters put side by side.

use std::collections::{HashMap, HashSet};

use chrono::{Months, NaiveDate};

use super::Reckoned;
use crate::layout::cell_of_name;
use crate::layout::codes::{M120, M121, M122, M123};
use crate::model::{Diagnostic, Member, Period, Source};
use crate::pipeline::own_rules::Whose;
use crate::pipeline::{BranchScores, Who};
use crate::reports::TransferResult;

/// Days between leaving and coming within which namesakes may be one person.
const NEAR: u64 = 62;

/// Who moved in the period, in the order of branches and rosters; what contradicts is told. A move to or from outside is
/// ordinary, and nothing is said of it.
pub fn transfers(run: &Reckoned<'_>, said: &mut Vec<Diagnostic>) -> Vec<TransferResult> {
    // Where branches have several rule sets, all of them are looked at together.
    if run.settings.whose != Whose::Everyone {
        return Vec::new();
    }
    transfers_of(run.branches.iter().collect(), run.ground.period, said)
}

/// The same of any branches: of all, where they have several rule sets.
pub fn transfers_of(branches: Vec<&BranchScores>, period: Period, said: &mut Vec<Diagnostic>) -> Vec<TransferResult> {
    let all = People::of(branches);
    let in_period = |day: Option<NaiveDate>| day.is_some_and(|day| period.contains(day));
    let mut seen: HashSet<Who> = HashSet::new();
    let mut moves = Vec::new();
    for (b, branch) in all.branches.iter().enumerate() {
        for (m, member) in branch.roster.iter().enumerate() {
            if (in_period(member.came) || in_period(member.left)) && !seen.contains(&(b, m)) {
                let person = all.same_person((b, m));
                seen.extend(&person);
                moves.extend(
                    all.moves_of(&person).into_iter().filter(|it| in_period(it.left()) || in_period(it.came())),
                );
            }
        }
    }
    let perhaps = all.perhaps_one(&moves, said);
    for one in &moves {
        said.extend(one.contradiction());
    }
    let result = |(at, one): (usize, &Move<'_>)| TransferResult { perhaps: perhaps.contains(&at), ..one.result() };
    moves.iter().enumerate().map(result).collect()
}

/// A member in a branch.
#[derive(Clone, Copy)]
struct Listed<'a> {
    branch: &'a BranchScores,
    member: &'a Member,
}

/// A move: where from, where to, as far as the rosters tell.
#[derive(Clone, Copy)]
struct Move<'a> {
    from: Option<Listed<'a>>,
    to: Option<Listed<'a>>,
}

/// All members, by what makes them known.
struct People<'a> {
    branches: Vec<&'a BranchScores>,
    by_name: HashMap<&'a str, Vec<Who>>,
    by_identity: HashMap<&'a str, Vec<Who>>,
}

impl<'a> People<'a> {
    fn of(branches: Vec<&'a BranchScores>) -> Self {
        let (mut by_name, mut by_identity): (HashMap<_, Vec<Who>>, HashMap<_, Vec<Who>>) = Default::default();
        for (b, branch) in branches.iter().copied().enumerate() {
            for (m, member) in branch.roster.iter().enumerate() {
                by_name.entry(member.name.as_str()).or_default().push((b, m));
                if let Some(identity) = &member.identity {
                    by_identity.entry(&**identity).or_default().push((b, m));
                }
            }
        }
        Self { branches, by_name, by_identity }
    }

    fn listed(&self, (b, m): Who) -> Option<Listed<'a>> {
        let branch = *self.branches.get(b)?;
        Some(Listed { branch, member: branch.roster.get(m)? })
    }

    /// Everywhere that a person is listed, the first place included.
    fn same_person(&self, who: Who) -> Vec<Who> {
        let Some(Listed { member, .. }) = self.listed(who) else { return Vec::new() };
        let same_name = self.by_name.get(member.name.as_str());
        let same_identity = member.identity.as_deref().and_then(|identity| self.by_identity.get(identity));
        let mut person = vec![who];
        for other in same_name.into_iter().chain(same_identity).flatten() {
            let is_same = || self.listed(*other).is_some_and(|other| member.is_same_person(other.member));
            if !person.contains(other) && is_same() {
                person.push(*other);
            }
        }
        person.sort_unstable();
        person
    }

    /// The moves of one person: each leaving with the coming elsewhere that is nearest to it, then those that are left over.
    fn moves_of(&self, person: &[Who]) -> Vec<Move<'a>> {
        let places: Vec<Listed<'a>> = person.iter().filter_map(|who| self.listed(*who)).collect();
        let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
        for (f, from) in places.iter().enumerate() {
            for (t, to) in places.iter().enumerate().filter(|(_, to)| to.branch.name != from.branch.name) {
                if let (Some(left), Some(came)) = (from.member.left, to.member.came) {
                    pairs.push(((came - left).num_days().abs(), f, t));
                }
            }
        }
        pairs.sort_unstable();
        let (mut gone, mut arrived) = (HashSet::new(), HashSet::new());
        let mut moves = Vec::new();
        for (_, f, t) in pairs {
            if !gone.contains(&f) && !arrived.contains(&t) {
                gone.insert(f);
                arrived.insert(t);
                moves.push(Move { from: places.get(f).copied(), to: places.get(t).copied() });
            }
        }
        // One day is lacking: the other roster has the person, and does not say since when, or until when.
        for (f, from) in places.iter().enumerate() {
            if from.member.left.is_none() || !gone.insert(f) {
                continue;
            }
            let may_be = |t: &usize, to: &Listed<'_>| {
                to.branch.name != from.branch.name && to.member.came.is_none() && !arrived.contains(t)
            };
            let to = places.iter().enumerate().find(|(t, to)| may_be(t, to));
            arrived.extend(to.map(|(t, _)| t));
            moves.push(Move { from: Some(*from), to: to.map(|(_, to)| *to) });
        }
        for (t, to) in places.iter().enumerate() {
            if to.member.came.is_none() || !arrived.insert(t) {
                continue;
            }
            let may_be = |f: &usize, from: &Listed<'_>| {
                from.branch.name != to.branch.name && from.member.left.is_none() && !gone.contains(f)
            };
            let from = places.iter().enumerate().find(|(f, from)| may_be(f, from));
            gone.extend(from.map(|(f, _)| f));
            moves.push(Move { from: from.map(|(_, from)| *from), to: Some(*to) });
        }
        // Who went and came back went first.
        moves.sort_by_key(|one| one.left().into_iter().chain(one.came()).min());
        moves
    }

    /// Who left and who came at about the same time under one name, where the rosters do not say whether it is one person:
    /// the indexes of these moves.
    fn perhaps_one(&self, moves: &[Move<'a>], said: &mut Vec<Diagnostic>) -> HashSet<usize> {
        let all = || moves.iter().enumerate();
        let gone = all().filter(|(_, it)| it.to.is_none()).filter_map(|(at, it)| Some((at, it.from?)));
        let come = all().filter(|(_, it)| it.from.is_none()).filter_map(|(at, it)| Some((at, it.to?)));
        let mut by_name: HashMap<&str, Vec<(usize, Listed<'a>)>> = HashMap::new();
        for (at, one) in come {
            by_name.entry(&one.member.name).or_default().push((at, one));
        }
        let mut perhaps = HashSet::new();
        for (at, from) in gone {
            let namesakes = by_name.get(from.member.name.as_str()).into_iter().flatten();
            let is_perhaps = |(_, to): &&(usize, Listed<'a>)| {
                let days =
                    from.member.left.zip(to.member.came).map(|(left, came)| (came - left).num_days().unsigned_abs());
                to.branch.name != from.branch.name
                    && days.is_some_and(|days| days <= NEAR)
                    && !from.member.is_certainly_another(to.member)
                    && !differ(from.member, to.member)
            };
            let Some((to_at, to)) = namesakes.into_iter().find(is_perhaps) else { continue };
            perhaps.extend([at, *to_at]);
            let message = format!(
                "{}从{}转出（{}），{}有同名的人转入（{}），花名册看不出是不是同一个人，没有当作调动。",
                from.member.name,
                from.branch.name,
                left_cell(from.member),
                to.branch.name,
                came_cell(to.member)
            );
            let diagnostic = M123.says(message).at(came_cell(to.member)).of_member(&to.member.name);
            said.push(diagnostic.of_branch(&to.branch.name));
        }
        perhaps
    }
}

impl Move<'_> {
    fn left(&self) -> Option<NaiveDate> {
        self.from?.member.left
    }

    fn came(&self) -> Option<NaiveDate> {
        self.to?.member.came
    }

    /// What the two rosters say that cannot both be so.
    fn contradiction(&self) -> Option<Diagnostic> {
        let (from, to) = (self.from?, self.to?);
        let (name, old, new) = (&to.member.name, &from.branch.name, &to.branch.name);
        let left = from.member.left?;
        let there = left_cell(from.member);
        let Some(came) = to.member.came else {
            let message = format!("{name} {left} 从{old}转出（{there}），{new}的花名册里有他，没有写转入时间。");
            return Some(M122.says(message).at(cell_of_name(to.member)).of_member(name).of_branch(new));
        };
        let late = left.checked_add_months(Months::new(1))?;
        let days = (came - left).num_days();
        let told = format!("{name} {left} 从{old}转出（{there}），{came} 转入{new}");
        let diagnostic = if came < left {
            M120.says(format!("{told}，中间 {} 天两个支部都算了他。", -days))
        } else if came > late {
            M121.says(format!("{told}，中间 {days} 天哪个支部都没有算他。"))
        } else {
            return None;
        };
        Some(diagnostic.at(came_cell(to.member)).found(&came.to_string()).of_member(name).of_branch(new))
    }

    fn result(&self) -> TransferResult {
        let (left, came) = (self.left(), self.came());
        let member = self.to.or(self.from).map(|listed| listed.member);
        TransferResult {
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            from: self.from.map(|from| from.branch.name.to_string()),
            to: self.to.map(|to| to.branch.name.to_string()),
            left: left.map(|day| day.to_string()),
            came: came.map(|day| day.to_string()),
            days: left.zip(came).map(|(left, came)| (came - left).num_days()),
            matched: left.is_some() && came.is_some(),
            perhaps: false,
        }
    }
}

/// Whether what the rosters say of two namesakes makes two people of them.
fn differ(one: &Member, other: &Member) -> bool {
    let differ = |a: Option<crate::model::MonthOrDay>, b: Option<crate::model::MonthOrDay>| {
        a.zip(b).is_some_and(|(a, b)| !a.agrees_with(b))
    };
    differ(one.born, other.born) || differ(one.joined, other.joined)
}

fn left_cell(member: &Member) -> Source {
    member.move_cells.left.clone().unwrap_or_else(|| cell_of_name(member))
}

fn came_cell(member: &Member) -> Source {
    member.move_cells.came.clone().unwrap_or_else(|| cell_of_name(member))
}
