//! The stretches of time for which a member's points are reckoned: the run, its settled periods, and in them the months
//! of each class that the member had.

use super::months::Months;
use super::scene::Scene;
use super::view::View;
use crate::model::{FactValue, Held, Period, Record, RecordField, When};
use crate::rules::{Changes, Reckoned};

/// A stretch of time of one member.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The run, or the settled period.
    pub period: Period,
    /// Its months that count for the member.
    pub months: Months,
    /// The class in it, as an index of the fact's words.
    pub class: Option<usize>,
    /// The frames that it is made of.
    pub parts: Vec<usize>,
    /// Whether it is the run.
    pub is_run: bool,
    /// Whether it is a settled period, or the run where there is nothing shorter.
    pub is_period: bool,
}

impl Frame {
    /// Whether it is not made of others.
    #[must_use]
    pub const fn is_leaf(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether something was in it.
    #[must_use]
    pub fn holds(&self, when: When) -> bool {
        self.period.contains(when.to()) && self.months.hold(when)
    }

    /// Whether what is reckoned so often is reckoned in this frame itself, not joined from its parts.
    #[must_use]
    pub const fn reckons(&self, how: Reckoned) -> bool {
        match how {
            Reckoned::EachClass => self.is_leaf(),
            Reckoned::EachPeriod => self.is_period,
            Reckoned::Once => self.is_run,
        }
    }
}

/// Index of the run among a member's frames.
pub const RUN: usize = 0;

/// The frames of a member: the run first, then each settled period with its classes.
#[must_use]
pub fn frames_of(scene: &Scene<'_>, member: usize) -> Vec<Frame> {
    let rules = scene.rules;
    let counted = match rules.presence.as_ref().is_some_and(|presence| presence.months) {
        true => scene.months_on_roster(member),
        false => Months::of(&scene.period),
    };
    let classes = classes_by_month(scene, member);
    let last = last_class(scene, member);
    let run = Frame {
        period: scene.period,
        months: Months::of(&scene.period).and(counted),
        class: last,
        parts: Vec::new(),
        is_run: true,
        is_period: false,
    };
    let periods = scene.period.parts(rules.settles);
    let is_only = periods.len() < 2 && periods.first().is_none_or(|only| only.window() == scene.period.window());
    let mut frames = vec![run];
    if is_only {
        let is_counted = frames.first().is_some_and(|run| counts(scene, member, run));
        if let Some(run) = frames.first_mut() {
            run.is_period = is_counted;
            // Nothing counts in a run whose only period does not.
            run.months = if is_counted { run.months } else { Months::NONE };
        }
        if is_counted {
            add_classes(&mut frames, RUN, &classes);
        }
        return frames;
    }
    for period in periods {
        let months = Months::of(&period).and(counted);
        let class = classes.iter().rev().find(|(month, _)| months.contains(*month)).and_then(|(_, class)| *class);
        let frame = Frame { period, months, class, parts: Vec::new(), is_run: false, is_period: true };
        if months.is_empty() || !counts(scene, member, &frame) {
            continue;
        }
        let at = frames.len();
        frames.push(frame);
        if let Some(run) = frames.first_mut() {
            run.parts.push(at);
        }
        add_classes(&mut frames, at, &classes);
    }
    let held = frames.iter().skip(1).filter(|frame| frame.is_period);
    let months = held.flat_map(|frame| frame.months.iter()).fold(Months::NONE, Months::with);
    if let Some(run) = frames.first_mut() {
        run.months = months;
        // Periods of which none counts leave a run that is made of nothing, not one that is reckoned at once.
        run.is_period = false;
    }
    frames
}

/// The innermost stretch of time in which something was.
#[must_use]
pub fn innermost(frames: &[Frame], when: When) -> Option<&Frame> {
    frames.iter().rev().find(|frame| frame.holds(when))
}

/// Whether a settled period counts for a member.
fn counts(scene: &Scene<'_>, member: usize, frame: &Frame) -> bool {
    let Some(year) = &scene.rules.year else { return true };
    let asked = |rule: Option<&crate::rules::Rule>| {
        rule.is_none_or(|rule| View::of_frame(scene, Some(member), frame).holds(rule))
    };
    asked(year.counts.as_ref()) && asked(year.settled.as_ref())
}

/// One frame for each class, where the member had several.
fn add_classes(frames: &mut Vec<Frame>, at: usize, classes: &[(u32, Option<usize>)]) {
    let Some(whole) = frames.get(at).cloned() else { return };
    let mine = || classes.iter().filter(|(month, _)| whole.months.contains(*month));
    let mut had: Vec<Option<usize>> = Vec::new();
    for (_, class) in mine() {
        if !had.contains(class) {
            had.push(*class);
        }
    }
    if had.len() < 2 {
        return;
    }
    for class in had {
        let months = mine().filter(|(_, other)| *other == class).fold(Months::NONE, |all, (month, _)| all.with(*month));
        let part = frames.len();
        frames.push(Frame { months, class, parts: Vec::new(), is_run: false, is_period: false, ..whole.clone() });
        if let Some(whole) = frames.get_mut(at) {
            whole.parts.push(part);
        }
    }
}

/// The class at the end of the period.
fn last_class(scene: &Scene<'_>, member: usize) -> Option<usize> {
    let fact = scene.rules.classes.as_ref()?.fact;
    match scene.roster.get(member)?.facts.get(fact)? {
        Some(FactValue::Choice(class)) => Some(*class),
        _ => None,
    }
}

/// A change of class: the day, the class before, the class after.
pub type Change = (chrono::NaiveDate, usize, usize);

/// The class of each month: the one on its last day.
fn classes_by_month(scene: &Scene<'_>, member: usize) -> Vec<(u32, Option<usize>)> {
    let last = last_class(scene, member);
    let changes = valid_changes(scene, member).unwrap_or_default();
    let year = scene.period.year();
    let class_in = |month: u32| {
        let end = Period::month_of(year, month)?.to();
        let later = changes.iter().find(|(day, _, _)| *day > end);
        later.map(|(_, before, _)| *before).or(last)
    };
    scene.period.month_numbers().map(|month| (month, class_in(month))).collect()
}

/// The changes of class of a member, in their order; `None` where they contradict each other or the roster.
#[must_use]
pub fn valid_changes(scene: &Scene<'_>, member: usize) -> Option<Vec<Change>> {
    let changes = changes_of(scene, member);
    let joined = changes.windows(2).all(|pair| match pair {
        [(_, _, after), (_, before, _)] => after == before,
        _ => true,
    });
    let ends_right = changes.last().is_none_or(|(_, _, after)| Some(*after) == last_class(scene, member));
    (joined && ends_right).then_some(changes)
}

/// The changes that the table lists.
fn changes_of(scene: &Scene<'_>, member: usize) -> Vec<Change> {
    let Some(Changes { found, .. }) = scene.rules.classes.as_ref().and_then(|classes| classes.changes.as_ref()) else {
        return Vec::new();
    };
    let (table, day, before, after) = *found;
    let fact = scene.rules.classes.as_ref().and_then(|classes| scene.rules.member_facts.get(classes.fact));
    let columns = scene.rules.tables.get(table).map(|table| &table.columns);
    // The table writes classes in its own words; they are found again among those of the roster.
    let class = |record: &Record, column: usize| match record.value(RecordField::Column(column))? {
        Held::Choice(word) => fact?.choice(&columns?.get(column)?.one_of.get(*word)?.title),
        Held::Text(text) => fact?.choice(text),
        _ => None,
    };
    let records = scene.index.records.get(member).into_iter().flatten().filter_map(|at| scene.records.get(*at));
    let mut changes: Vec<Change> = records
        .filter(|record| record.table == table)
        .filter_map(|record| {
            let Some(Held::Day(day)) = record.value(RecordField::Column(day)) else { return None };
            Some((*day, class(record, before)?, class(record, after)?))
        })
        .collect();
    changes.sort_unstable();
    changes
}
