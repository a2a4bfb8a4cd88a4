//! Recognising a file by the rule set of its branch, which is known only once it has been recognised.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::fitting::form_of_another;
use crate::layout::{Recognised, recognise};
use crate::model::Diagnostic;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;
use crate::workbook::Workbook;

/// A file, recognised.
struct Understood {
    /// The place of the rule set by which it was.
    pub rules: usize,
    /// What it holds.
    pub recognised: Recognised,
    /// What it holds by other rule sets, where it is a file of branches that have several.
    pub others: Vec<(usize, Recognised)>,
    /// The lines of the profile with the forms that were of use.
    pub pinned: BTreeSet<usize>,
    /// The place of another rule set whose form it plainly is.
    pub form_of: Option<usize>,
}

/// Recognises the files once more that are of branches with other rule sets; they were recognised by the main one. Nothing
/// is done where all branches have one rule set.
pub fn understand(gathered: &mut Gathered, settings: &Settings) {
    let by_own = |file: &mut ReadFile| {
        let Some(workbook) = file.workbook.take() else { return Vec::new() };
        let known = std::mem::take(&mut file.recognised);
        let Understood { rules, recognised, others, pinned, form_of } = understood(&workbook, known, settings);
        (file.rules, file.recognised, file.others, file.form_of) = (rules, recognised, others, form_of);
        file.pinned.extend(pinned);
        std::mem::take(&mut file.recognised.diagnostics)
    };
    let found: Vec<Vec<Diagnostic>> = gathered.files.par_iter_mut().map(by_own).collect();
    gathered.diagnostics.extend(found.into_iter().flatten());
}

fn understood(workbook: &Workbook, main: Recognised, settings: &Settings) -> Understood {
    let by = |place: usize| {
        let (rules, hints) = settings.tongue(place);
        recognise(workbook, rules, hints)
    };
    let mut known = vec![(0, main)];
    let shown = &*workbook.original.shown;
    let mut wanted = places(known.iter(), shown, settings);
    if wanted.is_empty() {
        wanted = by_what_it_is_called(&known, shown, settings).into_iter().collect();
    }
    if wanted.is_empty() {
        // Nothing was found, and nothing tells whose it is: perhaps another rule set knows its tables.
        known.extend((1..=settings.own_rules.len()).map(|place| (place, by(place))));
        wanted = places(known.iter(), shown, settings);
    }
    while let Some(place) = wanted.iter().copied().find(|place| known.iter().all(|(other, _)| other != place)) {
        known.push((place, by(place)));
        wanted.extend(places(known.iter().filter(|(other, _)| *other == place), shown, settings));
    }
    // The rule sets by which something is found of branches that have them; else the one that the file asks for.
    let found: BTreeSet<usize> = known
        .iter()
        .filter(|(place, recognised)| places_of(recognised, shown, settings).contains(place))
        .map(|(place, _)| *place)
        .collect();
    let kept = if found.is_empty() { wanted.last().copied().into_iter().collect() } else { found };
    let kept = if kept.is_empty() { BTreeSet::from([0]) } else { kept };
    let form_of = match kept.iter().collect::<Vec<_>>().as_slice() {
        [own] => form_of_another(**own, &known, settings, &by),
        _ => None,
    };
    known.retain(|(place, _)| kept.contains(place));
    known.sort_by_key(|(place, _)| *place);
    Understood::of(known, settings, form_of)
}

impl Understood {
    /// Of what was recognised, by the places of rule sets; the first is the file's own.
    fn of(known: Vec<(usize, Recognised)>, settings: &Settings, form_of: Option<usize>) -> Self {
        let lines = |(place, recognised): &(usize, Recognised)| {
            let pins = &settings.tongue(*place).1.pins;
            recognised.pins.iter().filter_map(|pin| Some(pins.get(*pin)?.line)).collect::<Vec<_>>()
        };
        let pinned = known.iter().flat_map(lines).collect();
        let mut known = known.into_iter();
        let (rules, recognised) = known.next().unwrap_or_default();
        Self { rules, recognised, others: known.collect(), pinned, form_of }
    }
}

/// The rule sets of the branches that were found.
fn places<'a>(
    known: impl Iterator<Item = &'a (usize, Recognised)>,
    shown: &str,
    settings: &Settings,
) -> BTreeSet<usize> {
    known.flat_map(|(_, recognised)| places_of(recognised, shown, settings)).collect()
}

fn places_of(recognised: &Recognised, shown: &str, settings: &Settings) -> BTreeSet<usize> {
    let parts = recognised.parts.iter().filter(|part| !part.is_empty());
    parts.map(|part| settings.place_of_titled(shown, part.branch.as_deref())).collect()
}

/// The rule set of the branch that a file in which nothing was found says it is of, by its titles or its name, where that
/// branch has one of its own.
fn by_what_it_is_called(known: &[(usize, Recognised)], shown: &str, settings: &Settings) -> Option<usize> {
    let titled = known.iter().find_map(|(_, recognised)| recognised.claims.branch.as_deref());
    let places =
        [titled.map_or(0, |title| settings.place_of_titled(shown, Some(title))), settings.place_of_titled(shown, None)];
    places.into_iter().find(|place| *place > 0)
}
