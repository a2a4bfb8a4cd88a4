//! What a closed period says today and what it said when it was closed, entry by entry and member by member.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Reopened;
use crate::model::{CellRange, Period, When};
use crate::pipeline::rounds::{NotedEntry, pair_entries};
use crate::reports::{ClosedEntry, ClosedMember, ClosedResult, EntryChange, EntryResult, MemberResult, ResultDocument};

/// An entry of a result, whose it is, and by what it is found again.
struct Known<'a> {
    member: &'a MemberResult,
    item: &'a str,
    entry: &'a EntryResult,
}

/// How a closed period differs.
#[must_use]
pub fn compared(one: &Reopened) -> ClosedResult {
    let before = &one.before;
    let now = &one.now;
    let differs = now.rule_set.sha256 != before.rule_set.sha256;
    let mut closed = ClosedResult {
        file: one.file.clone(),
        period: before.period.label.clone(),
        from: before.period.from.clone(),
        to: before.period.to.clone(),
        status: before.status,
        rule_set: differs.then(|| before.rule_set.clone()),
        // Of another rule set neither items nor scores say anything about this one's.
        not_compared: now.rule_set.id != before.rule_set.id,
        missing: Vec::new(),
        entries: Vec::new(),
        members: Vec::new(),
    };
    if closed.not_compared {
        return closed;
    }
    for branch in &before.branches {
        if !now.branches.iter().any(|other| other.name == branch.name) {
            closed.missing.push(branch.name.clone());
        }
    }
    let people = People::of(before, now);
    for branch in &now.branches {
        closed.entries.extend(entries_of(before, now, &branch.name, &people));
    }
    closed.members = members_of(before, now, &people);
    closed
}

/// By what a member of one result is found in the other: the number tells namesakes apart, and only them, for it may be the
/// number of a row, which is another one as soon as somebody is written in above.
type Person<'a> = (&'a str, &'a str, &'a str);

/// The members of both results.
struct People<'a> {
    /// Branch and name of those whose name somebody else in the branch bears.
    namesakes: HashSet<(&'a str, &'a str)>,
    today: HashMap<Person<'a>, &'a MemberResult>,
}

impl<'a> People<'a> {
    fn of(before: &'a ResultDocument, now: &'a ResultDocument) -> Self {
        let mut namesakes = HashSet::new();
        for result in [before, now] {
            let mut seen = HashSet::new();
            let names = result.members.iter().map(|member| (member.branch.as_str(), member.name.as_str()));
            namesakes.extend(names.filter(|name| !seen.insert(*name)));
        }
        let mut people = Self { namesakes, today: HashMap::new() };
        people.today = now.members.iter().map(|member| (people.person(member), member)).collect();
        people
    }

    fn person<'m>(&self, member: &'m MemberResult) -> Person<'m> {
        let is_namesake = self.namesakes.contains(&(member.branch.as_str(), member.name.as_str()));
        (&member.branch, &member.name, if is_namesake { &member.id } else { "" })
    }
}

/// Members whose score or grade is another one, those who are new among them; then those who are gone.
fn members_of(before: &ResultDocument, now: &ResultDocument, people: &People<'_>) -> Vec<ClosedMember> {
    let then: HashMap<_, &MemberResult> = before.members.iter().map(|member| (people.person(member), member)).collect();
    let of = |was: Option<&MemberResult>, is: Option<&MemberResult>| {
        let member = is.or(was)?;
        let score = |member: Option<&MemberResult>| member.and_then(|member| member.score);
        let grade = |member: Option<&MemberResult>| member.and_then(|member| member.grade.clone());
        let closed = ClosedMember {
            branch: member.branch.clone(),
            name: member.name.clone(),
            id: member.id.clone(),
            score_before: score(was),
            score_after: score(is),
            grade_before: grade(was),
            grade_after: grade(is),
        };
        (closed.score_before != closed.score_after || closed.grade_before != closed.grade_after).then_some(closed)
    };
    // Who came later is on today's roster, and was not counted in the period.
    let is_known = |member: &&MemberResult| member.counted || then.contains_key(&people.person(member));
    let is_of_now = |branch: &str| now.branches.iter().any(|other| other.name == branch);
    let there =
        now.members.iter().filter(is_known).map(|member| of(then.get(&people.person(member)).copied(), Some(member)));
    let is_gone = |member: &&MemberResult| member.counted && !people.today.contains_key(&people.person(member));
    let gone = before.members.iter().filter(is_gone).filter(|member| is_of_now(&member.branch));
    there.chain(gone.map(|member| of(Some(member), None))).flatten().collect()
}

/// The entries of a branch that are not what they were: those that are there in the order of members, then those that are
/// gone.
///
/// All entries of both results are paired, also those outside the period: a row that stood there then, and stands there
/// now, is the partner of no other.
fn entries_of(before: &ResultDocument, now: &ResultDocument, branch: &str, people: &People<'_>) -> Vec<ClosedEntry> {
    let is_within = |known: &Known<'_>| is_within(&before.period.from, &before.period.to, &known.entry.date);
    let (then, today) = (known(before, branch), known(now, branch));
    // Results of versions that kept no digests say nothing of what was written.
    let keeps_written = then.iter().any(|known| known.entry.written.is_some());
    let noted =
        |all: &[Known<'_>]| -> Vec<NotedEntry> { all.iter().map(|it| noted(it, people, keeps_written)).collect() };
    let (old, new) = (noted(&then), noted(&today));
    let mut pairs = pair_entries(&old, &new);
    let is_one = |at_before: usize, at: usize| {
        let (was, is) = (then.get(at_before)?, today.get(at)?);
        Some(may_be_one(was, is, is_within(was) == is_within(is)))
    };
    let (same, apart): (Vec<_>, Vec<_>) =
        pairs.same.iter().copied().partition(|(was, is)| is_one(*was, *is).unwrap_or(false));
    pairs.gone.extend(apart.iter().map(|(was, _)| *was));
    pairs.new.extend(apart.iter().map(|(_, is)| *is));
    pairs.gone.sort_unstable();
    let mut found: Vec<(usize, ClosedEntry)> = Vec::new();
    for index in &pairs.new {
        let Some(known) = today.get(*index).filter(|known| is_within(known)) else { continue };
        found.push((*index, entry(EntryChange::Added, known, None, Some(known))));
    }
    for (at_before, at) in &same {
        let texts = old.get(*at_before).zip(new.get(*at));
        let Some(((was, is), (old, new))) = then.get(*at_before).zip(today.get(*at)).zip(texts) else { continue };
        let is_same = old.key() == new.key() && old.rest() == new.rest();
        let concerns = is_within(was) || is_within(is);
        if concerns && (!is_same || bears(was.entry) != bears(is.entry)) {
            found.push((*at, entry(EntryChange::Changed, is, Some(was), Some(is))));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    let gone = pairs.gone.iter().filter_map(|index| then.get(*index)).filter(|known| is_within(known));
    let gone = gone.map(|known| {
        let gone = entry(EntryChange::Removed, known, Some(known), None);
        // Under the number of today, by which the member is found.
        let today = people.today.get(&people.person(known.member));
        ClosedEntry { id: today.map_or_else(|| gone.id.clone(), |member| member.id.clone()), ..gone }
    });
    found.into_iter().map(|(_, entry)| entry).chain(gone).collect()
}

/// Whether two entries that agree but for one thing are one that was changed. Somebody else's is another one. So is one of
/// a time on the other side of the period's end, unless it stands in the same row: the same words come again in later months.
fn may_be_one(was: &Known<'_>, is: &Known<'_>, is_same_side: bool) -> bool {
    let place = |known: &Known<'_>| (known.entry.source.sheet.clone(), known.entry.source.cell.clone());
    was.member.name == is.member.name && (is_same_side || place(was) == place(is))
}

/// How an entry bears on the score, whatever limits leave of it: not at all, not yet, or so.
fn bears(entry: &EntryResult) -> &str {
    match entry.state.as_str() {
        "counted" | "capped" => "counted",
        other => other,
    }
}

fn entry(change: EntryChange, known: &Known<'_>, before: Option<&Known<'_>>, after: Option<&Known<'_>>) -> ClosedEntry {
    ClosedEntry {
        change,
        branch: known.member.branch.clone(),
        member: known.member.name.clone(),
        id: known.member.id.clone(),
        item: known.item.to_owned(),
        item_before: before.map(|before| before.item).filter(|item| *item != known.item).map(str::to_owned),
        before: before.map(|known| known.entry.clone()),
        after: after.map(|known| known.entry.clone()),
    }
}

/// The entries of a branch, each once: some items show an entry in several steps.
fn known<'a>(result: &'a ResultDocument, branch: &str) -> Vec<Known<'a>> {
    let mut seen: HashSet<(&str, &str, &str, &str)> = HashSet::new();
    let mut all = Vec::new();
    for member in result.members.iter().filter(|member| member.branch == branch) {
        for step in &member.steps {
            let Some(item) = step.item.as_deref() else { continue };
            for entry in &step.entries {
                let at = &entry.source;
                if seen.insert((&at.file, &at.sheet, &at.cell, item)) {
                    all.push(Known { member, item, entry });
                }
            }
        }
    }
    all
}

fn noted(known: &Known<'_>, people: &People<'_>, keeps_written: bool) -> NotedEntry {
    let Known { member, item, entry } = known;
    let (.., which) = people.person(member);
    NotedEntry {
        file: entry.source.file.as_str().into(),
        branch: member.branch.clone(),
        member: member.name.clone(),
        item: (*item).to_owned(),
        date: entry.date.clone(),
        // Whoever writes another day or item beside the same words has changed the entry, not written a new one.
        understood: false,
        which: which.to_owned(),
        quantity: entry.quantity.to_string(),
        level: entry.level.clone().unwrap_or_default(),
        stated: entry.stated.map(|stated| stated.to_string()).unwrap_or_default(),
        matter: entry.written.clone().filter(|_| keeps_written).unwrap_or_default(),
        steps: String::new(),
        others: String::new(),
        sheet: entry.source.sheet.clone(),
        cells: CellRange::parse(&entry.source.cell).unwrap_or_else(|| crate::model::CellRef::new(0, 0).into()),
    }
}

/// Whether a date of a result lies between two of its days.
fn is_within(from: &str, to: &str, date: &str) -> bool {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let when = day(date).map(When::Day).or_else(|| Period::parse(date).map(When::Span));
    match (day(from), day(to), when) {
        (Some(from), Some(to), Some(when)) => from <= when.from() && when.to() <= to,
        _ => false,
    }
}
