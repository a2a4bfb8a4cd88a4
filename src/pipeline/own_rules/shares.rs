//! Each rule set's share of what was read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Whose;
use crate::layout::{Part, Recognised};
use crate::model::{Diagnostic, Source};
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;
use crate::pipeline::previous;

/// What each rule set that branches were found of has to reckon, the main one first. The first also has all that concerns no
/// branch, and the files of which nobody knows whose they are.
#[must_use]
pub fn shares(settings: Settings, gathered: Gathered) -> Vec<(Settings, Gathered)> {
    if settings.own_rules.is_empty() {
        return vec![(settings, gathered)];
    }
    let Gathered { received: _, files, past, waivers, papers, notices, reopened, diagnostics } = gathered;
    let mut present: Vec<usize> = files.iter().flat_map(|file| rule_sets_of(file, &settings)).collect();
    present.sort_unstable();
    present.dedup();
    let first = present.first().copied().unwrap_or(0);
    if present.is_empty() {
        present.push(first);
    }
    let (mut past, mut notices, mut reopened) = (Some(past), Some(notices), Some(reopened));
    let mut shares: Vec<(usize, Settings, Gathered)> = present
        .iter()
        .map(|place| {
            let own = of_place(&settings, *place, &present);
            let (past, problems) = match past.take_if(|_| *place == 0) {
                Some(past) => (past, Vec::new()),
                None => previous::read_past(&own),
            };
            let gathered = Gathered {
                received: Default::default(),
                files: Vec::new(),
                past,
                waivers: waivers.clone(),
                papers: papers.clone(),
                notices: notices.take().unwrap_or_default(),
                reopened: reopened.take().unwrap_or_default(),
                diagnostics: problems,
            };
            (*place, own, gathered)
        })
        .collect();
    let of = |place: usize| present.iter().position(|other| *other == place).unwrap_or(0);
    let mut whose: HashMap<Arc<str>, (usize, Option<Rows>)> = HashMap::new();
    for mut file in files {
        let others = std::mem::take(&mut file.others);
        let shown = Arc::clone(&file.original.shown);
        let (own, is_aside) = (file.rules, file.recognised.is_empty());
        if others.is_empty() || is_aside {
            whose.insert(shown, (of(own), None));
            if let Some((_, _, share)) = shares.get_mut(of(own)) {
                share.files.push(file);
            }
            continue;
        }
        let mut all = vec![(own, std::mem::take(&mut file.recognised))];
        all.extend(others);
        let rows = Rows::of(&all, &shown, &settings);
        for (place, mut recognised) in all {
            let Some((_, _, share)) = shares.get_mut(of(place)) else { continue };
            let said = std::mem::take(&mut recognised.diagnostics);
            share.diagnostics.extend(said.into_iter().filter(|said| rows.is_of(place, said)));
            recognised.parts.retain(|part| settings.place_of_titled(&shown, part.branch.as_deref()) == place);
            if place != own {
                recognised.decisions.clear();
            }
            share.files.push(ReadFile { recognised, ..file_of(&file, place) });
        }
        whose.insert(shown, (of(own), Some(rows)));
    }
    for diagnostic in diagnostics {
        let known = diagnostic.file.as_ref().and_then(|file| whose.get(file));
        let at = match known {
            Some((_, Some(rows))) => rows.owner(&diagnostic).map(of).or(known.map(|(at, _)| *at)),
            Some((at, None)) => Some(*at),
            None => Some(0),
        };
        shares.get_mut(at.unwrap_or(0)).into_iter().for_each(|share| share.2.diagnostics.push(diagnostic.clone()));
    }
    shares.into_iter().map(|(_, settings, gathered)| (settings, gathered)).collect()
}

/// The rule sets that something in a file counts by.
fn rule_sets_of(file: &ReadFile, settings: &Settings) -> Vec<usize> {
    if file.recognised.is_empty() {
        return Vec::new();
    }
    let shown = &file.original.shown;
    let has_own = |(place, recognised): &(usize, Recognised)| {
        let parts = recognised.parts.iter().filter(|part| !part.is_empty());
        let mut places = parts.map(|part| settings.place_of_titled(shown, part.branch.as_deref()));
        places.any(|of| of == *place)
    };
    let others = file.others.iter().filter(|other| has_own(other)).map(|(place, _)| *place);
    std::iter::once(file.rules).chain(others).collect()
}

/// The settings of a rule set of several.
fn of_place(settings: &Settings, place: usize, present: &[usize]) -> Settings {
    let (rules, hints) = settings.tongue(place);
    let branches = |place: &usize| {
        let own = place.checked_sub(1).and_then(|place| settings.own_rules.get(place));
        own.map_or(Vec::new(), |own| own.branches.clone())
    };
    let is_first = present.first() == Some(&place);
    let whose = match present {
        [_] => Whose::Everyone,
        [_, rest @ ..] if is_first => Whose::AllBut(rest.iter().flat_map(branches).collect()),
        _ => Whose::These(branches(&place)),
    };
    Settings {
        rules: rules.clone(),
        hints: hints.clone(),
        own_rules: Vec::new(),
        whose,
        assumed: if is_first { settings.assumed.clone() } else { Vec::new() },
        assumed_rules: settings.assumed_rules.clone().filter(|_| place == 0),
        ..settings.clone()
    }
}

/// The same file for another rule set, with nothing in it yet.
fn file_of(file: &ReadFile, place: usize) -> ReadFile {
    ReadFile {
        original: file.original.clone(),
        sheets: file.sheets.clone(),
        recognised: Recognised::default(),
        branches: Vec::new(),
        copy_of: file.copy_of.clone(),
        marked: file.marked.clone(),
        rules: place,
        others: Vec::new(),
        workbook: None,
        pinned: file.pinned.clone(),
        form_of: None,
    }
}

/// In a file of branches with several rule sets, whose rows and sheets are whose.
struct Rows {
    rows: HashMap<(Arc<str>, u32), usize>,
    sheets: HashMap<Arc<str>, HashSet<usize>>,
}

impl Rows {
    fn of(all: &[(usize, Recognised)], shown: &str, settings: &Settings) -> Self {
        let mut found = Self { rows: HashMap::new(), sheets: HashMap::new() };
        for (place, recognised) in all {
            let own = |part: &&Part| settings.place_of_titled(shown, part.branch.as_deref()) == *place;
            for source in recognised.parts.iter().filter(own).flat_map(sources) {
                found.sheets.entry(Arc::clone(&source.sheet)).or_default().insert(*place);
                found.rows.insert((source.sheet, source.cells.first.row), *place);
            }
        }
        found
    }

    /// Whose row a problem stands in; without a row, whose sheet it is about alone.
    fn owner(&self, said: &Diagnostic) -> Option<usize> {
        let sheet = said.sheet.as_ref()?;
        let row = said.cells.and_then(|cells| self.rows.get(&(Arc::clone(sheet), cells.first.row)));
        row.copied().or_else(|| {
            let mut owners = self.sheets.get(sheet)?.iter();
            owners.next().copied().filter(|_| owners.next().is_none())
        })
    }

    /// Whether a rule set may say this of a file.
    fn is_of(&self, place: usize, said: &Diagnostic) -> bool {
        self.owner(said).is_none_or(|owner| owner == place)
    }
}

/// Where the rows of a part stand.
fn sources(part: &Part) -> impl Iterator<Item = Source> {
    let members = part.members.iter().chain(&part.others).map(|member| member.source.clone());
    let lines = part.lines.iter().map(|line| line.entry.source());
    let records = part.records.iter().flat_map(|line| &line.records).map(|record| record.source());
    members.chain(lines).chain(records)
}
