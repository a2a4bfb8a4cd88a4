//! Which problems the waivers mean, and what becomes of the entries.

use std::collections::{BTreeMap, BTreeSet};

use super::{Accepted, Waived, Waivers};
use crate::checks::judge;
use crate::model::text::{compact, person};
use crate::model::{CellRange, Diagnostic, Entry, ItemMention, Member};
use crate::pipeline::BranchScores;
use crate::scoring::Judgement;

/// What became of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// A problem is quiet because of it.
    Followed,
    /// Another one says the same.
    Repeated,
    /// So many entries fit it.
    Ambiguous(usize),
    /// Another one says the contrary.
    Contradicted,
}

/// What became of the problems of a branch.
#[derive(Debug, Default)]
pub struct Lifted {
    /// Those that stand.
    pub standing: Vec<Diagnostic>,
    /// Those that were accepted.
    pub waived: Vec<Waived>,
    /// What became of waivers, by their indexes.
    pub fates: Vec<(usize, Fate)>,
}

impl Waivers {
    /// Takes the accepted ones out of what was found in a branch's entries, and judges the entries anew that count now.
    pub fn lift(&self, branch: &BranchScores, found: Vec<(usize, Diagnostic)>, judgements: &mut [Judgement]) -> Lifted {
        let mine: Vec<(usize, &Accepted)> = self.of(branch).collect();
        if mine.is_empty() {
            return Lifted {
                standing: found.into_iter().map(|(_, diagnostic)| diagnostic).collect(),
                ..Lifted::default()
            };
        }
        let mut lifted = Lifted::default();
        let mut wanted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, one) in mine {
            let hits: Vec<usize> = found
                .iter()
                .enumerate()
                .filter(|(_, (entry, diagnostic))| {
                    branch.entries.get(*entry).is_some_and(|entry| one.means(branch, entry, diagnostic))
                })
                .map(|(position, _)| position)
                .collect();
            let entries: BTreeSet<usize> =
                hits.iter().filter_map(|hit| found.get(*hit)).map(|(entry, _)| *entry).collect();
            if entries.len() > 1 {
                lifted.fates.push((index, Fate::Ambiguous(entries.len())));
                continue;
            }
            for hit in hits {
                wanted.entry(hit).or_default().push(index);
            }
        }
        let by: BTreeMap<usize, usize> = wanted
            .into_iter()
            .filter_map(|(hit, waivers)| Some((hit, self.agreed(&waivers, &mut lifted.fates)?)))
            .collect();
        for (entry, judgement) in judged_anew(&found, &by, |waiver| self.counts(waiver)) {
            if let Some(slot) = judgements.get_mut(entry) {
                *slot = judgement;
            }
        }
        for (position, (_, diagnostic)) in found.into_iter().enumerate() {
            match by.get(&position) {
                Some(by) => lifted.waived.push(Waived { by: *by, diagnostic }),
                None => lifted.standing.push(diagnostic),
            }
        }
        lifted
    }

    /// Takes out what was found elsewhere than in entries: waivers mean it by sheet and cell.
    pub fn lift_by_cell(
        &self,
        found: Vec<Diagnostic>,
        fates: &mut Vec<(usize, Fate)>,
    ) -> (Vec<Diagnostic>, Vec<Waived>) {
        let open: Vec<usize> = (0..self.accepted.len())
            .filter(|index| {
                let has_cell = self.accepted.get(*index).is_some_and(|one| one.waiver.cells.is_some());
                has_cell && !fates.iter().any(|(other, _)| other == index)
            })
            .collect();
        if open.is_empty() {
            return (found, Vec::new());
        }
        let (mut standing, mut waived) = (Vec::with_capacity(found.len()), Vec::new());
        for diagnostic in found {
            let means = |index: &usize| self.accepted.get(*index).is_some_and(|one| one.means_at(&diagnostic));
            let wanted: Vec<usize> = open.iter().copied().filter(means).collect();
            match self.agreed(&wanted, fates) {
                Some(by) => waived.push(Waived { by, diagnostic }),
                None => standing.push(diagnostic),
            }
        }
        (standing, waived)
    }

    fn counts(&self, index: usize) -> bool {
        self.accepted.get(index).is_some_and(|one| one.counts == Some(true))
    }

    /// The one that is followed, of several that mean the same problem: none where they contradict each other.
    fn agreed(&self, waivers: &[usize], fates: &mut Vec<(usize, Fate)>) -> Option<usize> {
        let first = *waivers.first()?;
        let counts = |index: usize| self.accepted.get(index).map(|one| one.counts);
        if waivers.iter().any(|other| counts(*other) != counts(first)) {
            fates.extend(waivers.iter().map(|index| (*index, Fate::Contradicted)));
            return None;
        }
        fates.push((first, Fate::Followed));
        fates.extend(waivers.iter().skip(1).map(|index| (*index, Fate::Repeated)));
        Some(first)
    }
}

impl Accepted {
    /// Whether it means this problem of this entry.
    fn means(&self, branch: &BranchScores, entry: &Entry, diagnostic: &Diagnostic) -> bool {
        *diagnostic.code == *self.code && self.is_about(branch, entry) && self.is_at(entry.source().cells, diagnostic)
    }

    /// Whether it names this entry: by member, item and date, as far as they are written.
    pub(super) fn is_about(&self, branch: &BranchScores, entry: &Entry) -> bool {
        let waiver = &self.waiver;
        let member = entry.member.and_then(|member| branch.roster.get(member));
        let is_member = match member {
            Some(member) => {
                let is_told =
                    if waiver.id.is_empty() { !self.could_be_another(member) } else { member.goes_by(&waiver.id) };
                member.is_called(&waiver.name) && is_told || member.listed_name() == waiver.name
            }
            None => person(&entry.written_name) == waiver.name,
        };
        let is_item = waiver.item.is_empty()
            || match &entry.item {
                ItemMention::Known(item) => self.item == Some(*item),
                ItemMention::Contradicting { number, name } => {
                    self.item == Some(*number) || compact(name) == waiver.item
                }
                ItemMention::Unknown { number, name } => {
                    [number, name].into_iter().flatten().any(|written| compact(written) == waiver.item)
                }
                ItemMention::Unreadable | ItemMention::Missing => false,
            };
        let is_date = waiver.when.is_none_or(|when| entry.when == Some(when));
        is_member && is_item && is_date
    }

    /// Whether the name alone does not tell this member from another of the roster, and no cell does.
    pub(super) fn could_be_another(&self, member: &Member) -> bool {
        member.namesake && self.waiver.id.is_empty() && self.waiver.cells.is_none()
    }

    /// Whether the entry stands where the waiver says, if it says so.
    pub(super) fn is_in(&self, entry: &Entry) -> bool {
        let source = entry.source();
        self.waiver.cells.is_none_or(|cells| self.is_on(&source.sheet) && source.cells.contains(cells.first))
    }

    /// Whether a problem of an entry stands where the waiver says, if it says so.
    fn is_at(&self, entry: CellRange, diagnostic: &Diagnostic) -> bool {
        let Some(cells) = self.waiver.cells else { return true };
        let is_sheet = diagnostic.sheet.as_deref().is_some_and(|sheet| self.is_on(sheet));
        is_sheet && (entry.contains(cells.first) || diagnostic.cells.is_some_and(|at| at.contains(cells.first)))
    }

    /// Whether it names this sheet, whatever the width of brackets and spaces.
    fn is_on(&self, sheet: &str) -> bool {
        compact(sheet) == compact(&self.waiver.sheet)
    }

    /// Whether it means a problem that stands in no entry; one that names an item or a day means an entry.
    fn means_at(&self, diagnostic: &Diagnostic) -> bool {
        let waiver = &self.waiver;
        if !waiver.item.is_empty() || waiver.when.is_some() {
            return false;
        }
        let is_member = diagnostic.member.as_deref().is_none_or(|member| person(member) == waiver.name);
        let is_branch = diagnostic.branch.as_deref() == Some(&waiver.branch);
        let (Some(cells), Some(at)) = (waiver.cells, diagnostic.cells) else { return false };
        let is_place = diagnostic.sheet.as_deref().is_some_and(|sheet| self.is_on(sheet))
            && (at.contains(cells.first) || cells.contains(at.first));
        *diagnostic.code == *self.code && is_branch && is_member && is_place
    }
}

/// What becomes of the entries that have a problem less: what stands, and what was accepted without counting, holds.
fn judged_anew(
    found: &[(usize, Diagnostic)],
    by: &BTreeMap<usize, usize>,
    counts: impl Fn(usize) -> bool,
) -> BTreeMap<usize, Judgement> {
    let is_lifted = |position: usize| by.get(&position).is_some_and(|waiver| counts(*waiver));
    let entries: BTreeSet<usize> =
        found.iter().enumerate().filter(|(at, _)| is_lifted(*at)).map(|(_, (entry, _))| *entry).collect();
    let mut left: BTreeMap<usize, Vec<&Diagnostic>> = entries.into_iter().map(|entry| (entry, Vec::new())).collect();
    for (position, (entry, diagnostic)) in found.iter().enumerate() {
        if let Some(own) = left.get_mut(entry).filter(|_| !is_lifted(position)) {
            own.push(diagnostic);
        }
    }
    left.into_iter().map(|(entry, own)| (entry, judge(&own))).collect()
}
